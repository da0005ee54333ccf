/** What a matrix of classes is given, as a table or as a drawing. */

import type { Cell } from "./cellImages.ts";

/**
 * What a cell shows: its text, what it says to a screen reader, and its colour with its share in percent. What it says
 * may be computed when it is asked for: of many classes only the chosen cell says it.
 */
export interface CellLook {
  readonly text: string;
  readonly label: string;
  readonly tone: string;
  readonly share: number;
}

/** A matrix of classes. */
export interface ClassGridProps {
  readonly classes: number;
  readonly lookOf: (row: number, column: number) => CellLook;
  readonly label: string;
  /** classes whose names are struck through */
  readonly dropped: readonly number[];
  /** the cell that has the tab stop */
  readonly chosen: Cell;
  readonly onChoose: (cell: Cell) => void;
  /** a cell is chosen by hovering over it, too */
  readonly byPointer?: boolean;
  /** what stands to the right of each row */
  readonly margin?: { readonly name: string; readonly of: (row: number) => { text: string; label: string } };
}
