/** The recorded runs of the site, for tests. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The log of a preset's recorded run, as text. */
export function recordedLog(preset: string): string {
  const path = join(import.meta.dirname, "../../../public/runs", `${preset}.jsonl.gz`);
  return gunzipSync(readFileSync(path)).toString("utf8");
}
