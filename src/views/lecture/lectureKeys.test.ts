import { describe, expect, it } from "vitest";
import { commandOf, type PressedKey } from "./lectureKeys.ts";

const press = (key: string, change: Partial<PressedKey> = {}) =>
  commandOf({ key, code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...change });

describe("the keys of a lecture", () => {
  it("are those of a clicker", () => {
    expect(press("PageDown")).toEqual(press("ArrowRight"));
    expect(press("PageUp")).toEqual(press("ArrowLeft"));
    expect(press(".")).toEqual(press("b"));
    expect(press("F5")).toBeNull();
  });

  it("move the bias by 0.2, and with Shift by 0.1", () => {
    expect(press("=")).toEqual({ id: "bias", by: 0.2 });
    expect(press("-")).toEqual({ id: "bias", by: -0.2 });
    expect(press("+", { shiftKey: true })).toEqual({ id: "bias", by: 0.1 });
    expect(press("_", { shiftKey: true })).toEqual({ id: "bias", by: -0.1 });
  });

  it("are capital or small letters, and D alone goes back with Shift", () => {
    expect(press("P", { shiftKey: true })).toEqual(press("p"));
    expect(press("D", { shiftKey: true })).toEqual({ id: "digit", by: -1 });
    expect(press("D")).toEqual({ id: "digit", by: 1 });
    expect(press("?", { shiftKey: true })).toEqual({ id: "keys" });
    expect(press("3")).toEqual({ id: "drop", class: 3 });
    expect(press("N")).toEqual({ id: "notes" });
  });

  it("L leaves, and Escape first closes what is open", () => {
    expect(press("l")).toEqual({ id: "leave" });
    expect(press("Escape")).toEqual({ id: "close" });
  });

  it("act while an input method takes the letters", () => {
    expect(press("Process", { code: "KeyP" })).toEqual({ id: "predict" });
  });

  it("leave the browser's own shortcuts alone", () => {
    for (const held of ["ctrlKey", "metaKey", "altKey"]) expect(press("r", { [held]: true })).toBeNull();
  });
});
