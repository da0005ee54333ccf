import { beforeEach, describe, expect, it } from "vitest";
import type { PressedKey } from "../lecture/lectureKeys.ts";
import { countsOf, useSlideCounts } from "./slideCounts.ts";
import { slideCommandOf } from "./slideKeys.ts";

const press = (key: string, options: number, change: Partial<PressedKey> = {}) =>
  slideCommandOf({ key, code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...change }, options);

describe("the keys of a lesson's slide", () => {
  it("count one more by the option's digit, and one fewer with Shift, whatever the layout types", () => {
    expect(press("1", 3, { code: "Digit1" })).toEqual({ id: "count", option: 0, by: 1 });
    expect(press("!", 3, { code: "Digit1", shiftKey: true })).toEqual({ id: "count", option: 0, by: -1 });
    expect(press("&", 3, { code: "Digit1" })).toEqual({ id: "count", option: 0, by: 1 });
    expect(press("3", 3, { code: "Numpad3" })).toEqual({ id: "count", option: 2, by: 1 });
    expect(press("Backspace", 3)).toEqual({ id: "clear" });
  });

  it("do nothing for an option that the card lacks, nor with the browser's own shortcuts", () => {
    expect(press("4", 3, { code: "Digit4" })).toBeNull();
    expect(press("0", 3, { code: "Digit0" })).toBeNull();
    expect(press("1", 3, { code: "Digit1", ctrlKey: true })).toBeNull();
  });

  it("are those of a lecture on a card that asks nothing, and for all other keys", () => {
    expect(press("3", 0, { code: "Digit3" })).toEqual({ id: "drop", class: 3 });
    expect(press("Backspace", 0)).toBeNull();
    expect(press("PageDown", 3)).toEqual({ id: "beat", by: 1 });
    expect(press("p", 3)).toEqual({ id: "predict" });
  });
});

describe("the counts of a class", () => {
  beforeEach(() => useSlideCounts.setState({ all: {} }));
  const read = (card = "guess") => countsOf(useSlideCounts.getState().all, "drop-3s", card, 3);

  it("are kept by lesson and card, and never below zero", () => {
    const { add, clear } = useSlideCounts.getState();
    for (const by of [1, 1, -1] as const) add("drop-3s", "guess", 2, by);
    add("drop-3s", "guess", 0, -1);
    add("fsp", "guess", 1, 1);
    add("drop-3s", "check", 1, 1);
    expect(read()).toEqual([0, 0, 1]);
    expect(read("check")).toEqual([0, 1, 0]);
    clear("drop-3s", "guess");
    expect(read()).toEqual([0, 0, 0]);
    expect(read("check")).toEqual([0, 1, 0]);
  });

  it("stay when what the card hides is revealed and hidden again", () => {
    const { add, reveal } = useSlideCounts.getState();
    const revealed = () => useSlideCounts.getState().all["drop-3s"]?.revealed;
    add("drop-3s", "guess", 1, 1);
    reveal("drop-3s", "guess");
    expect(revealed()).toEqual(["guess"]);
    reveal("drop-3s", "guess");
    expect(revealed()).toEqual([]);
    expect(read()).toEqual([0, 1, 0]);
  });
});
