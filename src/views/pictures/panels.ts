/** A picture's panels as they are drawn for one image. */

import type { PicturePanel, TrainingEvent } from "../../protocol/events.ts";

/** What a method showed of its networks at one moment. */
export type Pictured = Extract<TrainingEvent, { type: "pictured" }>;

/** A panel's values for one image. */
export interface Shown {
  readonly label: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly range?: readonly [number, number];
}

/**
 * Cuts the panels of one image out of a picture; a histogram, and what was made for one image alone, are taken whole.
 * @param image its place among the images that are followed
 */
export function panelsFor({ kind, panels }: Pick<Pictured, "kind" | "panels">, image: number): readonly Shown[] {
  return panels.map((panel: PicturePanel): Shown => {
    if (kind === "histogram") return panel;
    const [images, ...shape] = panel.shape;
    const size = panel.values.length / images!;
    const place = Math.min(image, images! - 1) * size;
    return { ...panel, shape, values: panel.values.subarray(place, place + size) };
  });
}

/** The least and the largest of some numbers; [0, 0] of none. */
export function extentOf(values: Float32Array): readonly [low: number, high: number] {
  if (values.length === 0) return [0, 0];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** The extent of all panels together, with 0 in it: what bars, curves and matrices of one picture are measured by. */
export function commonExtent(panels: readonly Shown[]): readonly [low: number, high: number] {
  const extents = panels.map(({ values }) => extentOf(values));
  return [Math.min(0, ...extents.map(([low]) => low)), Math.max(0, ...extents.map(([, high]) => high))];
}

/** A number as short as it may be. */
export function brief(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1000 || size < 0.001 ? value.toExponential(1) : `${Number(value.toPrecision(3))}`;
}

/** A panel's values as rows of numbers: a matrix's own rows, a map's rows channel by channel, else a single one. */
export function numberRows(panel: Shown): readonly { readonly name: string; readonly values: readonly number[] }[] {
  const { shape, values } = panel;
  const [first = values.length, second, third] = shape;
  const at = (count: number, place: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => values[place(i)]!);
  if (second === undefined) return [{ name: "", values: [...values] }];
  if (third === undefined)
    return Array.from({ length: first }, (_, row) => {
      return { name: `${row + 1}`, values: at(second, (column) => row * second + column) };
    });
  return Array.from({ length: third * first }, (_, i) => {
    const [channel, row] = [Math.floor(i / first), i % first];
    return {
      name: `${channel + 1}.${row + 1}`,
      values: at(second, (column) => (row * second + column) * third + channel),
    };
  });
}
