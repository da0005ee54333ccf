import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { type Condition, type MomentCondition, meets, partsOf, progressBy } from "./conditions.ts";
import type { LessonState } from "./lessonState.ts";

const errors = { all: 93, dropped: 15, others: 78, classTotals: [], classErrors: [] };

/** A state in which the 3 is shown after the first of five evaluations. */
const state: LessonState = {
  experiment: defaultExperiment,
  params: { temperature: 4, softWeight: 0.9, mistake: "none" },
  ...{ temperature: 4, trained: 4, scale: "linear", label: 3, image: 3, dropped: [3], bias: 0.5 },
  ...{ arm: "taught", step: 250, steps: [0, 100, 200, 300, 400], detail: "lossCard" },
  ...{ teacher: null, student: null, errors, twinErrors: null },
};

/** Each condition, whether the state above meets it, and a change of the state that turns the answer. */
const laws: readonly (readonly [MomentCondition, boolean, Partial<LessonState>])[] = [
  [{ is: "temperature", atLeast: 4, atMost: 4 }, true, { temperature: 3.9 }],
  [{ is: "temperature", atLeast: 1 }, true, { temperature: null }],
  [{ is: "digit", of: 3 }, true, { label: 9 }],
  [{ is: "digit", notOf: [3] }, false, { label: 9 }],
  [{ is: "digit", notOf: [9] }, true, { label: undefined }],
  [{ is: "scale", of: "others" }, false, { scale: "others" }],
  [{ is: "dropped", classes: [3] }, true, { dropped: [3, 5] }],
  [{ is: "bias", atLeast: 1 }, false, { bias: 1 }],
  [{ is: "errors", atMost: 93 }, true, { errors: { ...errors, all: 94 } }],
  [{ is: "errors", atMost: 93 }, true, { errors: null }],
  [{ is: "param", name: "softWeight", atMost: 0 }, false, { params: { softWeight: 0 } }],
  [{ is: "param", name: "softWeight", atLeast: 0 }, true, { params: {} }],
  [{ is: "choice", name: "mistake", of: "no-t-squared" }, false, { params: { mistake: "no-t-squared" } }],
  [{ is: "detail", of: "lossCard" }, true, { detail: null }],
  [{ is: "arm", of: "plain" }, false, { arm: "plain" }],
  [{ is: "part of run", atLeast: 0.5 }, true, { step: 199 }],
  [{ is: "part of run", atMost: 0 }, false, { step: 0 }],
  [{ is: "part of run", atLeast: 1 }, false, { step: 401 }],
];

describe("a condition", () => {
  it.each(laws)("%j is met or not by the state alone", (condition, isMet, change) => {
    expect(meets(state, condition)).toBe(isMet);
    expect(meets({ ...state, ...change }, condition)).toBe(!isMet);
  });

  it("on the place in a run is not met before the first evaluation", () => {
    expect(meets({ ...state, steps: [] }, { is: "part of run", atLeast: 0 })).toBe(false);
  });
});

describe("a sequence", () => {
  const sequence: Condition = {
    is: "sequence",
    of: [
      { is: "temperature", atLeast: 20 },
      { is: "temperature", atMost: 1 },
    ],
  };

  it("counts each condition from when those before it have been met", () => {
    expect(partsOf(sequence)).toBe(2);
    expect(progressBy({ ...state, temperature: 1 }, sequence, 0)).toBe(0);
    const first = progressBy({ ...state, temperature: 20 }, sequence, 0);
    expect(first).toBe(1);
    expect(progressBy({ ...state, temperature: 4 }, sequence, first)).toBe(1);
    expect(progressBy({ ...state, temperature: 1 }, sequence, first)).toBe(2);
  });

  it("of one is any other condition", () => {
    const one: Condition = { is: "temperature", atLeast: 4 };
    expect(partsOf(one)).toBe(1);
    expect(progressBy(state, one, 0)).toBe(1);
  });
});
