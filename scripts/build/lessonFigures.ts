/** Reads the figures of all lessons off the recordings when the page is built. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { checkSummary } from "../../src/hinton2015/replay/sectionSummary.ts";
import { readFigures } from "../../src/lessons/course/index.ts";
import type { Recordings } from "../../src/lessons/recordings.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { decodeLog } from "../../src/protocol/eventLog.ts";
import { readPapersRows } from "../../src/session/comparisons/jointFindings.ts";
import { recordingOf, sectionSummaryOf } from "../../src/session/run/recordedRuns.ts";
import { foldRun } from "../../src/session/run/runFromEvents.ts";

const site = join(import.meta.dirname, "../../public");
const jsonOf = (path: string): unknown => JSON.parse(readFileSync(join(site, path), "utf8"));

/** The recordings in `public`. @throws where a file is missing or damaged */
export function siteRecordings(): Recordings {
  const runs = new Map<string, ReturnType<Recordings["run"]>>();
  return {
    run(preset) {
      const path = recordingOf(presetById(preset).experiment);
      if (!path) throw new RangeError(`the preset "${preset}" has no recorded run`);
      const bytes = readFileSync(join(site, path));
      const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
      const run = runs.get(preset) ?? foldRun(decodeLog(text), "recorded");
      if (!run) throw new RangeError(`the recorded run "${preset}" has no beginning; record it anew`);
      runs.set(preset, run);
      return run;
    },
    papers: readPapersRows(jsonOf("fidelity.json")),
    section: checkSummary(jsonOf(sectionSummaryOf("mnist"))),
  };
}

const MODULE = "virtual:lesson-figures";

/** The plugin that makes them a module of the page. */
export function lessonFigures(): Plugin {
  return {
    name: "lesson-figures",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) =>
      id === `\0${MODULE}` ? `export default ${JSON.stringify(readFigures(siteRecordings()))};` : undefined,
  };
}
