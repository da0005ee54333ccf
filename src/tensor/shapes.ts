/** Which shapes fit together. */

/** What lies around images: zeros, so that a convolution keeps the size (odd kernels only), or nothing. */
export type Padding = "same" | "valid";

/** Zeros on each side of an image that is convolved with a k x k filter. */
export function borderOf(kernel: number, padding: Padding): number {
  return padding === "same" ? (kernel - 1) / 2 : 0;
}

/** Whether two shapes are one. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

/** The shape of both sides stretched onto each other. @throws RangeError where they do not fit */
export function stretched(a: readonly number[], b: readonly number[], what: string): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const fits = a.length === b.length && a.every((n, i) => n === b[i] || n === 1 || b[i] === 1);
  if (!fits) throw new RangeError(`${what}: shapes [${a}] and [${b}] do not fit`);
  return a.map((n, i) => Math.max(n, b[i]!));
}

/** @throws RangeError naming the shapes, where they are not ok */
export function expectShape(ok: boolean, what: string, ...shapes: readonly (readonly number[])[]): void {
  if (!ok) throw new RangeError(`${what}: unfit shapes ${shapes.map((s) => `[${s}]`).join(" and ")}`);
}

/** A shape whose one axis has another length. */
export function withAxis(shape: readonly number[], axis: number, length: number): readonly number[] {
  return shape.map((n, i) => (i === axis ? length : n));
}

/** Whether some places of an axis are there. */
export function hasPlaces(shape: readonly number[], axis: number, from: number, size: number): boolean {
  const whole = [axis, from, size].every(Number.isInteger);
  return whole && from >= 0 && size > 0 && from + size <= (shape[axis] ?? 0);
}
