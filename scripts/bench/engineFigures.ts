/** The benchmark's figures beside its rows: share of the kernel's own peak, gain of a second worker, memory. */

import { engineSide, recordWorkload } from "../../src/bench/engineSide.ts";
import { distillationStep, LEARNING_RATE, prepare, TEMPERATURE, workloads } from "../../src/bench/workloads.ts";
import { batchIndices, oneHot } from "../../src/data/batches.ts";
import { dense } from "../../src/domain/namedArchitectures.ts";
import type { OpenBackend } from "../../src/engine/backends/backendTypes.ts";
import { openStream, streamKey } from "../../src/math/random.ts";
import { median } from "../../src/math/statistics.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { openGraph, type Tensor } from "../../src/tensor/graph.ts";
import { runLab } from "../lab/runExperiment.ts";

/** The figures; rates in GFLOP/s, counted as if no value were 0. */
export interface Figures {
  readonly epoch: {
    readonly images: number;
    readonly seconds: number;
    readonly rate: number;
    readonly peak: number;
    /** of the peak; above 1 where skipped zeros save more than everything else costs */
    readonly share: number;
    /** of the peak, counting only the values other than 0 that are multiplied */
    readonly shareOfDone: number;
  };
  readonly workers: { readonly one: number; readonly two: number; readonly gain: number };
  readonly memory: {
    readonly steps: number;
    /** bytes of the executor's memory after the first step, and after the last */
    readonly first: number;
    readonly last: number;
  };
}

/** A clock in milliseconds: of wall-clock time or of processor time. */
type Clock = () => number;

const [BATCH, SIDE] = [128, 800] as const;
/** Products in one program, so that copying its input and output takes little of the time. */
const CHAIN = 8;
const IMAGES = 60_000;
/** Share of pixels other than 0 in the benchmark's images. */
const LIT = 0.19;

/** Best rate of the plain packed product 128 x 800 x 800, in GFLOP/s. */
async function peakOf(backend: OpenBackend, clock: Clock): Promise<number> {
  const { ops, nodes } = openGraph();
  const weights = ops.parameter("weights", [SIDE, SIDE]);
  let x: Tensor = ops.input("x", [BATCH, SIDE]);
  for (let i = 0; i < CHAIN; i++) x = ops.matmul(x, weights);
  const executor = backend.openExecutor();
  const stream = openStream(streamKey(1, "peak"));
  const noise = (size: number) => Float32Array.from({ length: size }, () => stream.normal() / Math.sqrt(SIDE));
  executor.write("weights", noise(SIDE * SIDE), [SIDE, SIDE]);
  const compiled = executor.compile({ nodes, outputs: { total: ops.total(x).id }, assignments: [], updates: [] });
  const given = { x: noise(BATCH * SIDE) };
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const began = clock();
    await compiled.run(given);
    times.push(clock() - began);
  }
  executor.dispose();
  return (CHAIN * 2 * BATCH * SIDE * SIDE) / Math.min(...times.slice(5)) / 1e6;
}

/** One epoch of Hinton's student over as many images as MNIST has, each used once, in the order of a real run. */
async function epochOf(backend: OpenBackend, clock: Clock): Promise<Figures["epoch"]> {
  const workload = distillationStep("epoch", [SIDE, SIDE]);
  const material = prepare(workload);
  const stream = openStream(streamKey(1, "epoch"));
  const bytes = new Uint8Array(IMAGES * 784);
  for (let i = 0; i < bytes.length; i++) bytes[i] = stream.uniform() < LIT ? stream.integer(256) : 0;
  const labels = Uint8Array.from({ length: IMAGES }, () => stream.integer(10));
  const logits = Float32Array.from({ length: IMAGES * 10 }, () => 4 * stream.normal());
  const executor = backend.openExecutor();
  for (const { name, shape } of material.parameters) executor.write(name, material.weights.get(name)!, shape);
  const compiled = executor.compile(recordWorkload(workload, material));
  const runStep = async (step: number) => {
    const indices = batchIndices(1, step - 1, BATCH, IMAGES);
    const given = new Float32Array(BATCH * 10);
    for (const [row, i] of indices.entries()) given.set(logits.subarray(10 * i, 10 * i + 10), 10 * row);
    await compiled.run(
      {
        images: { bytes, height: 28, width: 28, channels: 1, indices, jitter: 0, key: 0 },
        labels: oneHot(labels, indices, 10, true),
        "teacher/logits": given,
        temperature: TEMPERATURE,
      },
      { step, learningRate: LEARNING_RATE },
    );
  };
  const steps = Math.floor(IMAGES / BATCH);
  const warm = 20;
  for (let step = 1; step <= warm; step++) await runStep(step);
  const before = await peakOf(backend, clock);
  const began = clock();
  for (let step = warm + 1; step <= warm + steps; step++) await runStep(step);
  const seconds = (clock() - began) / 1000;
  const peak = Math.max(before, await peakOf(backend, clock));
  executor.dispose();
  const first = 2 * 784 * SIDE;
  const others = 3 * SIDE * (SIDE + 10);
  const [dense, done] = [first + others, LIT * first + others].map((terms) => (2 * BATCH * terms * steps) / 1e9);
  const rate = dense! / seconds;
  return { images: IMAGES, seconds, rate, peak, share: rate / peak, shareOfDone: done! / seconds / peak };
}

/** Seconds of four students of 800-800 through the laboratory, with one worker and with two, alternately. */
async function workersOf(rounds: number): Promise<Figures["workers"]> {
  const { experiment } = presetById("hinton");
  const { teacher, student } = experiment;
  const short = {
    ...experiment,
    pairs: 2,
    data: { dataset: "digits", train: 1000 } as const,
    teacher: { architecture: dense(30), training: { ...teacher.training, steps: 1 } },
    student: { architecture: dense(SIDE, SIDE), training: { ...student.training, steps: 400, batchSize: BATCH } },
    evaluateEvery: 400,
  };
  const secondsWith = async (workers: number) => {
    const order = { preset: "hinton", experiment: short, folder: null, backend: "wasm", workers } as const;
    const began = performance.now();
    await runLab(order);
    return (performance.now() - began) / 1000;
  };
  const times: { one: number; two: number }[] = [];
  for (let round = 0; round < rounds; round++) times.push({ one: await secondsWith(1), two: await secondsWith(2) });
  return {
    one: median(times.map(({ one }) => one)),
    two: median(times.map(({ two }) => two)),
    gain: median(times.map(({ one, two }) => one / two)),
  };
}

/** Memory of the executor over many steps of the tiny network. */
async function memoryOf(backend: OpenBackend, steps: number): Promise<Figures["memory"]> {
  const workload = workloads.find(({ id }) => id === "W3")!;
  const executor = backend.openExecutor();
  const side = engineSide(executor, workload, prepare(workload));
  await side.step(1);
  const first = executor.held();
  for (let step = 2; step <= steps; step++) await side.step(step);
  await side.finish();
  const last = executor.held();
  side.dispose();
  return { steps, first, last };
}

/** Measures all figures and prints each with `print` when it is measured. @param clock for what runs on one core */
export async function measureFigures(
  backend: OpenBackend,
  rounds: number,
  clock: Clock,
  print: (line: string) => void,
): Promise<Figures> {
  const epoch = await epochOf(backend, clock);
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  print(
    `epoch of 784-800-800-10 over ${epoch.images} images: ${epoch.seconds.toFixed(1)} s, ${epoch.rate.toFixed(1)}` +
      ` GFLOP/s counted densely, ${percent(epoch.share)} of this kernel's peak of ${epoch.peak.toFixed(1)}` +
      ` (${percent(epoch.shareOfDone)} counting only what is multiplied)`,
  );
  const memory = await memoryOf(backend, 5000);
  print(`memory over ${memory.steps} steps: ${memory.first} bytes after the first, ${memory.last} after the last`);
  const workers = await workersOf(rounds);
  print(
    `four students through the laboratory: ${workers.one.toFixed(1)} s with one worker, ${workers.two.toFixed(1)} s` +
      ` with two, ${workers.gain.toFixed(2)} times`,
  );
  return { epoch, workers, memory };
}
