/** `npm run lab -- --study ID`: a study's cells one after another, resumable at any moment, and its table. */

import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type DatasetId, type Experiment, sameExperiment } from "../../src/domain/experiment.ts";
import { type Study, studyById } from "../../src/methods/experiments/studies.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import {
  haveSameTeacher,
  intervalOf,
  openExperiments,
  placeOf,
  type Readings,
  ReadingsSchema,
  readingsOf,
} from "../../src/session/comparisons/studyReadings.ts";
import { asInput, CommandError } from "../commandLine/commandLine.ts";
import { takeLock } from "../commandLine/lockFile.ts";
import { labFolder, readSaved, writeSaved } from "../commandLine/savedFile.ts";
import { itemsOfPart, type PartOfWork } from "./parts/partOfWork.ts";
import { runLab } from "./runExperiment.ts";

/** Which study runs, with which seed, on which images. */
export interface StudyOrder {
  readonly id: string;
  readonly seed: number;
  readonly dataset: DatasetId;
  /** folder with the data set's four files; null for the one that `dataFolder` finds */
  readonly folder: string | null;
  readonly backend: BackendChoice;
  readonly workers: number | undefined;
  /** the part of its experiments that this call makes; null for all */
  readonly part: PartOfWork | null;
  /** nothing is trained: the experiments have been made by other calls */
  readonly join: boolean;
}

const folder = join(labFolder, "studies");

function load(path: string): Readings {
  if (!existsSync(path)) return {};
  return readSaved(path, "the study begins anew", () =>
    v.parse(ReadingsSchema, JSON.parse(readFileSync(path, "utf8")), { abortEarly: true }),
  );
}

/** The readings of all calls, each of which has a file of its own: the whole study's, and those of parts. */
function loadAll(stem: string): Readings {
  const own = new RegExp(`^${stem}(\\.part-\\d+-of-\\d+)?\\.json$`);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => own.test(name)) : [];
  return Object.assign({}, ...names.toSorted().map((name) => load(join(folder, name))));
}

/** The study's table as Markdown: means with 95 % intervals over pairs. */
export function studyTable(study: Study, readings: Readings, dataset: DatasetId, seed: number): string {
  const columns = [...new Set(study.cells.map(({ column }) => column))];
  const rows = [...new Set(study.cells.map(({ row }) => row))];
  const shown = (row: string, column: string) => {
    const cell = study.cells.find((one) => one.row === row && one.column === column);
    const reading = cell && readings[placeOf(cell, dataset, seed)];
    if (!reading) return "–";
    const { mean, low, high } = intervalOf(reading);
    const spread = Number.isFinite(low) ? ` [${low.toFixed(0)}, ${high.toFixed(0)}]` : "";
    return `${mean.toFixed(0)}${spread}`;
  };
  return [
    `| ${study.rows} | ${columns.join(" | ")} |`,
    `| --- | ${columns.map(() => "---").join(" | ")} |`,
    ...rows.map((row) => `| ${row} | ${columns.map((column) => shown(row, column)).join(" | ")} |`),
  ].join("\n");
}

/**
 * Runs the remaining cells of a study, or of a part of it, and writes each to disk as it ends; or joins those that other
 * calls have run.
 * @returns the table, which is not complete where a signal stopped the study
 * @throws CommandError for an unknown id, where another command runs the same part, where one of its runs fails, and
 * where one to be joined is missing
 */
export async function runStudy({
  id,
  seed,
  dataset,
  folder: images,
  backend,
  workers,
  part,
  join: joins,
}: StudyOrder): Promise<{ readonly table: string; readonly complete: boolean }> {
  const study = asInput(() => studyById(id));
  const stem = `${id}-${dataset}-${seed}`;
  const all = openExperiments(study, {}, dataset, seed).map((experiment) => ({ experiment }));
  const chosen = part ? itemsOfPart(all, part) : all;
  const openOf = (known: Readings, before: Experiment | null) =>
    openExperiments(study, known, dataset, seed, before).filter((one) =>
      chosen.some(({ experiment }) => sameExperiment(experiment, one)),
    );
  let readings = loadAll(stem);
  const heading = `${study.title}. ${study.question}`;
  const tableOf = (known: Readings) => `${heading}\n\n${studyTable(study, known, dataset, seed)}`;
  if (joins) {
    const missing = openOf(readings, null).length;
    if (missing === 0) return { table: tableOf(readings), complete: true };
    throw new CommandError(
      `${missing} of ${chosen.length} experiments of ${stem} are not finished in ${labFolder}; run their parts to the end, or name their folder in LAB_FOLDER`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${stem}${part ? `.part-${part.index}-of-${part.of}` : ""}.json`);
  const release = takeLock(`${path}.lock`, path);
  let own = load(path);
  let previous: { readonly experiment: Experiment; readonly teacher: Uint8Array | undefined } | null = null;
  const nextOf = (before: Experiment | null) => openOf(readings, before)[0];
  for (let next = nextOf(null); next; next = nextOf(next)) {
    const teacher = previous && haveSameTeacher(previous.experiment, next) ? previous.teacher : undefined;
    const { run } = await runLab({ preset: id, experiment: next, folder: images, backend, workers, teacher });
    if (run.status === "failed") throw new CommandError(`${id}: ${run.failure?.detail}`);
    if (run.status !== "completed") break;
    const found = readingsOf(study, run);
    if (Object.keys(found).length === 0) throw new Error(`the run of ${id} has none of its cell's networks`);
    readings = { ...readings, ...found };
    own = { ...own, ...found };
    writeSaved(path, `${JSON.stringify(own, null, 1)}\n`);
    previous = { experiment: next, teacher: run.checkpoints.teacher?.bytes };
  }
  release();
  return { table: tableOf(readings), complete: nextOf(null) === undefined };
}
