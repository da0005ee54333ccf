/** Records the readings of all studies on the built-in digits: those up to date are kept, and each is written as its run ends. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import * as v from "valibot";
import packageFile from "../../package.json" with { type: "json" };
import { type Experiment, sameExperiment } from "../../src/domain/experiment.ts";
import { type StudyCell, studies } from "../../src/methods/experiments/studies.ts";
import { costOfExperiment } from "../../src/methods/registry/experimentCost.ts";
import { checkExperiment } from "../../src/methods/registry/experimentValidation.ts";
import {
  RECORDED,
  RECORDED_STUDIES,
  type RecordedStudies,
  RecordedStudiesSchema,
} from "../../src/session/comparisons/recordedReadings.ts";
import { experimentOf, placeOf, readingsOf } from "../../src/session/comparisons/studyReadings.ts";
import type { Run } from "../../src/session/run/runFromEvents.ts";
import { installation } from "../commandLine/installation.ts";
import { readSaved } from "../commandLine/savedFile.ts";
import { runParts } from "../lab/hintonSectionParts.ts";

const path = join(installation.root, "public", RECORDED_STUDIES);

/** A cell's experiment as it is recorded. */
const recordedExperiment = (cell: StudyCell) => experimentOf(cell, RECORDED.dataset, RECORDED.seed);
const recordedPlace = (cell: StudyCell) => placeOf(cell, RECORDED.dataset, RECORDED.seed);

/** The checksum by which a recorded reading knows its experiment. */
function checksumOf(experiment: Experiment): string {
  const text = JSON.stringify(checkExperiment(experiment));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The recorded readings of cells that the studies still have, with the experiments they still have. */
export function currentReadings(recorded: RecordedStudies): RecordedStudies {
  return Object.fromEntries(
    studies.map(({ id, cells }) => {
      const current = cells.flatMap((cell) => {
        const place = recordedPlace(cell);
        const reading = recorded[id]?.[place];
        return reading?.experiment === checksumOf(recordedExperiment(cell)) ? [[place, reading] as const] : [];
      });
      return [id, Object.fromEntries(current)];
    }),
  );
}

interface OpenRun {
  readonly experiment: Experiment;
  /** the studies that have it as a cell without a reading, in their order */
  readonly of: readonly string[];
  /** estimated for one core, s */
  readonly seconds: number;
}

/** The experiments of cells without a reading, each once. */
function openRuns(recorded: RecordedStudies): readonly OpenRun[] {
  const open: OpenRun[] = [];
  for (const { id, cells } of studies)
    for (const cell of cells) {
      if (recorded[id]?.[recordedPlace(cell)]) continue;
      const experiment = recordedExperiment(cell);
      const at = open.findIndex((other) => sameExperiment(other.experiment, experiment));
      const known = open[at] ?? { experiment, of: [], seconds: costOfExperiment(experiment, 1).seconds };
      open.splice(at < 0 ? open.length : at, 1, { ...known, of: [...known.of.filter((one) => one !== id), id] });
    }
  return open;
}

/**
 * Runs in the order in which they are made: first the fewest that leave no study empty, then the study that takes the least
 * time, so that it is complete early.
 */
function inOrder(open: readonly OpenRun[], recorded: RecordedStudies): readonly OpenRun[] {
  const costOf = ({ of: [study] }: OpenRun) =>
    open.reduce((sum, one) => sum + (one.of[0] === study ? one.seconds : 0), 0);
  const rest = open.toSorted((a, b) => costOf(a) - costOf(b));
  let empty = studies.map(({ id }) => id).filter((id) => Object.keys(recorded[id] ?? {}).length === 0);
  const first: OpenRun[] = [];
  const filledBy = ({ of }: OpenRun) => of.filter((id) => empty.includes(id)).length;
  while (empty.length > 0 && rest.length > 0) {
    const [best] = rest.toSorted((a, b) => filledBy(b) - filledBy(a) || a.seconds - b.seconds);
    first.push(...rest.splice(rest.indexOf(best!), 1));
    empty = empty.filter((id) => !best!.of.includes(id));
  }
  return [...first, ...rest];
}

/** The recorded readings with those of a finished run, in the order of the studies and their cells. */
function withRun(recorded: RecordedStudies, run: Run, seconds: number): RecordedStudies {
  const facts = {
    seed: run.experiment.seed,
    backend: run.backend.name,
    device: run.backend.device,
    date: run.date,
    version: packageFile.version,
    seconds: Math.round(seconds),
    experiment: checksumOf(run.experiment),
  };
  const added = Object.fromEntries(
    studies.map((study) => {
      const readings = Object.entries(readingsOf(study, run));
      const own = Object.fromEntries(readings.map(([place, reading]) => [place, { ...reading, ...facts }]));
      return [study.id, { ...recorded[study.id], ...own }];
    }),
  );
  return currentReadings(added);
}

/** Reads what is recorded; nothing where there is no file. @throws CommandError where the file is damaged */
export function readRecordedStudies(): RecordedStudies {
  if (!existsSync(path)) return {};
  return readSaved(path, "all studies are recorded anew", () =>
    v.parse(RecordedStudiesSchema, JSON.parse(readFileSync(path, "utf8")), { abortEarly: true }),
  );
}

/** Without the studies of which nothing is recorded. */
export function withoutEmpty(recorded: RecordedStudies): RecordedStudies {
  return Object.fromEntries(Object.entries(recorded).filter(([, readings]) => Object.keys(readings).length > 0));
}

/** One line for each cell, so that a change of one is a change of one line. */
function textOf(recorded: RecordedStudies): string {
  const lines = Object.entries(withoutEmpty(recorded)).map(([id, readings]) => {
    const cells = Object.entries(readings).map(
      ([place, reading]) => `  ${JSON.stringify(place)}: ${JSON.stringify(reading)}`,
    );
    return `${JSON.stringify(id)}: {\n${cells.join(",\n")}\n}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** @param all records every cell anew, also those up to date */
export async function recordStudies(all: boolean): Promise<void> {
  let recorded = all ? {} : currentReadings(readRecordedStudies());
  const open = inOrder(openRuns(recorded), recorded);
  const minutes = open.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  console.log(`studies: ${open.length} runs to make, at most ${minutes.toFixed(0)} minutes of one core`);
  const parts = open.map(({ of, experiment }) => ({ id: of[0]!, dataset: RECORDED.dataset, experiment }));
  await runParts(parts, { folder: null, backend: "wasm", parallelRuns: availableParallelism() }, ({ run, seconds }) => {
    recorded = withRun(recorded, run, seconds);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(recorded));
  });
}
