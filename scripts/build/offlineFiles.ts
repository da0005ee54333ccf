/** Writes the list of files that the service worker caches into the built service worker. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plugin } from "vite";
import { reachableFiles } from "./builtFiles.ts";

/** Data sets are cached when they are used; the service worker is the browser's to keep. */
const LEFT_OUT = /^data\/|^serviceWorker\.js$/;

/** The benchmark compares with other libraries and runs with a network only: what its worker alone loads is left out. */
const isBenchmark = (file: string) => /^assets\/benchWorker-/.test(file);

/** The files that the page needs without a network. Those whose names contain a hash need no revision of their own. */
function precacheEntries(dist: string): readonly { url: string; revision: string | null }[] {
  const needed = reachableFiles(dist, "index.html", isBenchmark);
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((url) => !LEFT_OUT.test(url) && (!url.startsWith("assets/") || needed.has(url)))
    .sort()
    .map((url) => {
      const hash = () =>
        createHash("sha256")
          .update(readFileSync(join(dist, url)))
          .digest("hex")
          .slice(0, 16);
      return { url, revision: url.startsWith("assets/") ? null : hash() };
    });
}

/** The plugin that writes the list once the site is built. */
export function offlineFiles(): Plugin {
  let dist = "";
  let isWritten = false;
  return {
    name: "offline-files",
    apply: "build",
    configResolved: (config) => {
      dist = join(config.root, config.build.outDir);
    },
    writeBundle: () => {
      isWritten = true;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        // A failed build writes nothing, and its own error is the one to read.
        if (!isWritten) return;
        const path = join(dist, "serviceWorker.js");
        const code = readFileSync(path, "utf8");
        if (!code.includes("self.__WB_MANIFEST"))
          throw new Error("the service worker has no place for its list of files");
        writeFileSync(path, code.replace("self.__WB_MANIFEST", JSON.stringify(precacheEntries(dist))));
      },
    },
  };
}
