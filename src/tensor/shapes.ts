/** Rules of shapes: broadcasting, ranges of an axis, padding. */

/** "same": zeros around images, so that a convolution keeps their size (odd kernels only); "valid": none. */
export type Padding = "same" | "valid";

/** Zeros on each side of an image that is convolved with a k x k filter. */
export function borderOf(kernel: number, padding: Padding): number {
  return padding === "same" ? (kernel - 1) / 2 : 0;
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

/** The shape of two sides broadcast against each other. @throws RangeError where they do not fit */
export function broadcastShapes(a: readonly number[], b: readonly number[], what: string): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const fits = a.length === b.length && a.every((n, i) => n === b[i] || n === 1 || b[i] === 1);
  if (!fits) throw new RangeError(`${what}: shapes [${a}] and [${b}] do not fit`);
  return a.map((n, i) => Math.max(n, b[i]!));
}

/** @throws RangeError naming the shapes, unless `ok` */
export function expectShape(ok: boolean, what: string, ...shapes: readonly (readonly number[])[]): void {
  if (!ok) throw new RangeError(`${what}: unfit shapes ${shapes.map((s) => `[${s}]`).join(" and ")}`);
}

/** The shape with another length of one axis. */
export function withAxis(shape: readonly number[], axis: number, length: number): readonly number[] {
  return shape.map((n, i) => (i === axis ? length : n));
}

/** Whether an axis has `size` indices from index `from` on. */
export function hasRange(shape: readonly number[], axis: number, from: number, size: number): boolean {
  const whole = [axis, from, size].every(Number.isInteger);
  return whole && from >= 0 && size > 0 && from + size <= (shape[axis] ?? 0);
}
