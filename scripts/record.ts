/** `npm run record`: rebuilds the recorded runs in public/runs through the engine itself; those up to date are kept. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { presetById } from "../src/methods/presets.ts";
import type { TrainingEvent } from "../src/protocol/events.ts";
import { decodeLog, encodeEvent } from "../src/protocol/log.ts";
import { recordedPresets } from "../src/session/recordings.ts";
import { runLab } from "./labRun.ts";

const folder = join(import.meta.dirname, "../public/runs");

/** What a page shows of a recorded run: the first pair in full, of the others only how good they were. */
function kept(event: TrainingEvent, dropsClasses: boolean): boolean {
  const id = "network" in event ? event.network : "job" in event ? event.job : undefined;
  const first = id === undefined || id === "teacher" || id.endsWith("/0");
  switch (event.type) {
    case "losses":
    case "probed":
      return first;
    case "testLogits":
      return event.network === "teacher" || (dropsClasses && event.network === "taught/0");
    default:
      return true;
  }
}

/** Of each block of losses a recording keeps the last row: what the loss card shows. */
function lastRows(event: TrainingEvent): TrainingEvent {
  if (event.type !== "losses") return event;
  const { columns, rows, fromStep } = event;
  const steps = rows.length / columns.length;
  return { ...event, fromStep: fromStep + steps - 1, rows: rows.slice(-columns.length) };
}

/** The teacher's answers to so many test images draw the similarity matrix; the bias slider needs all. */
const SIMILARITY_IMAGES = 500;

function fewAnswers(event: TrainingEvent): TrainingEvent {
  if (event.type !== "testLogits") return event;
  const { logits, labels } = event;
  const classes = logits.length / labels.length;
  return { ...event, logits: logits.slice(0, SIMILARITY_IMAGES * classes), labels: labels.slice(0, SIMILARITY_IMAGES) };
}

function isCurrent(path: string, experiment: unknown): boolean {
  if (!existsSync(path)) return false;
  const [first] = decodeLog(readFileSync(path, "utf8"));
  return first?.type === "started" && JSON.stringify(first.experiment) === JSON.stringify(experiment);
}

mkdirSync(folder, { recursive: true });
for (const id of recordedPresets) {
  const { experiment } = presetById(id);
  const path = join(folder, `${id}.jsonl`);
  if (isCurrent(path, experiment) && !process.argv.includes("--all")) {
    console.log(`${id}: up to date`);
    continue;
  }
  const { log } = await runLab({ preset: id, experiment, folder: null, backend: "wasm", workers: undefined });
  const dropsClasses = experiment.transferSet.omitClasses.length > 0;
  const events = decodeLog(log)
    .filter((event) => kept(event, dropsClasses))
    .map(lastRows)
    .map(dropsClasses ? (event) => event : fewAnswers);
  const text = `${events.map(encodeEvent).join("\n")}\n`;
  writeFileSync(path, text);
  console.log(`${id}: ${text.length} bytes, sha256 ${createHash("sha256").update(text).digest("hex").slice(0, 12)}`);
}
