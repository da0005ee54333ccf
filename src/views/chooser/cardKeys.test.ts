import { describe, expect, it } from "vitest";
import { cardAfter } from "./cardKeys.ts";

/** Three cards in a row, then two below. */
const boxes = [
  { left: 0, top: 0 },
  { left: 100, top: 1 },
  { left: 200, top: 0 },
  { left: 0, top: 80 },
  { left: 100, top: 80 },
];

describe("arrow keys among cards", () => {
  it.each([
    ["ArrowRight", 2, 3],
    ["ArrowLeft", 3, 2],
    ["ArrowLeft", 0, 0],
    ["ArrowRight", 4, 4],
    ["ArrowDown", 1, 4],
    ["ArrowDown", 2, 4],
    ["ArrowUp", 4, 1],
    ["ArrowUp", 1, 1],
    ["ArrowDown", 3, 3],
    ["Home", 4, 0],
    ["End", 0, 4],
    ["Enter", 2, 2],
  ])("%s leads from card %i to card %i", (key, from, to) => {
    expect(cardAfter(boxes, from, key)).toBe(to);
  });
});
