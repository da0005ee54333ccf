/** The Trusted Types policy of page and workers, where the browser has them: only scripts of the page's own origin run. */

interface TrustedTypes {
  readonly defaultPolicy: unknown;
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

/**
 * Allows addresses of the own origin as scripts of workers. The policy is the default one, because an address must stand
 * in `new Worker` itself for the build to find it. There is none for markup or code as text: the browser refuses both.
 */
export function allowOwnScripts(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (!trustedTypes || trustedTypes.defaultPolicy) return;
  const isOwn = (address: string) => new URL(address, location.href).origin === location.origin;
  trustedTypes.createPolicy("default", { createScriptURL: (address) => (isOwn(address) ? address : null) });
}
