/** Plain tfjs in a hand-written loop of `minimize` on precomputed batches, with losses in closed form. */

import * as tf from "@tensorflow/tfjs";
import { type Architecture, inferShapes } from "../domain/architecture.ts";
import { IMAGE_SIZE } from "../domain/dataset.ts";
import {
  BATCHES,
  type Batch,
  HARD_WEIGHT,
  HINT_WEIGHT,
  LEARNING_RATE,
  type Material,
  type OpenSide,
  SOFT_WEIGHT,
  TEMPERATURE,
  type Workload,
} from "./workloads.ts";

type Masks = ReadonlyMap<number, tf.Tensor>;

interface Pass {
  readonly logits: tf.Tensor2D;
  readonly map: tf.Tensor | null;
}

function forward(
  network: string,
  architecture: Architecture,
  weights: ReadonlyMap<string, tf.Tensor>,
  images: tf.Tensor2D,
  masks: Masks,
): Pass {
  let x: tf.Tensor = images;
  let map: tf.Tensor | null = null;
  const batch = images.shape[0];
  for (const { layer, index, inputShape, outputShape } of inferShapes(architecture)) {
    const [w, b] = ["weights", "bias"].map((name) => weights.get(`${network}/${index}/${name}`)!);
    if (inputShape.length === 3 && x.rank === 2) x = tf.reshape(x, [batch, ...inputShape]);
    if (layer.kind === "dropout") x = tf.mul(x, tf.reshape(masks.get(index)!, x.shape));
    else if (layer.kind === "pool") x = tf.maxPool(x as tf.Tensor4D, layer.size, layer.size, "valid");
    else {
      const sums =
        layer.kind === "conv"
          ? tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same")
          : tf.matMul(tf.reshape(x, [batch, -1]) as tf.Tensor2D, w as tf.Tensor2D);
      x = tf.add(sums, b!);
      if (layer.activation === "relu") x = tf.relu(x);
    }
    if (outputShape.length === 3) map = x;
  }
  return { logits: x as tf.Tensor2D, map };
}

/**
 * Cross-entropy of logits with targets, summed over the batch, with its gradient in closed form: one softmax and one
 * difference in place of the operations of the gradient tape.
 */
const softCrossEntropy = tf.customGrad((logits, targets, save) => {
  const [z, p] = [logits as tf.Tensor2D, targets as tf.Tensor2D];
  const logQ = tf.logSoftmax(z);
  (save as tf.GradSaveFunc)([logQ, p]);
  const value = tf.neg(tf.sum(tf.mul(p, logQ)));
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => [
    tf.mul(dy, tf.sub(tf.exp(saved[0]!), saved[1]!)),
    tf.zerosLike(p),
  ];
  return { value, gradFunc };
});

interface OnDevice {
  readonly images: tf.Tensor2D;
  readonly labels: tf.Tensor2D;
  readonly teacherLogits: tf.Tensor2D;
  readonly hint: tf.Tensor | null;
  readonly masks: Masks;
}

function upload(batch: Batch, workload: Workload, hintShape: readonly number[]): OnDevice {
  const rows = workload.batch;
  const { classes } = workload.architecture;
  return {
    images: tf.tensor2d(batch.images, [rows, IMAGE_SIZE]),
    labels: tf.tensor2d(batch.labels, [rows, classes]),
    teacherLogits: tf.tensor2d(batch.teacherLogits, [rows, classes]),
    hint: batch.hint.length ? tf.tensor(batch.hint, [...hintShape]) : null,
    masks: new Map(batch.masks.map(({ layer, values }) => [layer, tf.tensor2d(values, [rows, values.length / rows])])),
  };
}

function lossOf(
  workload: Workload,
  networks: readonly string[],
  weights: ReadonlyMap<string, tf.Tensor>,
  given: OnDevice,
) {
  const { architecture, lossKind, batch, teacher } = workload;
  const passes = networks.map((name) => forward(name, architecture, weights, given.images, given.masks));
  const [{ logits: z, map }, peer] = passes as [Pass, Pass | undefined];
  const mean = (x: tf.Tensor) => tf.div(x, batch);
  const hard = mean(softCrossEntropy(z, given.labels));
  if (lossKind === "labels") return hard;
  if (lossKind === "mutual") {
    const other = peer!.logits;
    const stop = tf.customGrad((x) => ({
      value: tf.softmax(x as tf.Tensor2D),
      gradFunc: (dy: tf.Tensor) => [tf.zerosLike(dy)],
    }));
    const kl = (student: tf.Tensor2D, target: tf.Tensor2D) => {
      const p = stop(target);
      const entropy = tf.sum(tf.mul(p, tf.log(tf.add(p, 1e-30))));
      return mean(tf.add(entropy, softCrossEntropy(student, p)));
    };
    return tf.addN([hard, kl(z, other), mean(softCrossEntropy(other, given.labels)), kl(other, z)]);
  }
  const v = teacher ? forward("teacher", teacher, weights, given.images, new Map()).logits : given.teacherLogits;
  const scaled = tf.div(v, TEMPERATURE) as tf.Tensor2D;
  const p = tf.softmax(scaled);
  const entropy = tf.sum(tf.mul(p, tf.logSoftmax(scaled)));
  const soft = mean(tf.add(entropy, softCrossEntropy(tf.div(z, TEMPERATURE), p)));
  const distillation = tf.add(tf.mul(soft, SOFT_WEIGHT * TEMPERATURE ** 2), tf.mul(hard, HARD_WEIGHT));
  if (lossKind === "distillation") return distillation;
  return tf.add(distillation, tf.mul(tf.mean(tf.square(tf.sub(map!, given.hint!))), HINT_WEIGHT));
}

/** Opens a workload on tfjs' current backend. */
export function tfjsSide(workload: Workload, material: Material): OpenSide {
  const weights = new Map<string, tf.Tensor>();
  const trained: tf.Variable[] = [];
  for (const { name, shape } of material.parameters) {
    const tensor = tf.tensor(material.weights.get(name)!.slice(), [...shape]);
    const isTrained = !name.startsWith("teacher/");
    const stored = isTrained ? tf.variable(tensor, true) : tensor;
    weights.set(name, stored);
    if (isTrained) trained.push(stored as tf.Variable);
  }
  const batches = material.batches.map((batch) => upload(batch, workload, material.hintShape));
  const optimizer =
    workload.optimizer === "adam"
      ? tf.train.adam(LEARNING_RATE, 0.9, 0.999, 1e-7)
      : tf.train.momentum(LEARNING_RATE, 0.9);
  let loss: tf.Scalar | null = null;
  return {
    step(number) {
      const given = batches[(number - 1) % BATCHES]!;
      loss?.dispose();
      loss = optimizer.minimize(() => lossOf(workload, material.networks, weights, given) as tf.Scalar, true, trained);
    },
    async finish() {
      return (await loss!.data())[0]!;
    },
    dispose() {
      loss?.dispose();
      optimizer.dispose();
      for (const tensor of weights.values()) tensor.dispose();
      for (const { images, labels, teacherLogits, hint, masks } of batches)
        for (const tensor of [images, labels, teacherLogits, ...(hint ? [hint] : []), ...masks.values()])
          tensor.dispose();
    },
  };
}
