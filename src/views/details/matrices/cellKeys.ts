/** Keys that lead from one cell of a matrix of classes to another. */

import type { Cell } from "./cellImages.ts";

/** Where an arrow key leads, as [rows, columns]. */
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cell that a key leads to from another one; null for other keys. */
export function cellAfter(key: string, { trueClass, answer }: Cell, classes: number): Cell | null {
  if (key === "Home") return { trueClass, answer: 0 };
  if (key === "End") return { trueClass, answer: classes - 1 };
  const move = MOVES[key];
  if (!move) return null;
  const within = (c: number) => Math.min(classes - 1, Math.max(0, c));
  return { trueClass: within(trueClass + move[0]), answer: within(answer + move[1]) };
}
