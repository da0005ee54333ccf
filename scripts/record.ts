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
function keeper(
  events: readonly TrainingEvent[],
  dropsClasses: boolean,
): (event: TrainingEvent, at: number) => boolean {
  const last = new Map<string, number>();
  const keyOf = (event: TrainingEvent) => {
    if (event.type === "evaluated") return `evaluated ${event.network}`;
    return event.type === "pictured" ? `pictured ${event.job} ${event.picture}` : null;
  };
  for (const [i, event] of events.entries()) {
    const key = keyOf(event);
    if (key) last.set(key, i);
  }
  const isLast = (event: TrainingEvent, at: number) => last.get(keyOf(event) ?? "") === at;
  const hasTeacher = events.some((event) => event.type === "jobFinished" && event.job === "teacher");
  const similar = hasTeacher ? "teacher" : "plain/0";
  return (event, at) => {
    switch (event.type) {
      case "losses":
        return event.job === "teacher" || event.job.endsWith("/0");
      case "probed":
        return event.network === "teacher" || event.network.endsWith("/0");
      case "evaluated":
        // Of the answers that a job is not judged by, the first taught job's whole life, and of others the end.
        return event.network.split("/").length < 3 || event.network.startsWith("taught/0/") || isLast(event, at);
      case "pictured":
        return isLast(event, at);
      case "testLogits":
        return event.network === similar || (dropsClasses && event.network === "taught/0");
      default:
        return true;
    }
  };
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
  const all = decodeLog(log);
  const events = all
    .filter(keeper(all, dropsClasses))
    .map(lastRows)
    .map(dropsClasses ? (event) => event : fewAnswers);
  const text = `${events.map(encodeEvent).join("\n")}\n`;
  writeFileSync(path, text);
  console.log(`${id}: ${text.length} bytes, sha256 ${createHash("sha256").update(text).digest("hex").slice(0, 12)}`);
}
