/** Which modules of the page are loaded with its first view. */

/** What the bundler knows of a module. */
interface KnownModule {
  /** modules that import it statically */
  readonly importers: readonly string[];
}

/** The module that decides by address, with Home, and the module that the lab begins with. */
const ENTRY = "/src/entry.ts";
const LAB = "/src/main.tsx";

interface KnownModules {
  getModuleInfo(id: string): KnownModule | null;
}

/** Whether a module is reached from an entry by static imports; an entry is not reached from itself. */
function isReached(id: string, entry: string, bundle: KnownModules): boolean {
  const seen = new Set([id]);
  for (const module of seen)
    for (const importer of bundle.getModuleInfo(module)?.importers ?? []) {
      if (importer.replaceAll("\\", "/").endsWith(entry)) return true;
      seen.add(importer);
    }
  return false;
}

/**
 * The chunks of what is loaded first. All that the page's entry reaches by static imports is one chunk, and all else that
 * the lab reaches so is another. Each chunk that is fetched later would otherwise split what it shares with these off into
 * a chunk of its own, and many small chunks are compressed less well than one. A chunk takes in what its modules import,
 * unless a group of higher priority has it.
 */
export const firstChunks = [
  { name: (id: string, bundle: KnownModules) => (isReached(id, ENTRY, bundle) ? "home" : null), priority: 2 },
  { name: (id: string, bundle: KnownModules) => (isReached(id, LAB, bundle) ? "firstView" : null), priority: 1 },
];
