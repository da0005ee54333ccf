/** Sums over any axes as several sums over neighbouring ones. */

import { volume } from "../graph.ts";

/** One sum: from [outer, middle, inner] over the middle, to [outer, inner]. */
export interface SumGroup {
  readonly outer: number;
  readonly middle: number;
  readonly inner: number;
}

/** The sums over groups of neighbouring axes that together sum over `axes`, the last group first. */
export function sumGroups(from: readonly number[], axes: readonly number[]): readonly SumGroup[] {
  const shape = [...from];
  const summed = axes.filter((axis) => shape[axis] !== 1).sort((a, b) => b - a);
  const groups: SumGroup[] = [];
  while (summed.length > 0) {
    const last = summed.shift()!;
    let first = last;
    while (
      summed[0] !== undefined &&
      (summed[0] === first - 1 || shape.slice(summed[0] + 1, first).every((n) => n === 1))
    )
      first = summed.shift()!;
    groups.push({
      outer: volume(shape.slice(0, first)),
      middle: volume(shape.slice(first, last + 1)),
      inner: volume(shape.slice(last + 1)),
    });
    for (let axis = first; axis <= last; axis++) shape[axis] = 1;
  }
  return groups;
}
