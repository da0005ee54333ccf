/** What is drawn on the card of each method: columns for layers, arrows for what is passed on, grids for weights. */

/** The colour of a part, by its role. */
export type Role = "teacher" | "student" | "baseline";

/** Layers side by side: one column each, as high as the layer is wide. */
interface Columns {
  readonly of: Role;
  readonly x: number;
  /** the middle of the columns */
  readonly y: number;
  readonly heights: readonly number[];
  /** distance between two columns; absent: 16 */
  readonly gap?: number;
}

/** Weights or pixels as small squares: "#" filled, "." outlined, and a space where there is none. */
interface Grid {
  readonly of: Role;
  readonly x: number;
  readonly y: number;
  readonly gap: number;
  readonly rows: readonly string[];
}

/** From x and y to x and y; `bend` lifts the middle. */
interface Arrow {
  readonly points: readonly [number, number, number, number];
  readonly bend?: number;
}

/** A picture 112 wide and 72 high. */
export interface Pictogram {
  readonly columns: readonly Columns[];
  readonly grids?: readonly Grid[];
  readonly arrows: readonly Arrow[];
}

const columns = (of: Role, x: number, y: number, heights: readonly number[], gap = 16): Columns => ({
  ...{ of, x, y, heights, gap },
});
const arrow = (...points: readonly [number, number, number, number]): Arrow => ({ points });
const bend = (by: number, ...points: readonly [number, number, number, number]): Arrow => ({ points, bend: by });

const flow: Pictogram = {
  columns: [columns("teacher", 4, 22, [32, 26, 20, 8], 22), columns("student", 4, 58, [24, 18, 14, 6], 22)],
  arrows: [bend(-6, 8, 4, 50, 10), bend(-5, 8, 44, 50, 49), arrow(82, 24, 82, 52)],
};

/** The pictures by the id of the method. */
export const pictograms: Readonly<Record<string, Pictogram>> = {
  hinton: {
    columns: [columns("teacher", 4, 36, [56, 44, 44, 10]), columns("student", 68, 36, [38, 20, 8])],
    arrows: [bend(-12, 58, 28, 100, 29)],
  },
  fitnets: {
    columns: [columns("teacher", 4, 20, [34, 30, 30, 8], 18), columns("student", 4, 58, [18, 12, 12, 12, 12, 6], 12)],
    arrows: [arrow(26, 37, 30, 50)],
  },
  net2net: {
    columns: [columns("student", 4, 36, [28, 18, 18, 8], 13), columns("student", 72, 36, [44, 44, 44, 8], 11)],
    arrows: [arrow(52, 36, 67, 36)],
  },
  fsp: flow,
  mutual: {
    columns: [columns("student", 4, 36, [44, 30, 30, 8], 11), columns("student", 70, 36, [8, 30, 30, 44], 11)],
    arrows: [arrow(44, 30, 66, 30), arrow(66, 43, 44, 43)],
  },
  "born-again": {
    columns: [
      columns("teacher", 4, 36, [40, 30, 8], 9),
      columns("student", 42, 36, [40, 30, 8], 9),
      columns("student", 80, 36, [40, 30, 8], 9),
    ],
    arrows: [arrow(29, 36, 39, 36), arrow(67, 36, 77, 36)],
  },
  apprentice: {
    columns: [columns("teacher", 4, 36, [52, 42, 42, 8], 13)],
    grids: [{ of: "student", x: 70, y: 14, gap: 14, rows: [".##", "##.", "#.#", ".##", "##."] }],
    arrows: [arrow(50, 36, 65, 36)],
  },
  one: {
    columns: [
      columns("student", 4, 36, [46, 36], 14),
      columns("student", 46, 12, [14, 8], 13),
      columns("student", 46, 36, [14, 8], 13),
      columns("student", 46, 60, [14, 8], 13),
      columns("teacher", 92, 36, [12]),
    ],
    arrows: [
      arrow(26, 36, 42, 13),
      arrow(26, 36, 42, 36),
      arrow(26, 36, 42, 59),
      arrow(68, 12, 88, 33),
      arrow(68, 36, 88, 36),
      arrow(68, 60, 88, 39),
    ],
  },
  "feature-fusion": {
    columns: [
      columns("student", 4, 18, [24, 20, 16], 14),
      columns("student", 4, 54, [24, 20, 16], 14),
      columns("teacher", 72, 36, [40]),
    ],
    arrows: [arrow(42, 20, 68, 31), arrow(42, 52, 68, 41), arrow(81, 36, 104, 36)],
  },
  "ensemble-net": {
    columns: [
      columns("student", 4, 36, [46]),
      columns("student", 40, 9, [11, 7]),
      columns("student", 40, 27, [11, 7]),
      columns("student", 40, 45, [11, 7]),
      columns("student", 40, 63, [11, 7]),
      columns("teacher", 90, 36, [22]),
    ],
    arrows: [9, 27, 45, 63].flatMap((y) => [arrow(13, 36, 36, y), arrow(65, y, 86, 36 + (y - 36) / 5)]),
  },
  "attention-transfer": {
    columns: [columns("teacher", 4, 20, [36, 28, 20, 8], 20), columns("student", 4, 56, [26, 20, 14, 6], 20)],
    arrows: [arrow(26, 35, 26, 45), arrow(46, 31, 46, 48)],
  },
  decoupled: {
    columns: [columns("teacher", 4, 36, [52, 40, 40, 8], 13), columns("student", 74, 36, [34, 18, 8], 13)],
    arrows: [bend(-12, 52, 31, 98, 30), bend(12, 52, 41, 98, 42)],
  },
  "teacher-assistant": {
    columns: [
      columns("teacher", 4, 36, [56, 44, 10], 11),
      columns("baseline", 46, 36, [40, 28, 8], 10),
      columns("student", 84, 36, [24, 16, 6], 10),
    ],
    arrows: [arrow(33, 36, 43, 36), arrow(73, 36, 82, 36)],
  },
  pruning: {
    columns: [columns("student", 4, 36, [44, 44, 8], 14), columns("student", 98, 36, [8])],
    grids: [{ of: "student", x: 66, y: 14, gap: 14, rows: ["# ", " #", "# ", "##", " #"] }],
    arrows: [arrow(42, 36, 60, 36)],
  },
  subliminal: {
    columns: [columns("teacher", 48, 36, [40, 40, 10], 9), columns("student", 84, 36, [40, 40, 10], 9)],
    grids: [{ of: "baseline", x: 2, y: 24, gap: 9, rows: ["# #", " ##", "##."] }],
    arrows: [arrow(32, 36, 43, 36), arrow(73, 36, 81, 36)],
  },
};
