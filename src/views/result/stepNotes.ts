/** The names of stages and of changed settings over the chart: in rows above its lines, each as near to its step as it has room. */

import { widthOf, wrapped } from "./endLabels.ts";

/** A stage that begins, or a setting that was changed. */
export interface StepNote {
  readonly step: number;
  readonly text: string;
}

/** A note with its lines of text, the first row that they take, and where they begin; without lines where no row is left. */
export interface PlacedNote extends StepNote {
  readonly lines: readonly string[];
  readonly row: number;
  readonly x: number;
}

/** Most rows over a chart. */
export const MOST_ROWS = 4;

/** Room between two texts of a row, in the size of their letters. */
const GAP = 0.8;
/** Width of the notes' letters, which are lighter than those of the labels, in theirs. */
export const NOTE_WIDTH = 0.9;

/**
 * Places notes; the earlier in the list have their rows first.
 * @param toX where a step is, in pixels
 * @param room from where to where a text may stand, in pixels
 * @param size of the chart's letters, in pixels
 */
export function placedNotes(
  notes: readonly StepNote[],
  toX: (step: number) => number,
  [from, to]: readonly [number, number],
  size: number,
): readonly PlacedNote[] {
  const letters = NOTE_WIDTH * size;
  /** what is taken of each row */
  const rows: (readonly [number, number])[][] = Array.from({ length: MOST_ROWS }, () => []);
  return notes.map((note) => {
    const lines = wrapped(note.text, Math.max(1, (to - from) / letters));
    const width = letters * Math.max(0, ...lines.map(widthOf));
    const x = Math.max(from, Math.min(toX(note.step) - letters / 4, to - width));
    const isFree = (row: number) =>
      rows[row]?.every(([a, b]) => x + width + GAP * letters <= a || x >= b + GAP * letters) ?? false;
    const row = rows.findIndex((_, first) => lines.every((_line, i) => isFree(first + i)));
    if (row < 0) return { ...note, lines: [], row: 0, x };
    for (const [i] of lines.entries()) rows[row + i]!.push([x, x + width]);
    return { ...note, lines, row, x };
  });
}

/** How many rows placed notes have. */
export function rowsOfNotes(placed: readonly PlacedNote[]): number {
  return Math.max(0, ...placed.map(({ row, lines }) => (lines.length > 0 ? row + lines.length : 0)));
}
