/** Labels at the ends of lines: their lines of text and the room that they need. */

import type { CurvePoint } from "../../session/comparisons/evaluationCurves.ts";

/** A label at the end of a line, with its value. */
export interface EndLabel {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** errors at which it stands */
  readonly at: number;
  /** where the line ends that it is of; absent for a value that has no line */
  readonly end?: CurvePoint;
  readonly colour: string;
  /** of lesser weight than the means of the arms: it has no label where not all have room */
  readonly isMinor?: boolean;
  /** an open diamond stands before it, at its errors */
  readonly isOfPaper?: boolean;
}

/** Widths in the size of the text: of a Latin letter, a capital, and a Chinese character or the widest of the letters. */
const LATIN = 0.66;
const CAPITAL = 0.8;
const WIDE = 1.02;

/** How wide a text is drawn, estimated, in the size of its letters. */
export function widthOf(text: string): number {
  const width = (letter: string) =>
    letter.codePointAt(0)! > 0x2e80 || /[mMW…]/.test(letter) ? WIDE : /[A-Z]/.test(letter) ? CAPITAL : LATIN;
  return [...text].reduce((sum, letter) => sum + width(letter), 0);
}

/** The widest line of a label, in the size of its letters. */
const WIDEST = 11;

/** A word with the space before it; of Chinese one character, with the brackets and points that stay beside it. */
const WORD = /\s*（?(?:[^\s\u2e80-\uffff]+|[\u2e80-\uffff])[）、，。；：]*/g;

/** The lines of a text, broken between words where it is wider than `widest`, in the size of its letters. */
export function wrapped(text: string, widest: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.trim().match(WORD) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last}${word}`) <= widest) lines[lines.length - 1] = `${last}${word}`;
    else lines.push(word.trim());
  }
  return lines;
}

/** Name and value in as few lines as fit; the value ends the last one. */
export function linesOf({ name, value }: Pick<EndLabel, "name" | "value">): readonly string[] {
  return wrapped(`${name} ${value}`, WIDEST);
}

/** Name and value on one line, the name cut short where both do not fit. */
function lineOf({ name, value }: Pick<EndLabel, "name" | "value">): string {
  if (widthOf(`${name} ${value}`) <= WIDEST) return `${name} ${value}`;
  let letters = [...name];
  while (letters.length > 1 && widthOf(`${letters.join("")}… ${value}`) > WIDEST) letters = letters.slice(0, -1);
  return `${letters.join("").trim()}… ${value}`;
}

/** How many lines labels have in all. */
const lineCount = (rows: readonly (readonly string[])[]) => rows.reduce((sum, { length }) => sum + length, 0);

/**
 * The lines of labels that share the room of so many lines. Where they do not fit, names are cut short, the longest
 * first; then labels of lesser weight have no line, the last first.
 */
export function fittedLines(labels: readonly EndLabel[], room: number): readonly (readonly string[])[] {
  const rows = labels.map(linesOf);
  while (lineCount(rows) > room) {
    const longest = Math.max(...rows.map(({ length }) => length));
    const at =
      longest > 1
        ? rows.findLastIndex(({ length }) => length === longest)
        : rows.findLastIndex(({ length }, i) => length > 0 && labels[i]!.isMinor);
    if (at < 0) break;
    rows[at] = longest > 1 ? [lineOf(labels[at]!)] : [];
  }
  return rows;
}

/** Errors of a line at a step between two of its points, along the straight line of a logarithmic axis. */
export function errorsBetween(points: readonly CurvePoint[], step: number): number | undefined {
  const after = points.findIndex((point) => point.step >= step);
  if (after < 0) return points.at(-1)?.errors;
  const [a, b] = [points[after - 1], points[after]!];
  if (!a || b.step === step) return b.errors;
  const share = (step - a.step) / (b.step - a.step);
  return Math.exp((1 - share) * Math.log(Math.max(1, a.errors)) + share * Math.log(Math.max(1, b.errors)));
}
