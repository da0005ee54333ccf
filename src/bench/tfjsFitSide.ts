/** Plain tfjs with its layers API: `model.fit`, with the soft targets beside the labels. */

import * as tf from "@tensorflow/tfjs";
import { inferShapes } from "../domain/architecture.ts";
import { IMAGE_SIZE } from "../domain/dataset.ts";
import {
  BATCHES,
  HARD_WEIGHT,
  LEARNING_RATE,
  type Material,
  type OpenSide,
  SOFT_WEIGHT,
  TEMPERATURE,
  type Workload,
} from "./workloads.ts";

/** True for workloads that `model.fit` can compute: dense layers, one network, given teacher logits, Adam. */
export function fits({ architecture, lossKind, teacher, optimizer }: Workload): boolean {
  return (
    architecture.layers.every((layer) => layer.kind === "dense" && layer.activation !== "leakyRelu") &&
    lossKind === "distillation" &&
    !teacher &&
    optimizer === "adam"
  );
}

/** Opens a workload for `model.fit` on tfjs' current backend: one call of `step` is one batch of an epoch. */
export function fitSide(workload: Workload, material: Material): OpenSide {
  const { batch, architecture } = workload;
  const { classes } = architecture;
  const input = tf.input({ shape: [IMAGE_SIZE] });
  let x: tf.SymbolicTensor = input;
  for (const { layer } of inferShapes(architecture)) {
    if (layer.kind !== "dense") throw new RangeError(`model.fit is not set up for a ${layer.kind} layer`);
    x = tf.layers
      .dense({ units: layer.units, activation: layer.activation === "relu" ? "relu" : "linear" })
      .apply(x) as tf.SymbolicTensor;
  }
  // `fit` requires predictions as wide as its targets: the logits are there twice, and the loss reads them once.
  const twice = tf.layers.concatenate().apply([x, x]) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: twice });
  const values = material.parameters.map(({ name, shape }) => tf.tensor(material.weights.get(name)!, [...shape]));
  model.setWeights(values);
  const loss = (targets: tf.Tensor, predicted: tf.Tensor): tf.Tensor => {
    const logits = tf.slice(predicted, [0, 0], [-1, classes]);
    const labels = tf.slice(targets, [0, 0], [-1, classes]);
    const teacher = tf.slice(targets, [0, classes], [-1, classes]);
    const scaled = tf.div(teacher, TEMPERATURE);
    const p = tf.softmax(scaled);
    const difference = tf.sub(tf.logSoftmax(scaled), tf.logSoftmax(tf.div(logits, TEMPERATURE)));
    const soft = tf.mean(tf.sum(tf.mul(p, difference), -1));
    const hard = tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), -1)));
    return tf.add(tf.mul(soft, SOFT_WEIGHT * TEMPERATURE ** 2), tf.mul(hard, HARD_WEIGHT));
  };
  model.compile({ optimizer: tf.train.adam(LEARNING_RATE, 0.9, 0.999, 1e-7), loss });
  const images = new Float32Array(BATCHES * batch * IMAGE_SIZE);
  const targets = new Float32Array(BATCHES * batch * 2 * classes);
  for (const [n, one] of material.batches.entries()) {
    images.set(one.images, n * batch * IMAGE_SIZE);
    for (let i = 0; i < batch; i++) {
      const to = (n * batch + i) * 2 * classes;
      targets.set(one.labels.subarray(i * classes, (i + 1) * classes), to);
      targets.set(one.teacherLogits.subarray(i * classes, (i + 1) * classes), to + classes);
    }
  }
  const all = tf.tensor2d(images, [BATCHES * batch, IMAGE_SIZE]);
  const y = tf.tensor2d(targets, [BATCHES * batch, 2 * classes]);
  let last = Number.NaN;
  return {
    // An epoch is all batches once: `fit` has no smaller unit.
    async step(number) {
      if (number % BATCHES !== 0) return;
      await model.fit(all, y, {
        batchSize: batch,
        epochs: 1,
        shuffle: false,
        verbose: 0,
        callbacks: {
          onBatchEnd: (_, logs) => {
            last = Number(logs?.loss);
          },
        },
      });
    },
    finish: async () => last,
    dispose() {
      for (const tensor of [...values, all, y]) tensor.dispose();
      model.dispose();
    },
  };
}
