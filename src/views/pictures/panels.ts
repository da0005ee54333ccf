/** The panels of a method's picture for one image, and the numbers in them. */

import { withMinus } from "../../i18n/numberFormats.ts";
import type { PicturePanel, TrainingEvent } from "../../protocol/events.ts";

/** A picture that a method draws of its networks at one step. */
export type Pictured = Extract<TrainingEvent, { type: "pictured" }>;

/** A panel's values for one image. */
export interface ImagePanel {
  readonly label: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly range?: readonly [number, number];
}

/**
 * Takes the panels of one image out of a picture; a histogram, or a picture of a single image, is taken whole.
 * @param image its index among the probes
 */
export function panelsFor({ kind, panels }: Pick<Pictured, "kind" | "panels">, image: number): readonly ImagePanel[] {
  return panels.map((panel: PicturePanel): ImagePanel => {
    if (kind === "histogram") return panel;
    const [images, ...shape] = panel.shape;
    const size = panel.values.length / images!;
    const start = Math.min(image, images! - 1) * size;
    return { ...panel, shape, values: panel.values.subarray(start, start + size) };
  });
}

/** Panels with their values in the order of the first panel's, the largest first: what belongs together stays so. */
export function orderedByFirst(panels: readonly ImagePanel[]): readonly ImagePanel[] {
  const [first] = panels;
  if (!first || panels.some(({ values }) => values.length !== first.values.length)) return panels;
  const order = Array.from(first.values.keys()).sort((a, b) => first.values[b]! - first.values[a]!);
  return panels.map((panel) => ({ ...panel, values: Float32Array.from(order, (i) => panel.values[i]!) }));
}

/** Two maps or matrices of one shape, and as a third panel the second less the first. Other panels as they are. */
export function withDifference(kind: Pictured["kind"], panels: readonly ImagePanel[]): readonly ImagePanel[] {
  const [first, second] = panels;
  if ((kind !== "maps" && kind !== "matrices") || panels.length !== 2 || !first || !second) return panels;
  if (first.shape.join() !== second.shape.join()) return panels;
  const values = second.values.map((value, i) => value - first.values[i]!);
  return [first, second, { label: "difference", shape: first.shape, values }];
}

/** The smallest and the largest of some numbers; [0, 0] of none. */
export function extentOf(values: Float32Array): readonly [low: number, high: number] {
  if (values.length === 0) return [0, 0];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** The extent of all panels together, with 0 in it: the common scale of bars, curves and matrices of one picture. */
export function commonExtent(panels: readonly ImagePanel[]): readonly [low: number, high: number] {
  const extents = panels.map(({ values }) => extentOf(values));
  return [Math.min(0, ...extents.map(([low]) => low)), Math.max(0, ...extents.map(([, high]) => high))];
}

/**
 * The y coordinate of a value on a vertical scale, pixels: the largest value is at the top.
 * @param top y of the largest value
 */
export function verticalScale(
  [low, high]: readonly [low: number, high: number],
  top: number,
  height: number,
): (value: number) => number {
  return (value) => top + (height * (high - value)) / Math.max(high - low, 1e-12);
}

/** The names of a panel's bars where its label lists them, "branch 1, branch 2"; null where it does not. */
export function listedNames({ label, values }: ImagePanel): readonly string[] | null {
  const names = label.split(", ");
  return names.length === values.length ? names : null;
}

/** How alike two panels are: the correlation of their values; null where one of them is the same everywhere. */
export function correlationOf(first: Float32Array, second: Float32Array): number | null {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(first), mean(second)];
  let [both, own, other] = [0, 0, 0];
  for (const [i, value] of first.entries()) {
    both += (value - a) * (second[i]! - b);
    own += (value - a) ** 2;
    other += (second[i]! - b) ** 2;
  }
  return own > 0 && other > 0 ? both / Math.sqrt(own * other) : null;
}

/**
 * Which bars have their numbers, and by how many pixels each stands above its place at the bar's end: the longest first,
 * none beside one at whose height its own would stand. That of the second longest is lifted above its neighbour's.
 * @param ends where the bars end, pixels from the top @param lengths their lengths, pixels
 * @param reach how many bars to each side a number may lie over
 * @param isLifted whether there may be room above a number
 */
export function numberedBars(
  ends: readonly number[],
  lengths: readonly number[],
  reach = 1,
  isLifted = true,
): ReadonlyMap<number, number> {
  const LINE = 14;
  const LEAST = 8;
  const numbered = new Map<number, number>();
  const order = [...ends.keys()].sort((a, b) => lengths[b]! - lengths[a]!);
  for (const i of order) {
    const besides = [...numbered.keys()].filter((other) => {
      const apart = Math.abs(other - i);
      return apart < reach || (apart === reach && Math.abs(ends[other]! - ends[i]!) < LINE);
    });
    if (lengths[i]! < LEAST) continue;
    if (besides.length === 0) numbered.set(i, 0);
    // Only the longest one has its number yet.
    else if (isLifted && i === order[1] && ends[order[0]!]! >= 2 * LINE)
      numbered.set(i, ends[i]! - ends[order[0]!]! + LINE);
  }
  return numbered;
}

/** The ends of a range as text: what is next to nothing beside the other end is 0. */
export function formatRange([low, high]: readonly [low: number, high: number]): readonly [string, string] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const format = (value: number) => formatNumber(Math.abs(value) < size / 200 ? 0 : Number(value.toPrecision(2)));
  return [format(low), format(high)];
}

/** A number as text with at most three digits. */
export function formatNumber(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return withMinus(size >= 1000 || size < 0.001 ? value.toExponential(1) : Number(value.toPrecision(3)));
}

/** A panel's values as rows of numbers: a matrix's own rows, a map's rows channel by channel, else a single one. */
export function numberRows(
  panel: ImagePanel,
): readonly { readonly name: string; readonly values: readonly number[] }[] {
  const { shape, values } = panel;
  const [first = values.length, second, third] = shape;
  const at = (count: number, indexAt: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => values[indexAt(i)]!);
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
