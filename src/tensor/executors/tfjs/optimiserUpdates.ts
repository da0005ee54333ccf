/** Optimiser updates on tfjs: in one pass over the backend's memory where JavaScript can access it, else by tensors. */

import * as tf from "@tensorflow/tfjs-core";
import { ADAM, MOMENTUM, slotsOf, type Update, type UpdateStep } from "../../executor.ts";

/** The numbers of a tensor in the backend's memory, valid until the next tensor operation. */
export type TensorMemory = (tensor: tf.Tensor) => Float32Array;

type Store = Map<string, tf.Tensor>;

function slot(store: Store, name: string, like: tf.Tensor): tf.Tensor {
  const found = store.get(name);
  if (found) return found;
  // Not tf.zeros: a backend may share the memory of equal constants.
  const made = tf.tidy(() => tf.keep(tf.tensor(new Float32Array(like.size), like.shape)));
  store.set(name, made);
  return made;
}

function replace(store: Store, name: string, make: () => tf.Tensor): tf.Tensor {
  const made = tf.tidy(() => tf.keep(make()));
  store.get(name)?.dispose();
  store.set(name, made);
  return made;
}

function adamInPlace(w: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, updateStep: UpdateStep): void {
  const { beta1, beta2, epsilon } = ADAM;
  const rate = updateStep.learningRate / (1 - beta1 ** updateStep.step);
  const correction = 1 / (1 - beta2 ** updateStep.step);
  for (let i = 0; i < w.length; i++) {
    const gradient = g[i]!;
    const first = beta1 * m[i]! + (1 - beta1) * gradient;
    const second = beta2 * v[i]! + (1 - beta2) * gradient * gradient;
    m[i] = first;
    v[i] = second;
    w[i]! -= (rate * first) / (Math.sqrt(second * correction) + epsilon);
  }
}

function momentumInPlace(w: Float32Array, g: Float32Array, m: Float32Array, updateStep: UpdateStep): void {
  for (let i = 0; i < w.length; i++) {
    m[i] = MOMENTUM * m[i]! + g[i]!;
    w[i]! -= updateStep.learningRate * m[i]!;
  }
}

function descendInPlace(w: Float32Array, g: Float32Array, updateStep: UpdateStep): void {
  for (let i = 0; i < w.length; i++) w[i]! -= updateStep.learningRate * g[i]!;
}

function limitNormsInPlace(w: Float32Array, units: number, limit: number): void {
  const squares = new Float64Array(units);
  for (let row = 0; row < w.length; row += units)
    for (let unit = 0; unit < units; unit++) squares[unit]! += w[row + unit]! ** 2;
  const factors = squares.map((sum) => limit / Math.max(Math.sqrt(sum), limit));
  if (factors.every((factor) => factor === 1)) return;
  for (let row = 0; row < w.length; row += units)
    for (let unit = 0; unit < units; unit++) w[row + unit]! *= factors[unit]!;
}

function updateByTensors(update: Update, gradient: tf.Tensor, store: Store, updateStep: UpdateStep): void {
  const { parameter } = update;
  const [first, second] = slotsOf(update);
  const g = gradient;
  const old = store.get(parameter)!;
  if (first === undefined) replace(store, parameter, () => tf.sub(old, tf.mul(g, updateStep.learningRate)));
  else if (second === undefined) {
    const m = replace(store, first, () => tf.add(tf.mul(slot(store, first, old), MOMENTUM), g));
    replace(store, parameter, () => tf.sub(old, tf.mul(m, updateStep.learningRate)));
  } else {
    const { beta1, beta2, epsilon } = ADAM;
    slot(store, first, old);
    slot(store, second, old);
    const m = replace(store, first, () => tf.add(tf.mul(store.get(first)!, beta1), tf.mul(g, 1 - beta1)));
    const v = replace(store, second, () => tf.add(tf.mul(store.get(second)!, beta2), tf.mul(tf.square(g), 1 - beta2)));
    replace(store, parameter, () => {
      const rate = updateStep.learningRate / (1 - beta1 ** updateStep.step);
      const root = tf.sqrt(tf.mul(v, 1 / (1 - beta2 ** updateStep.step)));
      return tf.sub(old, tf.div(tf.mul(m, rate), tf.add(root, epsilon)));
    });
  }
  if (update.maxNorm > 0)
    replace(store, parameter, () => {
      const w = store.get(parameter)!;
      const rows = tf.reshape(w, [-1, w.shape.at(-1)!]);
      const lengths = tf.sqrt(tf.sum(tf.square(rows), 0, true));
      const factors = tf.div(update.maxNorm, tf.maximum(lengths, update.maxNorm));
      return tf.reshape(tf.mul(rows, factors), w.shape);
    });
}

/** Updates one parameter by its gradient, and the optimiser's slots. */
export function applyUpdate(
  update: Update,
  gradient: tf.Tensor,
  store: Store,
  updateStep: UpdateStep,
  memory?: TensorMemory,
): void {
  if (!memory) {
    updateByTensors(update, gradient, store, updateStep);
    return;
  }
  const weights = store.get(update.parameter)!;
  const slots = slotsOf(update).map((name) => slot(store, name, weights));
  // Views are taken after every allocation: WASM memory may move when it grows.
  const [w, g] = [memory(weights), memory(gradient)];
  const [m, v] = slots.map(memory);
  if (update.optimizer === "adam") adamInPlace(w, g, m!, v!, updateStep);
  else if (update.optimizer === "momentum") momentumInPlace(w, g, m!, updateStep);
  else descendInPlace(w, g, updateStep);
  if (update.maxNorm > 0) limitNormsInPlace(w, weights.shape.at(-1)!, update.maxNorm);
  // The backend caches packed weights by tensor, so the updated weights have to be a new tensor.
  const updated = w.slice();
  replace(store, update.parameter, () => tf.tensor(updated, weights.shape));
}
