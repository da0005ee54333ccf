/** Tells the service worker, once the site is built, which files to keep. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plugin } from "vite";

/** Not kept: data sets, which are kept when they are used, and the peers of the benchmark. */
const LEFT_OUT = /^data\/|^serviceWorker\.js$|tfjsSide|jaxSide|fitSide/;

/** Every file of a built site: those whose names bear a hash need no revision of their own. */
function entriesOf(dist: string): readonly { url: string; revision: string | null }[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((url) => !LEFT_OUT.test(url))
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

/** The plugin that puts the list into the built service worker. */
export function offlineFiles(): Plugin {
  let dist = "";
  return {
    name: "offline-files",
    apply: "build",
    configResolved: (config) => {
      dist = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const path = join(dist, "serviceWorker.js");
        const code = readFileSync(path, "utf8");
        if (!code.includes("self.__WB_MANIFEST"))
          throw new Error("the service worker has no place for its list of files");
        writeFileSync(path, code.replace("self.__WB_MANIFEST", JSON.stringify(entriesOf(dist))));
      },
    },
  };
}
