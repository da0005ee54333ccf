import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { BLANK, type ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import {
  blockedCards,
  doneFromStart,
  missingIn,
  movedUp,
  newPrediction,
  withAllControls,
  withControl,
  withItem,
  withText,
} from "./draft.ts";

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

  it("names the cards that are done from the start", () => {
    const card = { title: {}, text: { en: "x" } };
    const cards: ComposedLesson["cards"] = [
      { ...card, until: { is: "control", control: "temperature", atLeast: 4, atMost: null } },
      { ...card, until: { is: "control", control: "temperature", atLeast: 5, atMost: null } },
      { ...card, until: { is: "control", control: "bias", atLeast: null, atMost: 0 } },
      { ...card, until: { is: "dropped", digit: 3 } },
    ];
    expect(doneFromStart({ ...blank, cards })).toEqual([1, 3]);
  });

  it("names what is missing, in the order of the fields", () => {
    const cards: ComposedLesson["cards"] = [
      { title: {}, text: {}, until: { is: "control", control: "bias", atLeast: 2, atMost: 1 } },
    ];
    const prediction = { ...newPrediction(), question: { zh: "？" }, options: [{ en: "a" }, {}] };
    expect(missingIn({ ...blank, title: {}, cards, prediction })).toEqual([
      { is: "title" },
      { is: "card", n: 1 },
      { is: "range", n: 1 },
      { is: "option", of: "prediction", n: 2 },
    ]);
    expect(missingIn(blank)).toEqual([]);
  });

  it("puts all controls into one state, with single classes as all of them", () => {
    const single = withControl(blank, "class.3", "locked");
    expect(withAllControls(single, ["bias", "temperature"], "hidden").controls).toEqual({
      bias: "hidden",
      temperature: "hidden",
    });
    expect(withAllControls(single, ["bias"], "free").controls).toEqual({});
  });

  it("moves a card one place up", () => {
    expect(movedUp(["a", "b", "c"], 2)).toEqual(["a", "c", "b"]);
  });

  it("changes one item of a list", () => {
    expect(withItem(["a", "b"], 1, "c")).toEqual(["a", "c"]);
  });
});
