/** Measures all sides in one process, in rounds of alternating order, and compares them by medians of paired ratios. */

import { errorText } from "../domain/errorText.ts";
import { median } from "../math/statistics.ts";
import type { Counts } from "./gpuCallCounts.ts";
import { BATCHES, type Material, type OpenSide, prepare, type Workload } from "./workloads.ts";

/** A library in the comparison. */
export interface Side {
  readonly name: string;
  /** opens a workload; null where the side cannot compute it */
  open(workload: Workload, material: Material): OpenSide | null;
}

/** How much to measure. */
export interface Effort {
  readonly rounds: number;
  /** shortest sample, milliseconds */
  readonly sampleMs: number;
  readonly warmUp: number;
  /** the clock in milliseconds; absent: wall-clock time */
  readonly clock?: () => number;
}

/** One line of the result. */
export interface Row {
  readonly workload: string;
  readonly title: string;
  readonly backend: string;
  readonly side: string;
  /** median; null where the side cannot compute the workload */
  readonly msPerStep: number | null;
  readonly range: readonly [number, number] | null;
  /** how many times faster this side is than another: median of the rounds' ratios */
  readonly speedup: { readonly tfjs: number | null; readonly jax: number | null };
  readonly dispatchesPerStep: number | null;
  readonly submitsPerStep: number | null;
  readonly buffersPerStep: number | null;
  /** milliseconds during which the script occupied its thread */
  readonly scriptMsPerStep: number | null;
  /** loss after the same steps from the same weights */
  readonly loss: number | null;
  /** the loss agrees with the first other side's within 1 % */
  readonly valid: boolean;
  /** the reason why the side has no figures */
  readonly why: string | null;
}

/** Steps after which losses are compared: each batch twice. */
const COMPARED = 2 * BATCHES;
const TOLERANCE = 0.01;

interface Running {
  readonly name: string;
  readonly opened: OpenSide | null;
  readonly why: string | null;
  readonly loss: number | null;
  next: number;
  readonly samples: number[];
  readonly script: number[];
  counts: { readonly dispatches: number; readonly submits: number; readonly buffers: number } | null;
}

async function start(side: Side, workload: Workload, material: Material): Promise<Running> {
  const empty = { name: side.name, samples: [], script: [], counts: null, next: COMPARED + 1 };
  try {
    const opened = side.open(workload, material);
    if (!opened) return { ...empty, opened, why: "does not apply", loss: null };
    for (let step = 1; step <= COMPARED; step++) await opened.step(step);
    return { ...empty, opened, why: null, loss: await opened.finish() };
  } catch (error) {
    return { ...empty, opened: null, why: errorText(error), loss: null };
  }
}

async function sample(running: Running, effort: Effort, counts: Counts | null): Promise<void> {
  const { opened } = running;
  if (!opened) return;
  const clock = effort.clock ?? (() => performance.now());
  if (running.samples.length === 0) {
    for (let step = 0; step < effort.warmUp; step++) await opened.step(running.next++);
    await opened.finish();
  }
  const before = counts ? { ...counts } : null;
  const began = clock();
  let steps = 0;
  let script = 0;
  // All batches equally often, so that a side with larger units than a step is measured in whole units.
  while (clock() - began < effort.sampleMs || steps % BATCHES !== 0) {
    const entered = performance.now();
    const done = opened.step(running.next++);
    script += performance.now() - entered;
    await done;
    steps++;
  }
  await opened.finish();
  running.samples.push((clock() - began) / steps);
  running.script.push(script / steps);
  if (counts && before)
    running.counts = {
      dispatches: (counts.dispatches - before.dispatches) / steps,
      submits: (counts.submits - before.submits) / steps,
      buffers: (counts.buffers - before.buffers) / steps,
    };
}

function ratioOf(running: Running, other: Running | undefined): number | null {
  if (!other || other.samples.length === 0 || running.samples.length === 0) return null;
  return median(running.samples.map((own, round) => other.samples[round]! / own));
}

/**
 * Measures one workload.
 * @param sides "tfjs" is a hand-written loop and "jax" is jax-js; ratios are to them
 * @param counts of the device's calls, on WebGPU
 */
export async function measure(
  workload: Workload,
  backend: string,
  sides: readonly Side[],
  effort: Effort,
  counts: Counts | null,
): Promise<readonly Row[]> {
  const material = prepare(workload);
  const running: Running[] = [];
  for (const side of sides) running.push(await start(side, workload, material));
  for (let round = 0; round < effort.rounds; round++) {
    const order = round % 2 === 0 ? running : running.toReversed();
    for (const one of order) await sample(one, effort, counts);
  }
  for (const { opened } of running) opened?.dispose();
  const withLoss = running.filter(({ loss }) => loss !== null);
  const [tfjs, jax] = ["tfjs", "jax"].map((name) => running.find((one) => one.name === name));
  return running.map((one): Row => {
    const reference = withLoss.find((other) => other !== one)?.loss ?? one.loss;
    const agrees = one.loss === null || Math.abs(one.loss - reference!) <= TOLERANCE * Math.abs(reference!);
    const has = one.samples.length > 0;
    return {
      workload: workload.id,
      title: workload.title,
      backend,
      side: one.name,
      msPerStep: has ? median(one.samples) : null,
      range: has ? [Math.min(...one.samples), Math.max(...one.samples)] : null,
      speedup: { tfjs: ratioOf(one, tfjs), jax: ratioOf(one, jax) },
      dispatchesPerStep: one.counts?.dispatches ?? null,
      submitsPerStep: one.counts?.submits ?? null,
      buffersPerStep: one.counts?.buffers ?? null,
      scriptMsPerStep: has && counts ? median(one.script) : null,
      loss: one.loss,
      valid: agrees,
      why: one.why,
    };
  });
}
