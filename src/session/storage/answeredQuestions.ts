/** The questions of lessons that the visitor has answered, with what came: kept in this browser, until they are cleared. */

import * as v from "valibot";
import { fields, list, text, wholeNumber } from "../../domain/schemaParts.ts";
import { textStorage } from "./textStorage.ts";

/** How many questions are kept; fourteen lessons have two each. */
export const MAX_QUESTIONS = 64;
/** How many answers a question may offer. */
const MAX_OPTIONS = 8;

const option = wholeNumber(0, MAX_OPTIONS - 1);

/** A question with the visitor's guess and what came. */
export const AnsweredQuestionSchema = v.pipe(
  fields({
    /** the lesson's id; null for a question outside of lessons */
    lesson: v.nullable(text(64)),
    /** which question of the lesson: two answers to one question are never kept */
    id: text(64),
    /** the question and its answers, in the language in which they were read */
    question: text(600),
    options: list(text(300), MAX_OPTIONS),
    /** the answer that was chosen, as a place in `options`; null where the question was skipped */
    guess: v.nullable(option),
    /** the answer in the end, where others were tried after the first one */
    last: v.optional(option),
    /** the answer that came */
    right: option,
    /** what came, as a text: "172 of 198" */
    came: text(600),
  }),
  v.check(
    ({ options, guess, last, right }) => Math.max(right, guess ?? 0, last ?? 0) < options.length,
    "guess, last and right must be places in its options",
  ),
);
export type AnsweredQuestion = v.InferOutput<typeof AnsweredQuestionSchema>;

const KEY = "answers";
const QuestionsSchema = list(AnsweredQuestionSchema, MAX_QUESTIONS);

/** Whether two answers are to the same question. */
export function isSameQuestion(a: AnsweredQuestion, b: AnsweredQuestion): boolean {
  return a.lesson === b.lesson && a.id === b.id;
}

/** The answered questions in the order in which they were first answered; none where what is stored is damaged. */
export function answeredQuestions(): readonly AnsweredQuestion[] {
  try {
    return v.parse(QuestionsSchema, JSON.parse(textStorage.get(KEY) ?? "[]"));
  } catch {
    return [];
  }
}

/** Keeps an answer, in the place of an earlier one to the same question. @returns whether the browser has stored it */
export function keepAnswer(answer: AnsweredQuestion): boolean {
  const before = answeredQuestions();
  const isKnown = before.some((one) => isSameQuestion(one, answer));
  const after = isKnown ? before.map((one) => (isSameQuestion(one, answer) ? answer : one)) : [...before, answer];
  const kept = v.safeParse(QuestionsSchema, after);
  return kept.success && textStorage.set(KEY, JSON.stringify(kept.output));
}

/** Keeps an answer as the first one to its question, or as the one in the end where the question has one already. */
export function keepFirstAndLast(answer: AnsweredQuestion): boolean {
  const first = answeredQuestions().find((one) => isSameQuestion(one, answer));
  return keepAnswer(first && answer.guess !== null ? { ...first, last: answer.guess } : answer);
}

export function forgetAnswers(): void {
  textStorage.remove(KEY);
}
