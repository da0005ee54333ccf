/** Optimiser updates of one parameter, and the limit on its norms. */

import { floats, storeLanes } from "./vectors";

/**
 * Adam, Kingma and Ba 2015, algorithm 1.
 * @param rate learning rate / (1 - beta1^t); @param correction 1 / (1 - beta2^t)
 */
export function adam(
  weights: usize, gradient: usize, m: usize, v: usize, count: i32,
  rate: f32, correction: f32, beta1: f32, beta2: f32, epsilon: f32,
): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const c1 = f32x4.splat(1 - beta1);
  const c2 = f32x4.splat(1 - beta2);
  const rates = f32x4.splat(rate);
  const corrections = f32x4.splat(correction);
  const epsilons = f32x4.splat(epsilon);
  for (let i = 0; i < count; i += 4) {
    const at = floats(i);
    const width = count - i;
    const g = v128.load(gradient + at);
    const first = f32x4.add(f32x4.mul(b1, v128.load(m + at)), f32x4.mul(c1, g));
    const second = f32x4.add(f32x4.mul(b2, v128.load(v + at)), f32x4.mul(c2, f32x4.mul(g, g)));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(second, corrections)), epsilons);
    const updated = f32x4.sub(v128.load(weights + at), f32x4.div(f32x4.mul(rates, first), root));
    storeLanes(m + at, first, width);
    storeLanes(v + at, second, width);
    storeLanes(weights + at, updated, width);
  }
}

/** Classical momentum: m = decay m + g, w = w - rate m. */
export function momentum(weights: usize, gradient: usize, m: usize, count: i32, rate: f32, decay: f32): void {
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  for (let i = 0; i < count; i += 4) {
    const at = floats(i);
    const width = count - i;
    const first = f32x4.add(f32x4.mul(decays, v128.load(m + at)), v128.load(gradient + at));
    storeLanes(m + at, first, width);
    storeLanes(weights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(rates, first)), width);
  }
}

/** Gradient descent: w = w - rate g. */
export function descend(weights: usize, gradient: usize, count: i32, rate: f32): void {
  const rates = f32x4.splat(rate);
  for (let i = 0; i < count; i += 4) {
    const at = floats(i);
    const updated = f32x4.sub(v128.load(weights + at), f32x4.mul(rates, v128.load(gradient + at)));
    storeLanes(weights + at, updated, count - i);
  }
}

/**
 * Scales the weights into each unit down to the Euclidean norm `limit` where theirs is larger. Srivastava et al. 2014,
 * section 5.1.
 * @param weights [rows, units]; @param scratch [units]
 */
export function maxNorm(weights: usize, rows: i32, units: i32, limit: f32, scratch: usize): void {
  memory.fill(scratch, 0, floats(units));
  for (let r = 0; r < rows; r++) {
    const row = weights + floats(r * units);
    for (let i = 0; i < units; i += 4) {
      const w = v128.load(row + floats(i));
      storeLanes(scratch + floats(i), f32x4.add(v128.load(scratch + floats(i)), f32x4.mul(w, w)), units - i);
    }
  }
  let scales = false;
  for (let i = 0; i < units; i++) {
    const length = sqrt<f32>(load<f32>(scratch + floats(i)));
    if (length > limit) scales = true;
    store<f32>(scratch + floats(i), limit / max(length, limit));
  }
  if (!scales) return;
  for (let r = 0; r < rows; r++) {
    const row = weights + floats(r * units);
    for (let i = 0; i < units; i += 4) {
      const scaled = f32x4.mul(v128.load(row + floats(i)), v128.load(scratch + floats(i)));
      storeLanes(row + floats(i), scaled, units - i);
    }
  }
}
