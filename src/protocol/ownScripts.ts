/** The page's own scripts as workers: which addresses may be started where the browser has Trusted Types, and how one starts in a sandboxed frame. */

interface TrustedTypes {
  readonly defaultPolicy: unknown;
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

/** The addresses of the programs that only import one of the page's own. */
const importers = new Set<string>();

/**
 * Allows addresses of the own origin as scripts of workers, and the programs that `startWorker` writes. The policy is the
 * default one, since not all workers are started here. There is none for markup or code as text: the browser refuses both.
 */
export function allowOwnScripts(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (!trustedTypes || trustedTypes.defaultPolicy) return;
  // Not the location's: that of a worker in a sandboxed frame has no origin.
  const own = new URL(import.meta.url).origin;
  const isOwn = (address: string) => new URL(address, import.meta.url).origin === own || importers.has(address);
  trustedTypes.createPolicy("default", { createScriptURL: (address) => (isOwn(address) ? address : null) });
}

/** Whether the document has no origin of its own, as in a frame with `sandbox` that lacks `allow-same-origin`. */
export function isWithoutOrigin(): boolean {
  return globalThis.origin === "null";
}

/**
 * Starts a worker of the page's own. A document without an origin may start none from an address of the site: there the
 * worker's program is one line in an address of its own that imports it, which the site's server must allow
 * (Access-Control-Allow-Origin).
 * @param address of the script, as an import with `?worker&url` gives it
 */
export function startWorker(address: string): Worker {
  const program = new URL(address, import.meta.url).href;
  if (!isWithoutOrigin()) return new Worker(program, { type: "module" });
  const importer = `data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(program)};`)}`;
  importers.add(importer);
  return new Worker(importer, { type: "module" });
}
