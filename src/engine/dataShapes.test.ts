import { describe, expect, it } from "vitest";
import type { LayerSpec } from "../domain/architecture.ts";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { DISTILLED, type Experiment, type Training } from "../domain/experiment.ts";
import { shapeOf } from "../domain/namedDatasets.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { fittedToData } from "../methods/registry/fittedToData.ts";
import { registry } from "../methods/registry/methodRegistry.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import type { Executor } from "../tensor/executor.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { filesOf, shapesSplit } from "../testing/colouredShapes.ts";
import { relativeDeviation } from "../testing/executorParity.ts";
import { checkpointsOf, openKernels, smallExperiment, smallOrder, totalLossesOf } from "../testing/methodRuns.ts";
import { hasTeacher } from "./job/jobOrder.ts";
import { drawRunData } from "./job/runData.ts";
import { trainJob } from "./training/trainJob.ts";

const counts = { train: 130, test: 40 };
const noOther = () => Promise.reject(new Error("no other data set is needed"));

function onShapes(experiment: Experiment, split: ReturnType<typeof shapesSplit>): Experiment {
  const files = filesOf(split);
  const data = { dataset: "files", train: "all", files } as const;
  return fittedToData({ ...experiment, data }, shapeOf(data));
}

async function train(
  experiment: Experiment,
  split: ReturnType<typeof shapesSplit>,
  arm: string | null,
  executor: Executor,
  teacher: Uint8Array | null = null,
): Promise<readonly TrainingEvent[]> {
  const data = await drawRunData(experiment, split, noOther);
  const events: TrainingEvent[] = [];
  const order = smallOrder(experiment, arm, { teacher, probes: { gallery: [0, 1, 2] } });
  for await (const event of trainJob(order, data, executor, { changes: [] })) events.push(event);
  return events;
}

const lastLogits = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === "testLogits" ? [event.logits] : [])).at(-1)!;

/** Adam divides gradients of rounding errors by their own size, so momentum is compared. */
const momentum: Training = {
  ...defaultExperiment.student.training,
  ...({ steps: 4, batchSize: 6, optimizer: "momentum", learningRate: 0.05 } as const),
};

/** Convolutions for the student, dropout and shifted images for the teacher, shifted images for both. */
const base: Experiment = {
  ...defaultExperiment,
  teacher: {
    architecture: {
      input: [28, 28],
      layers: [
        { kind: "dropout", rate: 0.1 },
        { kind: "dense", units: 9, activation: "relu", batchNorm: true },
      ],
      classes: 10,
    },
    training: { ...momentum, maxNorm: 4, jitter: 2 },
  },
  student: {
    architecture: {
      input: [28, 28],
      layers: [
        { kind: "conv", filters: 5, kernel: 3, activation: "relu" },
        { kind: "pool", size: 2 },
        { kind: "depthwise", kernel: 3, activation: "relu" },
        { kind: "conv", filters: 3, kernel: 5, padding: "valid", activation: "relu" },
      ],
      classes: 10,
    },
    training: { ...momentum, jitter: 1 },
  },
  transferSet: { ...defaultExperiment.transferSet, size: 60 },
  evaluateEvery: 2,
};

/** Trains an experiment by the reference and on WASM, and compares logits and losses. */
async function expectAgreement(experiment: Experiment, split: ReturnType<typeof shapesSplit>): Promise<void> {
  const [one, other] = [
    await train(experiment, split, null, openFloat64()),
    await train(experiment, split, null, openKernels()),
  ];
  expect(relativeDeviation(lastLogits(one), lastLogits(other))).toBeLessThan(1e-4);
  const losses = [one, other].map((events) => Float32Array.from(totalLossesOf(events)));
  expect(relativeDeviation(losses[0]!, losses[1]!)).toBeLessThan(1e-4);
}

it("networks with shortcuts train on WASM as on the reference", async () => {
  const split = shapesSplit({ height: 11, width: 8, channels: 3 }, 3, counts);
  const layers: LayerSpec[] = [
    { kind: "conv", filters: 4, kernel: 3, activation: "relu", batchNorm: true },
    { kind: "conv", filters: 4, kernel: 3, activation: "linear", batchNorm: true },
    { kind: "add", back: 1, activation: "relu" },
    { kind: "conv", filters: 5, kernel: 3, stride: 2, activation: "relu" },
    { kind: "dropout", rate: 0.2 },
    { kind: "conv", filters: 5, kernel: 3, activation: "linear" },
    { kind: "add", back: 3, activation: "leakyRelu", slope: 0.1, projection: true, batchNorm: true },
    { kind: "dense", units: 6, activation: "relu" },
    { kind: "dense", units: 6, activation: "relu" },
    { kind: "add", back: 1, activation: "linear" },
  ];
  const teacher = { architecture: { ...base.teacher.architecture, layers }, training: momentum };
  const experiment = checkExperiment(onShapes({ ...base, teacher, pairs: 1 }, split));
  await expectAgreement(experiment, split);
});

describe("residual networks of three sections", () => {
  const split = shapesSplit({ height: 12, width: 12, channels: 3 }, 3, counts);
  const conv = { kind: "conv", filters: 3, kernel: 3, activation: "relu", batchNorm: true } as const;
  const block = (filters: number, stride: 1 | 2): readonly LayerSpec[] => [
    { ...conv, filters, stride },
    { ...conv, filters, activation: "linear" },
    { kind: "add", back: 2, activation: "relu", ...(stride === 1 ? {} : { projection: true, batchNorm: true }) },
  ];
  const residual = (blocks: number): LayerSpec[] => [
    conv,
    ...[3, 4, 5].flatMap((filters, i) => [
      ...block(filters, i === 0 ? 1 : 2),
      ...Array.from({ length: blocks - 1 }, () => block(filters, 1)).flat(),
    ]),
    { kind: "pool", size: 3, by: "mean" },
  ];
  it.each(["attention-transfer", "fsp", "one", "hinton", "fitnets", "mutual", "apprentice", "pruning"])(
    "are trained by %s",
    async (id) => {
      const method = registry.find((one) => one.id === id)!;
      const small = onShapes(smallExperiment(method), split);
      const withLayers = (part: Experiment["student"], layers: LayerSpec[]) => ({
        ...part,
        architecture: { ...part.architecture, layers },
      });
      const experiment = checkExperiment({
        ...small,
        teacher: withLayers(small.teacher, residual(2)),
        student: withLayers(small.student, residual(1)),
      });
      const teacher = hasTeacher(experiment)
        ? checkpointsOf(await train(experiment, split, null, openKernels())).at(-1)!
        : null;
      const losses = totalLossesOf(await train(experiment, split, DISTILLED, openKernels(), teacher));
      expect(losses.length).toBeGreaterThan(0);
      expect(losses.every(Number.isFinite)).toBe(true);
    },
  );
});

describe.each([
  { height: 16, width: 16, channels: 3 },
  { height: 12, width: 10, channels: 1 },
  { height: 9, width: 11, channels: 3 },
] as const)("images of $width x $height with $channels channels", (shape) => {
  it.each([3, 26, 100])("in %i classes train on WASM as on the float64 reference", async (classes) => {
    const split = shapesSplit(shape, classes, counts);
    const experiment = onShapes(base, split);
    expect(checkExperiment(experiment)).toEqual(experiment);
    const [expected, found] = [openFloat64(), openKernels()];
    const teachers = [await train(experiment, split, null, expected), await train(experiment, split, null, found)];
    const teacher = checkpointsOf(teachers[0]!).at(-1)!;
    const students = [
      await train(experiment, split, DISTILLED, openFloat64(), teacher),
      await train(experiment, split, DISTILLED, openKernels(), teacher),
    ];
    for (const [one, other] of [teachers, students] as const) {
      expect(lastLogits(one!).length).toBe(counts.test * classes);
      expect(relativeDeviation(lastLogits(one!), lastLogits(other!))).toBeLessThan(1e-4);
      const losses = [one!, other!].map((events) => Float32Array.from(totalLossesOf(events)));
      expect(relativeDeviation(losses[0]!, losses[1]!)).toBeLessThan(1e-4);
    }
  });
});

it("networks with strides, average and overlapping pooling, leaky ReLU and weight decay train on WASM as on the reference", async () => {
  const shape = { height: 13, width: 12, channels: 3 } as const;
  const split = shapesSplit(shape, 3, counts);
  const layers: LayerSpec[] = [
    { kind: "conv", filters: 5, kernel: 3, stride: 2, activation: "leakyRelu" },
    { kind: "pool", size: 3, stride: 1 },
    { kind: "conv", filters: 4, kernel: 2, activation: "leakyRelu", slope: 0.2, batchNorm: true },
    { kind: "pool", size: 2, stride: 1, by: "mean" },
  ];
  const training: Training = { ...momentum, optimizer: "sgd", weightDecay: 0.01 };
  const teacher = { architecture: { ...base.teacher.architecture, layers }, training };
  const experiment = checkExperiment(onShapes({ ...base, teacher, pairs: 1 }, split));
  await expectAgreement(experiment, split);
});

describe.each([
  { height: 16, width: 16, channels: 3 },
  { height: 12, width: 10, channels: 1 },
] as const)("with images of $width x $height with $channels channels in 26 classes", (shape) => {
  const split = shapesSplit(shape, 26, counts);
  it.each(registry.map((method) => [method.id, method] as const))("%s trains", async (_, method) => {
    const fitted = onShapes(smallExperiment(method), split);
    const experiment = checkExperiment(fitted);
    const teacher = hasTeacher(experiment)
      ? checkpointsOf(await train(experiment, split, null, openKernels())).at(-1)!
      : null;
    const events = await train(experiment, split, DISTILLED, openKernels(), teacher);
    const losses = totalLossesOf(events);
    expect(losses.length).toBeGreaterThan(0);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(lastLogits(events).length).toBe(counts.test * 26);
  });
});
