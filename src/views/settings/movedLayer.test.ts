import { describe, expect, it } from "vitest";
import { moved, placeAt } from "./movedLayer.ts";

describe("a layer that is moved", () => {
  it("stands at its new place, and the others keep their order", () => {
    const list = ["a", "b", "c", "d"];
    expect(moved(list, 0, 2)).toEqual(["b", "c", "a", "d"]);
    expect(moved(list, 3, 0)).toEqual(["d", "a", "b", "c"]);
    expect(moved(list, 1, 1)).toEqual(list);
  });

  it("stays where there is no such place", () => {
    const list = ["a", "b"];
    expect(moved(list, 0, -1)).toEqual(list);
    expect(moved(list, 1, 2)).toEqual(list);
    expect(moved([], 0, 0)).toEqual([]);
  });

  it("goes to the row whose middle is nearest to the pointer, above and below the list too", () => {
    const rows = [
      { top: 0, height: 20 },
      { top: 20, height: 60 },
      { top: 80, height: 20 },
    ];
    expect([-50, 25, 50, 75, 500].map((y) => placeAt(y, rows))).toEqual([0, 0, 1, 2, 2]);
  });
});
