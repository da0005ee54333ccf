/** Where bars, their numbers and the lines behind them lie. All distances are pixels, outward from the gutter of names. */

import { wholePercent } from "../../i18n/softTargets/answerSentence.ts";
import type { Scale } from "../../places/labView.ts";

/** The smallest probability that a logarithmic bar shows. */
const FLOOR = 1e-5;
/** The smallest probability whose number stands on the linear axis. */
const LEAST_NUMBER = 0.005;
/** Between a bar and its number, and between a number and the line behind it. */
const GAP = 6;
/** Width of a figure of the monospaced face, and of letters and Chinese characters of the other one, in their size. */
const FIGURE = 0.61;
const LETTER = 0.58;

/** The class of the largest probability. */
export function largestOf(p: ArrayLike<number>): number {
  let best = 0;
  for (let c = 1; c < p.length; c++) if (p[c]! > p[best]!) best = c;
  return best;
}

/** Length of each bar as a part of the axis, and its number; null where a class has neither. */
export interface BarValue {
  readonly part: number;
  readonly number: string | null;
}

/**
 * The bars of one network.
 * @param top the class that "others" leaves out: the other ones are scaled to 1
 */
export function barValues(p: ArrayLike<number>, scale: Scale, top: number): readonly BarValue[] {
  return Array.from(p, (share, c) => {
    if (scale === "linear") return { part: share, number: share < LEAST_NUMBER ? null : wholePercent(share) };
    if (scale === "logarithmic")
      return {
        part: Math.max(0, 1 - Math.log(Math.max(share, FLOOR)) / Math.log(FLOOR)),
        number: wholePercent(share),
      };
    if (c === top) return { part: 0, number: null };
    const scaled = share / Math.max(1e-12, 1 - p[top]!);
    return { part: scaled, number: wholePercent(scaled) };
  });
}

/** One bar with its number. */
export interface BarPlace {
  readonly length: number;
  /** nearest edge of the number; null where there is none */
  readonly number: { readonly text: string; readonly at: number; readonly isInside: boolean } | null;
  /** the line behind the bar, which stops before the number; null where it has no room */
  readonly line: readonly [number, number];
}

/**
 * A bar and its number: behind what reaches further, the bar or the outline around it; else behind the bar; else in it.
 * @param reach how far the outline reaches
 * @param axis length of the axis
 * @param size of the number's type
 */
export function placeBar({ part, number }: BarValue, reach: number, axis: number, size: number): BarPlace {
  const length = Math.max(1, part * axis);
  const end = Math.max(length, reach);
  if (number === null) return { length, number: null, line: [end, axis] };
  const width = number.length * size * FIGURE;
  const outside = [end, length].find((edge) => edge + GAP + width <= axis);
  if (outside === undefined) {
    const at = Math.max(GAP, length - GAP - width);
    return { length, number: { text: number, at, isInside: true }, line: [end, axis] };
  }
  const at = outside + GAP;
  return {
    length,
    number: { text: number, at, isInside: false },
    line: [Math.min(axis, Math.max(end, at + width + GAP)), axis],
  };
}

/** Width of the gutter that the names of the classes need. */
export function gutterOf(names: readonly string[], size: number, least: number): number {
  const widthOf = (name: string) =>
    [...name].reduce((sum, letter) => sum + (/[\u3400-\u9fff]/.test(letter) ? 1 : LETTER), 0) * size;
  return Math.ceil(Math.max(least, ...names.map((name) => widthOf(name) + 2 * GAP + 4)));
}

/** Sizes of type for rows of a height. */
export function typeSizes(row: number): { readonly name: number; readonly number: number } {
  if (row >= 36) return { name: 19, number: 15 };
  return { name: row < 22 ? 14 : 15, number: 12 };
}
