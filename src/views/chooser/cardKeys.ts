/** Arrow keys among cards that stand in rows. */

/** Where an element stands. */
export interface Box {
  readonly left: number;
  readonly top: number;
}

/** Two cards stand in one row where their tops differ by less than this, in pixels. */
const SAME_ROW = 4;

/**
 * The place of the card that an arrow key leads to; `from` where there is none.
 * @param boxes of all cards in reading order
 */
export function cardAfter(boxes: readonly Box[], from: number, key: string): number {
  if (key === "ArrowRight" || key === "ArrowLeft") {
    const next = from + (key === "ArrowRight" ? 1 : -1);
    return next in boxes ? next : from;
  }
  if (key === "Home") return 0;
  if (key === "End") return boxes.length - 1;
  const here = boxes[from];
  const sign = key === "ArrowDown" ? 1 : -1;
  if (!here || (key !== "ArrowDown" && key !== "ArrowUp")) return from;
  const beyond = boxes.flatMap((box, place) => {
    const down = sign * (box.top - here.top);
    return down > SAME_ROW ? [{ place, down, aside: Math.abs(box.left - here.left) }] : [];
  });
  const nearest = Math.min(...beyond.map(({ down }) => down));
  const row = beyond.filter(({ down }) => down < nearest + SAME_ROW);
  return row.sort((a, b) => a.aside - b.aside)[0]?.place ?? from;
}
