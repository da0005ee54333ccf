import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { fakeLocalStorage } from "../../testing/fakeLocalStorage.ts";
import { newDraft, newPrediction } from "./draft.ts";
import { keepDraft, storedDraft, useKeptDraft } from "./keptDraft.ts";

const stored = fakeLocalStorage();
const start = { experiment: defaultExperiment, view: { image: null, scale: "linear", bias: 0, step: null } } as const;

describe("the lesson that is being composed", () => {
  it("is kept by the browser while texts are still missing", () => {
    const draft = { ...newDraft(start), prediction: newPrediction() };
    keepDraft(draft);
    expect(storedDraft()).toEqual(draft);
    expect(useKeptDraft.getState().draft).toBe(draft);
  });

  it("is forgotten, and is none where what is stored is damaged", () => {
    keepDraft(newDraft(start));
    keepDraft(null);
    expect(storedDraft()).toBeNull();
    keepDraft(newDraft(start));
    const [key] = [...stored.keys()];
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      JSON.stringify({ title: 3 }),
      stored.get(key!)!.replace("linear", "cubic"),
    ]) {
      stored.set(key!, text);
      expect(storedDraft(), text).toBeNull();
    }
  });
});
