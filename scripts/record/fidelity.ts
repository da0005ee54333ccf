/**
 * `npm run fidelity`: every method's own experiment and its judged variants over five pairs of two seeds, on the built-in
 * digits, MNIST and Fashion-MNIST, and what the runs show of the papers' claims. Resumable at any moment: rows that were
 * measured with the present settings are kept. Writes docs/fidelity.md and public/fidelity.json.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import packageFile from "../../package.json" with { type: "json" };
import { type Experiment, MAX_PAIRS, MAX_SEED } from "../../src/domain/experiment.ts";
import { sameJson } from "../../src/domain/sameJson.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { claimArms } from "../../src/methods/registry/arms.ts";
import { methodById } from "../../src/methods/registry/methodRegistry.ts";
import {
  type FidelityRow,
  FidelitySchema,
  findingOf,
  JUDGED_DATASETS,
  settingsKey,
} from "../../src/session/comparisons/claimFindings.ts";
import { type JudgedPreset, judgedPresets, presentRows } from "../../src/session/comparisons/jointFindings.ts";
import { commandArguments, inputError, runCommand, someOf, wholeNumber } from "../commandLine/commandLine.ts";
import { takeLock } from "../commandLine/lockFile.ts";
import { labFolder, readSaved } from "../commandLine/savedFile.ts";
import { dataFolder, folderVariables } from "../lab/dataFolders.ts";
import { completeLab } from "../lab/runExperiment.ts";
import { EarlierTableSchema, fidelityDocument } from "./fidelityDocument.ts";

const root = join(import.meta.dirname, "../..");
const tablePath = join(root, "public/fidelity.json");
const documentPath = join(root, "docs/fidelity.md");
const earlierPath = join(root, "docs/fidelity-2026-11-25.json");

/** Seeds by which no setting was chosen: those were searched for by seeds 7 and 11. */
const SEEDS = [2026, 2027];

const { values } = commandArguments({
  data: { type: "string", default: JUDGED_DATASETS.join(",") },
  seeds: { type: "string", default: SEEDS.join(",") },
  pairs: { type: "string", default: "5" },
  only: { type: "string" },
  workers: { type: "string" },
  /** writes the documents from what has been run, and runs nothing */
  write: { type: "boolean", default: false },
});

const folderOfFindings = join(labFolder, "fidelity");

type Dataset = FidelityRow["dataset"];

/** A row of the table by what is run for it. */
interface Cell extends JudgedPreset {
  readonly dataset: Dataset;
  readonly seed: number;
}

/** A preset with all arms that its method's claims name. */
function experimentOf({ id, method, dataset, seed }: Cell, pairs: number): Experiment {
  const { experiment } = presetById(id);
  const controls = [...new Set([...experiment.controls, ...claimArms(methodById(method))])];
  return { ...experiment, seed, pairs, controls, data: { ...experiment.data, dataset } };
}

const pathOf = ({ id, dataset, seed }: Cell) => join(folderOfFindings, `${id}-${dataset}-${seed}.json`);

const SavedFindingSchema = v.object({ experiment: v.unknown(), row: FidelitySchema.entries.rows.item });

/** The row of an earlier call with exactly this experiment; null where there is none. */
function savedRow(cell: Cell, pairs: number): FidelityRow | null {
  const path = pathOf(cell);
  if (!existsSync(path)) return null;
  return readSaved(path, "it is run anew", () => {
    const { experiment, row } = v.parse(SavedFindingSchema, JSON.parse(readFileSync(path, "utf8")));
    return sameJson(experiment, experimentOf(cell, pairs)) ? row : null;
  });
}

/** The rows of the present table that were measured with the presets' present settings. */
function tabledRows(): readonly FidelityRow[] {
  if (!existsSync(tablePath)) return [];
  const { rows } = v.parse(FidelitySchema, JSON.parse(readFileSync(tablePath, "utf8")));
  return presentRows(rows);
}

const isRowOf =
  ({ id, dataset, seed }: Cell) =>
  (row: FidelityRow) =>
    row.preset === id && row.dataset === dataset && row.seed === seed;

/** Runs a cell and keeps its row. */
async function measure(cell: Cell, pairs: number, workers: number): Promise<FidelityRow> {
  const { id, method, dataset, seed } = cell;
  const experiment = experimentOf(cell, pairs);
  const began = performance.now();
  const { run } = await completeLab({ preset: id, experiment, folder: null, backend: "wasm", workers });
  const row: FidelityRow = {
    ...{ preset: id, method, dataset, seed, settings: settingsKey(experiment), pairs },
    ...{ backend: run.backend.name, date: run.date, seconds: Math.round((performance.now() - began) / 1000) },
    findings: findingOf(run),
  };
  writeFileSync(pathOf(cell), JSON.stringify({ experiment, row }));
  for (const { claim, word, mean } of row.findings)
    console.log(`${id} ${dataset} ${seed}: ${word} (${mean}) ${claim}, ${row.seconds} s`);
  return row;
}

/** Writes the table and the document from rows, in the order of presets, data sets and seeds. */
function writeTable(rows: readonly FidelityRow[], seeds: readonly number[]): void {
  const place = ({ preset, dataset, seed }: FidelityRow) =>
    judgedPresets.findIndex(({ id }) => id === preset) * 100 + JUDGED_DATASETS.indexOf(dataset) * 10 + (seed % 10);
  const ordered = [...rows].sort((a, b) => place(a) - place(b));
  const earlier = v.parse(EarlierTableSchema, JSON.parse(readFileSync(earlierPath, "utf8")));
  const { version } = packageFile;
  writeFileSync(
    tablePath,
    `{"version":"${version}","rows":[\n${ordered.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`,
  );
  writeFileSync(documentPath, fidelityDocument({ version, rows: ordered, earlier, seeds }));
  console.log(`${ordered.length} rows in docs/fidelity.md`);
}

async function main(): Promise<void> {
  const seeds = values.seeds.split(",").map((text) => wholeNumber("--seeds", text, 0, MAX_SEED));
  const pairs = wholeNumber("--pairs", values.pairs, 2, MAX_PAIRS);
  const workers = wholeNumber("--workers", values.workers, 1, 64) ?? availableParallelism();
  const ids = judgedPresets.map(({ id }) => id);
  const only = values.only === undefined ? ids : someOf("--only", values.only, ids);
  const datasets = someOf("--data", values.data, JUDGED_DATASETS);
  mkdirSync(folderOfFindings, { recursive: true });
  const cells = JUDGED_DATASETS.flatMap((dataset) =>
    judgedPresets.flatMap((preset) => [...new Set([...SEEDS, ...seeds])].map((seed) => ({ ...preset, dataset, seed }))),
  );
  const tabled = tabledRows();
  const wants = ({ id, dataset, seed }: Cell) =>
    only.includes(id) && datasets.includes(dataset) && seeds.includes(seed) && !values.write;
  const rows: FidelityRow[] = [];
  const release = values.write ? null : takeLock(join(folderOfFindings, "lock"), folderOfFindings);
  for (const cell of cells) {
    const { dataset } = cell;
    const kept = savedRow(cell, pairs) ?? tabled.find(isRowOf(cell)) ?? null;
    const isWhole = kept?.findings.every(({ differences }) => differences !== undefined) ?? false;
    if (kept && (isWhole || !wants(cell))) rows.push(kept);
    else if (wants(cell)) {
      if (dataset !== "digits" && dataFolder(dataset) === null)
        throw inputError(
          `${dataset} needs its files; set ${folderVariables[dataset]} to their folder, or give --data digits`,
        );
      rows.push(await measure(cell, pairs, workers));
    }
  }
  writeTable(rows, SEEDS);
  release?.();
}

await runCommand(main);
process.exit(0);
