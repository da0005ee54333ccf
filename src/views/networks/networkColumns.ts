/** A network as columns, one a layer, in the scale of its units. */

import { type Architecture, inferShapes, sizeOf } from "../../domain/architecture.ts";

/** The least height of a column. */
const LEAST = 6;
/** The widest column, and the part of the width between two columns that a column may take. */
const WIDEST = 9;
const PART = 0.5;

/** Values that each layer passes on, from the image to the logits; dropout passes on those of the layer before it. */
export function unitsOf(architecture: Architecture): readonly number[] {
  const layers = inferShapes(architecture).filter(({ layer }) => layer.kind !== "dropout");
  return [sizeOf(architecture.input), ...layers.map(({ outputShape }) => sizeOf(outputShape))];
}

/** The columns between which outputs are added: that of what is added, and that of the sum. */
export function shortcutsOf(architecture: Architecture): readonly (readonly [from: number, to: number])[] {
  const layers = inferShapes(architecture);
  /** the column of what goes into a layer */
  const before = (index: number) => layers.slice(0, index).filter(({ layer }) => layer.kind !== "dropout").length;
  return layers.flatMap(({ layer, index }) =>
    layer.kind === "add" ? [[before(index - layer.back), before(index) + 1] as const] : [],
  );
}

/** A column of a picture. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The columns of a network in a picture.
 * @param units of its layers
 * @param most units of the column that has the whole height
 */
export function columnsOf(
  units: readonly number[],
  most: number,
  size: { readonly width: number; readonly height: number },
): readonly Column[] {
  const last = Math.max(1, units.length - 1);
  const width = Math.min(WIDEST, (PART * size.width) / last);
  return units.map((count, i) => ({
    x: (i * (size.width - width)) / last,
    width,
    height: Math.max(LEAST, Math.min(1, count / most) * size.height),
  }));
}
