/**
 * `npm run record`: rebuilds the recorded runs in public/ through the engine itself; those up to date are kept.
 * It may be interrupted at any moment and resumes from there; `--only runs|studies|digits|mnist` records a part of it;
 * `--check [NAME]` makes one anew and compares.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import packageFile from "../../package.json" with { type: "json" };
import { type Experiment, sameExperiment } from "../../src/domain/experiment.ts";
import { type SectionPart, sectionExperiments, sectionParts } from "../../src/hinton2015/experiments.ts";
import { readFigures } from "../../src/hinton2015/replay/measuredFigures.ts";
import { checkSummary, type SectionSummary } from "../../src/hinton2015/replay/sectionSummary.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { decodeLog, encodeEvent } from "../../src/protocol/eventLog.ts";
import type { TrainingEvent } from "../../src/protocol/events.ts";
import {
  recordedPresets,
  recordedSeeds,
  sectionRecordingOf,
  sectionSummaryOf,
} from "../../src/session/run/recordedRuns.ts";
import { foldRun, type Run } from "../../src/session/run/runFromEvents.ts";
import { inputError, oneOf, readArguments, runCommand } from "../commandLine/commandLine.ts";
import { installation } from "../commandLine/installation.ts";
import { readSaved } from "../commandLine/savedFile.ts";
import { runParts } from "../lab/hintonSectionParts.ts";
import { mnistFolder } from "../lab/mnistFolder.ts";
import { completeLab } from "../lab/runExperiment.ts";
import { comparableEvent } from "./comparableEvent.ts";
import { recordStudies } from "./recordStudies.ts";
import { replayDocument } from "./replayDocument.ts";
import { presetRecording, sectionRecording } from "./trimRecording.ts";

const { root } = installation;
const presetPath = (id: string) => join(root, "public/runs", `${id}.jsonl.gz`);
const partPath = (part: SectionPart) => join(root, "public", sectionRecordingOf(part));
const summaryPath = (dataset: SectionPart["dataset"]) => join(root, "public", sectionSummaryOf(dataset));

const textOf = (events: readonly TrainingEvent[]) => events.map((event) => `${encodeEvent(event)}\n`).join("");

function readRecording(path: string): readonly TrainingEvent[] {
  return readSaved(path, "it is recorded anew", () => {
    const bytes = readFileSync(path);
    return decodeLog((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
  });
}

function isCurrent(path: string, experiment: Experiment): boolean {
  if (!existsSync(path)) return false;
  const [first] = readRecording(path);
  return first?.type === "started" && sameExperiment(first.experiment, experiment);
}

function write(path: string, text: string): void {
  const bytes = path.endsWith(".gz") ? gzipSync(text, { level: 9 }) : Buffer.from(text);
  writeFileSync(path, bytes);
  const sum = createHash("sha256").update(text).digest("hex").slice(0, 12);
  console.log(`${relative(root, path)}: ${bytes.length} bytes, sha256 ${sum} of its text`);
}

async function makePreset(id: string): Promise<string> {
  const { experiment } = presetById(id);
  const { log } = await completeLab({ preset: id, experiment, folder: null, backend: "wasm", workers: undefined });
  return textOf(presetRecording(decodeLog(log), experiment));
}

function trimmed({ dataset, experiment }: SectionPart, events: readonly TrainingEvent[]): string {
  const { classes } = experiment.student.architecture;
  const dropsClasses = experiment.transferSet.omitClasses.length > 0;
  const { evaluateEvery } = experiment;
  return textOf(sectionRecording(events, { classes, dropsClasses, withImages: dataset === "digits", evaluateEvery }));
}

/** The figures of all recordings of a data set, as they were written last. */
function readSummary(dataset: SectionPart["dataset"]): SectionSummary {
  const path = summaryPath(dataset);
  return readSaved(path, "it is written anew", () => checkSummary(JSON.parse(readFileSync(path, "utf8"))));
}

/** Writes the figures of all recordings: the page and the document read the same summary. */
function summarise(dataset: SectionPart["dataset"], took: ReadonlyMap<string, number>): void {
  const before = existsSync(summaryPath(dataset)) ? readSummary(dataset) : null;
  const runs: SectionSummary["runs"] = [];
  const read: { id: string; run: Run }[] = [];
  let facts = { backend: "wasm", device: "", total: 0 };
  for (const part of sectionParts(dataset, recordedSeeds)) {
    const path = partPath(part);
    if (!isCurrent(path, part.experiment)) continue;
    const run = foldRun(readRecording(path), "recorded")!;
    const { seed } = part.experiment;
    const known = before?.runs.find((one) => one.experiment === part.id && one.seed === seed);
    const seconds = Math.round(took.get(path) ?? known?.seconds ?? 0);
    runs.push({ experiment: part.id, seed, date: run.date, seconds });
    facts = { backend: run.backend.name, device: run.backend.device, total: run.data?.testCount ?? 0 };
    read.push({ id: part.id, run });
  }
  const summary: SectionSummary = { version: packageFile.version, dataset, ...facts, runs, figures: readFigures(read) };
  writeFileSync(summaryPath(dataset), `${JSON.stringify(summary)}\n`);
}

async function recordSection(dataset: SectionPart["dataset"], folder: string | null, all: boolean): Promise<void> {
  mkdirSync(dirname(summaryPath(dataset)), { recursive: true });
  const took = new Map<string, number>();
  const open = sectionParts(dataset, recordedSeeds).filter(
    (part) => all || !isCurrent(partPath(part), part.experiment),
  );
  console.log(`${dataset}: ${open.length} runs of Hinton's section to make`);
  await runParts(open, { folder, backend: "wasm", parallelRuns: availableParallelism() }, (part) => {
    took.set(partPath(part), part.seconds);
    write(partPath(part), trimmed(part, part.events));
    summarise(dataset, took);
  });
  summarise(dataset, took);
}

/** Writes docs/replay.md from the summaries. */
function writeDocument(): void {
  const existing = (["mnist", "digits"] as const).filter((dataset) => existsSync(summaryPath(dataset)));
  const summaries = existing.map(readSummary);
  mkdirSync(join(root, "docs"), { recursive: true });
  writeFileSync(join(root, "docs/replay.md"), replayDocument(summaries));
}

/** A part of the section from nothing but its seed: first its teacher, as the section's first experiment trains it. */
async function makePart(part: SectionPart, folder: string | null): Promise<string> {
  const images = part.dataset === "mnist" ? folder : null;
  const order = { preset: part.id, backend: "wasm", workers: undefined, folder: images } as const;
  const { experiment, id } = part;
  const { student } = experiment;
  const teacherOnly = {
    ...experiment,
    controls: [],
    student: { ...student, training: { ...student.training, steps: 1 } },
  };
  const isFirst = id === sectionExperiments[0]!.id;
  const teacher = isFirst
    ? undefined
    : (await completeLab({ ...order, experiment: teacherOnly })).run.checkpoints.teacher?.bytes;
  const { log } = await completeLab({ ...order, experiment, teacher });
  return trimmed(part, decodeLog(log));
}

/** The first line in which two recordings differ. */
function difference(kept: string, made: string): string {
  const [a, b] = [kept.split("\n"), made.split("\n")];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `line ${at + 1}: ${a[at]?.slice(0, 90)} … against ${b[at]?.slice(0, 90)} …`;
}

/** Makes a recording anew, from nothing but its seed, and compares every number of it. */
async function check(name: string): Promise<boolean> {
  const folder = mnistFolder();
  const sections = (["digits", "mnist"] as const).flatMap((dataset) => sectionParts(dataset, recordedSeeds));
  const part = sections.find((one) => relative(join(root, "public"), partPath(one)) === `replay/${name}.jsonl.gz`);
  if (!part && !recordedPresets.includes(name))
    throw inputError(`there is no recording "${name}"; known are ${recordedPresets.join(", ")}, and of Hinton's section
such as ${sections
      .map((one) => `${one.dataset}/${one.id}.${one.experiment.seed}`)
      .slice(0, 2)
      .join(", ")}`);
  const path = part ? partPath(part) : presetPath(name);
  console.log(`making ${relative(root, path)} anew, teacher and all`);
  const textToCompare = (events: readonly TrainingEvent[]) => textOf(events.map(comparableEvent));
  const kept = textToCompare(readRecording(path));
  const made = textToCompare(decodeLog(await (part ? makePart(part, folder) : makePreset(name))));
  const same = kept === made;
  console.log(
    same ? "identical" : `NOT identical: another version, processor or backend made it. ${difference(kept, made)}`,
  );
  return same;
}

/** The kinds of recordings: methods' own runs, the cells of all studies, and Hinton's section on two data sets. */
const KINDS = ["runs", "studies", "digits", "mnist"] as const;

async function main(): Promise<void> {
  const { values, words } = readArguments(
    {
      all: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      only: { type: "string" },
    },
    1,
  );
  if (values.check) {
    if (values.all || values.only !== undefined)
      throw inputError("--check makes one recording and compares it; leave --all and --only out");
    process.exitCode = (await check(words[0] ?? recordedPresets[0]!)) ? 0 : 1;
    return;
  }
  if (words[0] !== undefined)
    throw inputError(
      `"${words[0]}" is not expected; --check ${words[0]} compares it, --only ${KINDS.join("|")} records a part`,
    );
  const folder = mnistFolder();
  const only = values.only === undefined ? null : oneOf("--only", values.only, KINDS);
  const wants = (what: (typeof KINDS)[number]) => only === null || only === what;
  if (wants("runs")) {
    mkdirSync(join(root, "public/runs"), { recursive: true });
    for (const id of recordedPresets) {
      if (!values.all && isCurrent(presetPath(id), presetById(id).experiment)) console.log(`${id}: up to date`);
      else write(presetPath(id), await makePreset(id));
    }
  }
  if (wants("studies")) await recordStudies(values.all);
  for (const dataset of ["digits", "mnist"] as const) {
    if (!wants(dataset)) continue;
    if (dataset === "mnist" && !folder)
      console.log("mnist: left as it is; set MNIST_DIR to a folder with MNIST's four .gz files to record it");
    else await recordSection(dataset, folder, values.all);
  }
  writeDocument();
}

runCommand(main);
