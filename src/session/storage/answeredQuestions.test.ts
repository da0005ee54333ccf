import { describe, expect, it, vi } from "vitest";
import { fakeLocalStorage } from "../../testing/fakeLocalStorage.ts";
import {
  type AnsweredQuestion,
  answeredQuestions,
  forgetAnswers,
  keepAnswer,
  keepFirstAndLast,
  MAX_QUESTIONS,
} from "./answeredQuestions.ts";

const stored = fakeLocalStorage();
const KEY = "distillation-playground answers";
const answer = (id: string, guess: number | null = 0): AnsweredQuestion => ({
  ...{ lesson: "drop-3s", id, question: "How many 3s will it read?", options: ["none", "about half"] },
  ...{ guess, right: 1, came: "172 of 198" },
});

describe("answered questions", () => {
  it("come back in their order until they are forgotten; a later answer takes the place of an earlier one", () => {
    expect(keepAnswer(answer("prediction"))).toBe(true);
    expect(keepAnswer(answer("check", null))).toBe(true);
    expect(keepAnswer(answer("prediction", 1))).toBe(true);
    expect(answeredQuestions()).toEqual([answer("prediction", 1), answer("check", null)]);
    forgetAnswers();
    expect(answeredQuestions()).toEqual([]);
  });

  it("keep the first answer beside the one in the end", () => {
    keepFirstAndLast(answer("check", 0));
    expect(answeredQuestions()).toEqual([answer("check", 0)]);
    keepFirstAndLast(answer("check", 1));
    expect(answeredQuestions()).toEqual([{ ...answer("check", 0), last: 1 }]);
    keepFirstAndLast(answer("check", 0));
    expect(answeredQuestions()).toEqual([{ ...answer("check", 0), last: 0 }]);
    forgetAnswers();
  });

  it.each([
    "{",
    "7",
    '["x"]',
    "[{}]",
    JSON.stringify([{ ...answer("x"), right: 7 }]),
    JSON.stringify([{ ...answer("x"), last: 7 }]),
  ])("are none where %s is stored", (text) => {
    stored.set(KEY, text);
    expect(answeredQuestions()).toEqual([]);
  });

  it("are not kept without end, nor where they are none, nor where the browser refuses it", () => {
    expect(keepAnswer({ ...answer("x"), guess: 5 })).toBe(false);
    for (let i = 0; i < MAX_QUESTIONS; i++) expect(keepAnswer(answer(`${i}`))).toBe(true);
    expect(keepAnswer(answer("one more"))).toBe(false);
    expect(answeredQuestions()).toHaveLength(MAX_QUESTIONS);
    vi.stubGlobal("localStorage", undefined);
    expect(keepAnswer(answer("x"))).toBe(false);
  });
});
