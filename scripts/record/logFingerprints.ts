/**
 * `npm run fingerprints`: runs every preset by seed 7 and prints the SHA-256 of its log, and of a job that was resumed
 * from a checkpoint. A change that must not touch any result is checked with `-- --out FILE` before it and
 * `-- --compare FILE` after it, on the same machine: relaxed SIMD rounds differently from processor to processor.
 * Presets on MNIST are cut down to a few steps of small networks on the built-in digits. About four minutes on two cores.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import "../build/relaxedSimd.ts";
import { errorText } from "../../src/domain/errorText.ts";
import { DISTILLED, type Experiment } from "../../src/domain/experiment.ts";
import { openBackend } from "../../src/engine/backends/openBackend.ts";
import type { JobOrder } from "../../src/engine/job/jobOrder.ts";
import { digitsOf, drawRunData } from "../../src/engine/job/runData.ts";
import { trainJob } from "../../src/engine/training/trainJob.ts";
import { presetById, presets } from "../../src/methods/experiments/presets.ts";
import { decodeLog, encodeEvent } from "../../src/protocol/eventLog.ts";
import { jobOf, type TrainingEvent } from "../../src/protocol/events.ts";
import { shrunkExperiment } from "../../src/testing/shrunkExperiment.ts";
import { CommandError, inputError, readArguments, runCommand } from "../commandLine/commandLine.ts";
import { openOutput } from "../commandLine/outputFile.ts";
import { nodePlatform } from "../lab/nodeWorkerPool.ts";
import { completeLab } from "../lab/runExperiment.ts";
import { comparableEvent } from "./comparableEvent.ts";

const SEED = 7;

function fingerprint(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** A preset by this file's seed; one on MNIST cut down, so that all presets take minutes. */
function experimentOf(id: string): Experiment {
  const experiment = { ...presetById(id).experiment, seed: SEED };
  if (experiment.data.dataset === "digits") return experiment;
  const small = shrunkExperiment(experiment, { steps: 40, batch: 32, images: 1000, units: 40, filters: 4 });
  return { ...small, data: { ...small.data, dataset: "digits" }, controls: experiment.controls };
}

/**
 * Trains Hinton's first student straight, then once more from its fourth checkpoint.
 * @returns the fingerprint of the events after the checkpoint
 * @throws Error where the resumed job ends with other weights than the straight one
 */
async function resumedJobFingerprint(): Promise<string> {
  const experiment = { ...experimentOf("hinton"), evaluateEvery: 50 };
  const data = await drawRunData(experiment, digitsOf(experiment), async () => digitsOf(experiment));
  const backend = await openBackend("wasm", nodePlatform);
  const eventsOf = async (order: JobOrder) => {
    const executor = backend.openExecutor();
    const events: TrainingEvent[] = [];
    for await (const event of trainJob(order, data, executor, { changes: [] })) events.push(event);
    executor.dispose();
    return events;
  };
  const checkpointsOf = (events: readonly TrainingEvent[]) =>
    events.flatMap((event) => (event.type === "checkpoint" ? [event] : []));
  const base = { experiment, probes: {}, live: {}, teacher: null, resumeFrom: null } as const;
  const teacher = checkpointsOf(await eventsOf({ ...base, job: "teacher", student: null })).at(-1)!.bytes;
  const student = { arm: DISTILLED, pair: 0 };
  const order: JobOrder = { ...base, job: jobOf(student.arm, student.pair), student, teacher };
  const straight = await eventsOf(order);
  const middle = checkpointsOf(straight)[3]!;
  const resumed = await eventsOf({ ...order, resumeFrom: middle.bytes });
  const [expected, found] = [straight, resumed].map((events) => fingerprint(checkpointsOf(events).at(-1)!.bytes));
  if (expected !== found)
    throw new Error(`resumed at step ${middle.step} the job ends as ${found}, not as ${expected}`);
  return fingerprint(resumed.map(encodeEvent).join("\n"));
}

/** The fingerprints that an earlier call has written. @throws CommandError naming the file where it holds none */
function readFingerprints(path: string): Readonly<Record<string, string>> {
  try {
    return v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw inputError(`--compare ${path}: ${errorText(error)}; name a file that --out has written`);
  }
}

async function main(): Promise<void> {
  const { values } = readArguments({ out: { type: "string" }, compare: { type: "string" } });
  const expected = values.compare === undefined ? null : readFingerprints(values.compare);
  const out = values.out === undefined ? null : openOutput(values.out);
  const found: Record<string, string> = {};
  let different = 0;
  let unwritten: string | null = null;
  const report = (name: string, value: string) => {
    found[name] = value;
    const same = expected === null || expected[name] === value;
    if (!same) different++;
    console.log(`${value}  ${name}${same ? "" : `  DIFFERS from ${expected?.[name] ?? "nothing"}`}`);
    unwritten = out?.write(`${JSON.stringify(found, null, 2)}\n`) ?? null;
  };
  report("hinton, taught/0 resumed at half", await resumedJobFingerprint());
  for (const { id } of presets) {
    const order = {
      preset: id,
      experiment: experimentOf(id),
      folder: null,
      backend: "wasm",
      workers: undefined,
    } as const;
    const { log } = await completeLab(order);
    const events = decodeLog(log);
    report(id, fingerprint(events.map((event) => encodeEvent(comparableEvent(event))).join("\n")));
  }
  if (expected) console.log(different === 0 ? "identical" : `${different} of ${Object.keys(found).length} differ`);
  if (unwritten !== null) throw new CommandError(unwritten);
  process.exit(different === 0 ? 0 : 1);
}

await runCommand(main);
