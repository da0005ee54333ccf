/** Which files of the built site refer to which: read from the files themselves, workers' chunks included. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

const isText = (file: string) => /\.(html|js|css)$/.test(file);

/**
 * The files that a page or worker may load: all whose names stand in it, or in a file that it may load.
 * @param dist the folder of the built site
 * @param entry a file of it, such as "index.html"
 * @param skipped files that are not followed and not counted
 * @returns files relative to the folder, the entry first
 */
export function reachableFiles(
  dist: string,
  entry: string,
  skipped: (file: string) => boolean = () => false,
): ReadonlySet<string> {
  const assets = readdirSync(join(dist, "assets"));
  const reached = new Set([entry]);
  for (const file of reached) {
    if (!isText(file)) continue;
    const text = readFileSync(join(dist, file), "utf8");
    for (const name of assets) if (text.includes(name) && !skipped(`assets/${name}`)) reached.add(`assets/${name}`);
  }
  return reached;
}

/**
 * The chunks that a chunk loads before it runs: its static imports, theirs, and itself.
 * @param chunk a file relative to the folder, such as "assets/index-hash.js"
 */
export function staticChunks(dist: string, chunk: string): ReadonlySet<string> {
  const reached = new Set([chunk]);
  for (const file of reached) {
    const { module } = parseSync(file, readFileSync(join(dist, file), "utf8"));
    const imported = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
    const reexported = module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    );
    for (const request of [...imported, ...reexported]) reached.add(join("assets", request).replaceAll("\\", "/"));
  }
  return reached;
}
