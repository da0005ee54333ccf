import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { BLANK, type ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { blockedCards, withControl, withItem, withText } from "./draft.ts";

const blank: ComposedLesson = { ...BLANK, title: { en: "Threes" }, experiment: defaultExperiment };

describe("a lesson that is being composed", () => {
  it("leaves out texts that are empty", () => {
    expect(withText({}, "en", "a")).toEqual({ en: "a" });
    expect(withText({ en: "a", zh: "b" }, "en", "")).toEqual({ zh: "b" });
  });

  it("forgets the reason of a control that is no longer locked", () => {
    const locked = { ...withControl(blank, "bias", "locked"), reasons: { bias: { en: "Later." } } };
    expect(locked.controls).toEqual({ bias: "locked" });
    expect(withControl(locked, "bias", "locked").reasons).toEqual({ bias: { en: "Later." } });
    expect(withControl(locked, "bias", "hidden")).toMatchObject({ controls: { bias: "hidden" }, reasons: {} });
    expect(withControl(locked, "bias", "free")).toMatchObject({ controls: {}, reasons: {} });
  });

  it("names the cards that wait for what cannot be moved", () => {
    const card = { title: {}, text: { en: "x" } };
    const cards: ComposedLesson["cards"] = [
      { ...card, until: { is: "control", control: "bias", atLeast: 1, atMost: null } },
      { ...card, until: { is: "dropped", digit: 3 } },
      { ...card, until: null },
    ];
    expect(blockedCards({ ...blank, cards })).toEqual([]);
    expect(blockedCards({ ...blank, cards, controls: { bias: "hidden" } })).toEqual([1]);
    expect(blockedCards({ ...blank, cards, controls: { "class.3": "locked" } })).toEqual([2]);
    expect(blockedCards({ ...blank, cards, controls: { bias: "locked", dropClasses: "hidden" } })).toEqual([1, 2]);
  });

  it("changes one item of a list", () => {
    expect(withItem(["a", "b"], 1, "c")).toEqual(["a", "c"]);
  });
});
