/** Which modules of the page are loaded with its first view. */

/** What the bundler knows of a module. */
interface KnownModule {
  /** modules that import it statically */
  readonly importers: readonly string[];
}

const ENTRY = "/src/main.tsx";

/**
 * The chunk of a module, by name: all that the page's entry reaches by static imports is one chunk. Each chunk that is
 * fetched later would otherwise split what it shares with the first view off into a chunk of its own, and many small
 * chunks are compressed less well than one.
 * @returns null for a module that is fetched later, and for the entry itself
 */
export function firstViewChunk(id: string, bundle: { getModuleInfo(id: string): KnownModule | null }): string | null {
  const seen = new Set([id]);
  for (const module of seen)
    for (const importer of bundle.getModuleInfo(module)?.importers ?? []) {
      if (importer.replaceAll("\\", "/").endsWith(ENTRY)) return "firstView";
      seen.add(importer);
    }
  return null;
}
