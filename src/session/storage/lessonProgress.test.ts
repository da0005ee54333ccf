import { describe, expect, it } from "vitest";
import { fakeLocalStorage } from "../../testing/fakeLocalStorage.ts";
import { forgetProgress, keepProgress, keptProgress } from "./lessonProgress.ts";

const stored = fakeLocalStorage();
const KEY = "distillation-playground lessons";

describe("the progress of lessons", () => {
  it("comes back until it is cleared", () => {
    const all = { "drop-3s": { done: ["drop"], chosen: { guess: 2 }, card: 3 } };
    keepProgress(all);
    expect(keptProgress()).toEqual(all);
    forgetProgress();
    expect(keptProgress()).toEqual({});
    expect(stored.size).toBe(0);
  });

  it.each([
    "no JSON",
    "[]",
    '{"drop-3s":{"done":[],"chosen":{},"card":0}}',
    '{"drop-3s":{"done":["<b>"],"chosen":{},"card":1}}',
    '{"drop-3s":{"done":[],"chosen":{"guess":-1},"card":1}}',
    '{"drop-3s":{"done":[],"chosen":{},"card":1,"other":1}}',
  ])("is none where %s is stored", (text) => {
    stored.set(KEY, text);
    expect(keptProgress()).toEqual({});
  });
});
