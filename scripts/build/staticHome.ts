/** Writes Home into index.html, from the recorded run that it shows. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { readHome } from "../../src/home/homeFacts.ts";
import { homeMarkup } from "../../src/home/homeMarkup.ts";
import { decodeLog } from "../../src/protocol/eventLog.ts";
import { inkPng } from "./greyPng.ts";

const RECORDING = join(import.meta.dirname, "../../public/runs/hinton.jsonl.gz");

/** The class of the image: a 9 that is read with 98 %, whose second thoughts rise together. */
const DIGIT = 9;

/** What stands in index.html where Home is written. */
const PLACE = '<div id="home"></div>';

/** The module that is fetched when another place than Home is opened. */
const LAB = /\/src\/main\.tsx$/;

/** Home's markup. @throws RangeError where the recording does not have what Home shows */
export function writtenHome(recording: string): string {
  const { facts, image } = readHome(decodeLog(recording), DIGIT);
  return homeMarkup(facts, `data:image/png;base64,${inkPng(image).toString("base64")}`);
}

/**
 * The plugin that writes Home, in the built page and the served one. The built one also names the lab's files, so that
 * they can be fetched while Home is idle, and its script is waited for before the first drawing, so that no place is
 * drawn that the address does not name.
 */
export function staticHome(): Plugin {
  return {
    name: "static-home",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (!html.includes(PLACE)) throw new Error(`index.html lacks ${PLACE}, where Home is written`);
        const written = html.replace(PLACE, () => writtenHome(gunzipSync(readFileSync(RECORDING)).toString("utf8")));
        if (!bundle) return written;
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const lab = chunks.find(({ facadeModuleId }) => LAB.test((facadeModuleId ?? "").replaceAll("\\", "/")));
        if (!lab) throw new Error("the build has no chunk of src/main.tsx");
        const files = [lab.fileName, ...lab.imports, ...(lab.viteMetadata?.importedCss ?? [])];
        const styles = chunks
          .filter(({ fileName }) => lab.imports.includes(fileName))
          .flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
        const all = [...new Set([...files, ...styles])].map((file) => `./${file}`).join(" ");
        return written
          .replace('<div id="root"', `<div id="root" data-files="${all}"`)
          .replace('<script type="module"', '<script type="module" blocking="render"');
      },
    },
  };
}
