/** The benchmark's workloads: training steps that every side computes from the same weights on the same batches. */

import { type Architecture, inferShapes, type LayerSpec, sizeOf } from "../domain/architecture.ts";
import { digitImage, IMAGE_SIDE, IMAGE_SIZE } from "../domain/dataset.ts";
import { initialValues, type ParameterSpec, parametersOf } from "../engine/graphs/networkGraph.ts";
import { openStream, streamKey, uniformAt } from "../math/random.ts";
import { gatherImages, type ImageBatch } from "../tensor/imageBatch.ts";

/** The loss of a step. */
export type LossKind =
  /** cross-entropy with labels */
  | "labels"
  /** 0.1 CE + 0.9 T^2 KL to given teacher logits, T = 4 */
  | "distillation"
  /** distillation, plus half the mean squared distance of the last feature map to a given one */
  | "hint"
  /** peers, each CE + the mean of KL to the others' predictions */
  | "mutual";

/** One kind of step. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly architecture: Architecture;
  readonly lossKind: LossKind;
  readonly batch: number;
  readonly optimizer: "adam" | "momentum";
  readonly jitter: number;
  /** a frozen network whose logits are computed inside the step; absent: they are given */
  readonly teacher?: Architecture;
  /** number of peers; absent: two */
  readonly peers?: number;
  /** a network that all peers share: its last hidden layer's output is their input in place of images */
  readonly trunk?: Architecture;
}

export const TEMPERATURE = 4;
export const SOFT_WEIGHT = 0.9;
export const HARD_WEIGHT = 0.1;
export const HINT_WEIGHT = 0.5;
export const LEARNING_RATE = 1e-3;
export const SEED = 1;
/** Number of different batches: they are drawn once and used one after another, again and again. */
export const BATCHES = 8;
const CLASSES = 10;

const dense = (...widths: readonly number[]): readonly LayerSpec[] =>
  widths.map((units) => ({ kind: "dense", units, activation: "relu" }));
const network = (layers: readonly LayerSpec[]): Architecture => ({
  input: [IMAGE_SIDE, IMAGE_SIDE],
  layers: [...layers],
  classes: CLASSES,
});
const conv = (filters: number): LayerSpec => ({ kind: "conv", filters, kernel: 3, activation: "relu" });
const pool: LayerSpec = { kind: "pool", size: 2 };
const dropout = (rate: number): LayerSpec => ({ kind: "dropout", rate });

/** Mutual learning of separate peers, or of branches on a shared trunk as wide as an image. */
export function mutualStep(id: string, peers: number, widths: readonly number[], shared = false): Workload {
  const title = `${peers} ${shared ? "branches of 784-784" : "peers 784"}-${[...widths, CLASSES].join("-")}`;
  const architecture = network(dense(...widths));
  const trunk = shared ? { trunk: network(dense(IMAGE_SIZE)) } : {};
  return { id, title, architecture, lossKind: "mutual", batch: 128, optimizer: "adam", jitter: 0, peers, ...trunk };
}

/** A distillation step of dense networks of any width, to measure how its cost grows. */
export function distillationStep(id: string, widths: readonly number[], batch = 128, classes = CLASSES): Workload {
  const architecture = { ...network(dense(...widths)), classes };
  const title = `KD 784-${[...widths, classes].join("-")}`;
  return { id, title, architecture, lossKind: "distillation", batch, optimizer: "adam", jitter: 0 };
}

const wide = distillationStep("W2", [800, 800]);

/** The benchmark's rows, in the order of its table. */
export const workloads: readonly Workload[] = [
  { ...wide, id: "W1", title: "KD 784-800-800-10, teacher in the step", teacher: network(dense(1200, 1200)) },
  { ...wide, title: "KD 784-800-800-10, cached logits" },
  { ...wide, id: "W2m", title: "the same with momentum", optimizer: "momentum" },
  distillationStep("W3", [30, 30]),
  {
    id: "W4",
    title: "teacher 784-1200-1200-10, dropout, jitter",
    architecture: network([dropout(0.2), ...dense(1200), dropout(0.5), ...dense(1200), dropout(0.5)]),
    lossKind: "labels",
    batch: 128,
    optimizer: "adam",
    jitter: 2,
  },
  {
    id: "W5",
    title: "CNN 16-32 with a hint loss",
    architecture: network([conv(16), pool, conv(32), pool]),
    lossKind: "hint",
    batch: 128,
    optimizer: "adam",
    jitter: 0,
  },
  {
    id: "W6",
    title: "deepened CNN 8-8-16-16-64",
    architecture: network([conv(8), conv(8), pool, conv(16), conv(16), pool, ...dense(64)]),
    lossKind: "labels",
    batch: 64,
    optimizer: "momentum",
    jitter: 0,
  },
  mutualStep("W7", 2, [400, 400]),
];

/** One batch, both as bytes and as gathered numbers for sides that do not gather. */
export interface Batch {
  readonly view: ImageBatch;
  readonly images: Float32Array;
  readonly labels: Float32Array;
  readonly teacherLogits: Float32Array;
  /** [batch, height, width, channels] of the last feature map, flat */
  readonly hint: Float32Array;
  /** by layer index: the stream's key, and the mask drawn with it */
  readonly masks: readonly { readonly layer: number; readonly key: number; readonly values: Float32Array }[];
}

/** Everything from which a side opens a workload. */
export interface Material {
  readonly networks: readonly string[];
  readonly parameters: readonly ParameterSpec[];
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly batches: readonly Batch[];
  readonly hintShape: readonly number[];
}

/** Names of the networks that train: one student, or two peers or more. */
export function trainedNetworks({ lossKind, peers = 2 }: Workload): readonly string[] {
  return lossKind === "mutual" ? Array.from({ length: peers }, (_, i) => `peer-${i + 1}`) : ["student"];
}

/** Shape of the last image-like layer's output for a batch; [] where there is none. */
export function lastMap({ architecture, batch }: Workload): readonly number[] {
  const shape = inferShapes(architecture).findLast(({ outputShape }) => outputShape.length === 3)?.outputShape;
  return shape ? [batch, ...shape] : [];
}

/** Draws the batches and first weights of a workload: images with as many non-zero pixels as handwritten digits have. */
export function prepare(workload: Workload): Material {
  const { architecture, batch, teacher, trunk, jitter } = workload;
  const { classes } = architecture;
  const stream = openStream(streamKey(SEED, "bench"));
  const count = 1024;
  const bytes = new Uint8Array(count * IMAGE_SIZE);
  for (let i = 0; i < bytes.length; i++) bytes[i] = stream.uniform() < 0.19 ? stream.integer(256) : 0;
  const hintShape = lastMap(workload);
  const batches = Array.from({ length: BATCHES }, (_, step): Batch => {
    const indices = Int32Array.from({ length: batch }, () => stream.integer(count));
    const view = {
      bytes,
      ...digitImage,
      indices,
      jitter,
      key: streamKey(SEED, "jitter", step),
    };
    const labels = new Float32Array(batch * classes);
    for (let i = 0; i < batch; i++) labels[i * classes + stream.integer(classes)] = 1;
    const masks = inferShapes(architecture).flatMap(({ layer, index, inputShape }) => {
      if (layer.kind !== "dropout") return [];
      const key = streamKey(SEED, "dropout", index, step);
      const scale = 1 / (1 - layer.rate);
      const values = Float32Array.from({ length: batch * sizeOf(inputShape) }, (_, i) =>
        uniformAt(key, i) >= layer.rate ? scale : 0,
      );
      return [{ layer: index, key, values }];
    });
    return {
      view,
      images: gatherImages(view),
      labels,
      teacherLogits: Float32Array.from({ length: batch * classes }, () => 4 * stream.normal()),
      hint: Float32Array.from({ length: hintShape.length ? sizeOf(hintShape) : 0 }, () => Math.abs(stream.normal())),
      masks,
    };
  });
  const networks = trainedNetworks(workload);
  const parameters = [
    ...networks.flatMap((name) => parametersOf(name, architecture)),
    ...(teacher ? parametersOf("teacher", teacher) : []),
    ...(trunk ? parametersOf("trunk", trunk) : []),
  ];
  const seedOf = (name: string) => SEED + Math.max(0, Number(/^peer-(\d+)/.exec(name)?.[1] ?? 1) - 1);
  const weights = new Map(
    parameters.map((parameter) => [parameter.name, initialValues(parameter, seedOf(parameter.name))]),
  );
  return { networks, parameters, weights, batches, hintShape };
}

/** A side that has opened one workload. */
export interface OpenSide {
  /** starts one step, and may return before it is done */
  step(number: number): void | Promise<void>;
  /** waits until all steps are done; @returns the loss of the last one */
  finish(): Promise<number>;
  dispose(): void;
}
