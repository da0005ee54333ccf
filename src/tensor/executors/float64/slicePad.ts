/** Slicing and zero padding along one axis, in float64. */

import { volume } from "../../graph.ts";

type Values = Float64Array;
type Shape = readonly number[];

/** `size` indices of one axis, from index `from` on. */
export function slice64(x: Values, shape: Shape, axis: number, from: number, size: number): Values {
  const inner = volume(shape.slice(axis + 1));
  const [row, part] = [shape[axis]! * inner, size * inner];
  const out = new Float64Array((x.length / row) * part);
  for (let o = 0; o * row < x.length; o++) out.set(x.subarray(o * row + from * inner).subarray(0, part), o * part);
  return out;
}

/** x with zeros around it, `before` of them in front, so that one axis becomes `length` long. */
export function pad64(x: Values, shape: Shape, axis: number, before: number, length: number): Values {
  const inner = volume(shape.slice(axis + 1));
  const [part, row] = [shape[axis]! * inner, length * inner];
  const out = new Float64Array((x.length / part) * row);
  for (let o = 0; o * part < x.length; o++) out.set(x.subarray(o * part, (o + 1) * part), o * row + before * inner);
  return out;
}
