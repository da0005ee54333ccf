/** A run's events and checkpoints on disk: a long run may be interrupted at any moment and resumes from them. */

import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Experiment } from "../../src/domain/experiment.ts";
import { unpackCheckpoint } from "../../src/engine/job/checkpointBytes.ts";
import { decodeLog, encodeEvent } from "../../src/protocol/eventLog.ts";
import { isTransient, type TrainingEvent } from "../../src/protocol/events.ts";
import { resumedLog } from "../../src/protocol/resumedLog.ts";
import { takeLock } from "../commandLine/lockFile.ts";
import { labFolder, readSaved, writeSaved } from "../commandLine/savedFile.ts";

/** The events and checkpoints of earlier calls, and where those of this call are kept. */
export interface SavedRun {
  readonly events: readonly TrainingEvent[];
  /** by job */
  readonly checkpoints: Readonly<Record<string, Uint8Array>>;
  /** the steps of the checkpoints, by job */
  readonly reached: Readonly<Record<string, number>>;
  /** wall-clock time of training, over all calls */
  seconds(): number;
  keep(events: readonly TrainingEvent[]): void;
}

function keyOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

/** Reads a log. A last line that is incomplete, since its writing was interrupted, is removed from the file. */
function wholeLines(path: string): readonly TrainingEvent[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole !== text) writeFileSync(path, whole);
  return readSaved(path, "the run begins anew where its checkpoints end", () => decodeLog(whole));
}

/** A saved checkpoint, which is checked, with its bytes. */
function readCheckpoint(path: string) {
  const bytes = new Uint8Array(readFileSync(path));
  const { job, step } = readSaved(path, "its job begins anew", () => unpackCheckpoint(bytes));
  return { job, step, bytes };
}

function folderOf(experiment: Experiment, backend: string): string {
  return join(labFolder, "runs", keyOf([experiment, backend]));
}

/**
 * Keeps other commands from running some experiments on a backend. @returns a function that lets them
 * @throws CommandError where another command runs one of them
 */
export function lockSaved(experiments: readonly Experiment[], backend: string): () => void {
  const folders = new Set(experiments.map((experiment) => folderOf(experiment, backend)));
  const releases = [...folders].map((folder) => takeLock(join(folder, "lock"), folder));
  return () => {
    for (const release of releases) release();
  };
}

function secondsIn(path: string): number {
  const text = readFileSync(path, "utf8");
  if (!/^\d+(\.\d+)?$/.test(text)) throw new RangeError(`"${text.slice(0, 20)}" is no number of seconds`);
  return Number(text);
}

/**
 * Opens the saved state of an experiment on a backend; an empty one where nothing is saved.
 * @throws CommandError naming a file of it that is damaged
 */
export function openSaved(experiment: Experiment, backend: string): SavedRun {
  const folder = folderOf(experiment, backend);
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "log.jsonl");
  const logged = wholeLines(log);
  const saved = readdirSync(folder)
    .filter((name) => name.endsWith(".checkpoint"))
    .map((name) => readCheckpoint(join(folder, name)));
  const reached = Object.fromEntries(saved.map(({ job, step }) => [job, step]));
  // What was logged after the checkpoints is made again.
  const events = resumedLog(logged, [], reached);
  if (events.length < logged.length) writeSaved(log, events.map((event) => `${encodeEvent(event)}\n`).join(""));
  const clock = join(folder, "seconds");
  const before = existsSync(clock) ? readSaved(clock, "the time is counted anew", () => secondsIn(clock)) : 0;
  const began = performance.now();
  const seconds = () => before + (performance.now() - began) / 1000;
  return {
    events,
    checkpoints: Object.fromEntries(saved.map(({ job, bytes }) => [job, bytes])),
    reached,
    seconds,
    keep(added) {
      const lasting = added.filter((event) => !isTransient(event));
      appendFileSync(log, lasting.map((event) => `${encodeEvent(event)}\n`).join(""));
      for (const event of added) {
        if (event.type !== "checkpoint") continue;
        writeSaved(join(folder, `${event.job.replace("/", "-")}.checkpoint`), event.bytes);
        writeFileSync(clock, `${seconds()}`);
      }
    },
  };
}

/** A finished run: its log, which is written once and read also while other runs are under way. */
export function savedLog(experiment: Experiment, backend: string) {
  const folder = folderOf(experiment, backend);
  const [path, clock] = [join(folder, "finished.jsonl"), join(folder, "seconds")];
  return {
    /** @returns null where the run is not finished. @throws CommandError naming a file that is damaged */
    read(): { readonly events: readonly TrainingEvent[]; readonly seconds: number } | null {
      if (!existsSync(path)) return null;
      const events = readSaved(path, "the run is evaluated anew", () => decodeLog(readFileSync(path, "utf8")));
      return { events, seconds: readSaved(clock, "the time is lost", () => secondsIn(clock)) };
    },
    write(log: string, seconds: number): void {
      writeSaved(clock, `${seconds}`);
      writeSaved(path, log);
    },
  };
}

/** The saved checkpoint of a finished teacher, shared by all experiments with the same seed, images and teacher. */
export function savedTeacher({ seed, data, teacher }: Experiment, backend: string) {
  const folder = join(labFolder, "teachers");
  const path = join(folder, `${keyOf([seed, data, teacher, backend])}.checkpoint`);
  return {
    exists: () => existsSync(path),
    /** @throws CommandError naming the file where it is damaged */
    read: (): Uint8Array | undefined => (existsSync(path) ? readCheckpoint(path).bytes : undefined),
    write(bytes: Uint8Array): void {
      mkdirSync(folder, { recursive: true });
      writeSaved(path, bytes);
    },
  };
}
