/** The words of the sentence on what teacher and student answer, in English. */

import { type Piece, type Said, say } from "./pieces.ts";

/** The article of a class: "an 8", "an 11", "an Ankle boot". */
const article = (name: string) => (/^(8|11$|18$|[AEIO])/i.test(name) ? "an" : "a");
const one = (name: Piece) => say`${article(name.text)} ${name}`;
const named = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const number = (n: number) => named[n] ?? `${n}`;

export const answerWords = {
  space: " ",
  list: (names: readonly string[]) =>
    names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`,
  /** a class with its probability among those that an image is found like */
  like: (name: Piece, share: string) => say`${one(name)} (${share})`,
  likeBoth: (a: Said, b: Said) => say`${a} and ${b}`,
  likeEach: (a: Piece, b: Piece, share: string) => say`${one(a)} and ${one(b)} (${share} each)`,
  testImage: (place: string, label: Piece) => say`Test image ${place}, ${one(label)}:`,
  /** `t` is null at temperature 1, where it is not named */
  sure: (t: string | null, top: Piece) =>
    t === null
      ? say`The teacher answers ${top} and hardly considers anything else.`
      : say`At temperature ${t} the teacher answers ${top} and hardly considers anything else.`,
  unsure: (t: string | null, first: Piece, p: string, second: Piece, q: string) =>
    t === null
      ? say`The teacher answers ${first} (${p}), then ${second} (${q}).`
      : say`At temperature ${t} the teacher answers ${first} (${p}), then ${second} (${q}).`,
  /** `likes` is null where no other class has a hundredth */
  soft: (t: string, isStill: boolean, first: Piece, p: string, likes: Said | null) =>
    likes === null
      ? say`At temperature ${t} the teacher ${isStill ? "still " : ""}answers ${first} (${p}) and hardly considers anything else.`
      : say`At temperature ${t} the teacher ${isStill ? "still " : ""}answers ${first} (${p}), and finds it like ${likes}.`,
  flat: (t: string, classes: number, areDigits: boolean) =>
    say`At temperature ${t} the teacher rates all ${number(classes)} ${areDigits ? "digits" : "classes"} almost alike.`,
  rightAnswer: (label: Piece) => say`The right answer is ${label}.`,
  /** the student, after the step and the bias that its answer is of */
  student: (step: string | null, bias: { readonly value: number; readonly classes: string } | null) => {
    if (bias === null) return say`${step === null ? "The" : `At step ${step} the`} student`;
    const value = `${bias.value > 0 ? "+" : "−"}${Math.abs(bias.value)}`;
    return say`${step === null ? "With" : `At step ${step}, with`} ${value} added to the score of ${bias.classes}, the student`;
  },
  answers: (who: Said, top: Piece, p: string) => say`${who} answers ${top} (${p}).`,
  isRight: (who: Said, top: Piece, p: string) => say`${who} answers ${top} (${p}): right.`,
  isWrong: (who: Said, top: Piece, p: string, label: Piece, q: string) =>
    say`${who} answers ${top} (${p}): wrong. It gives ${q} to ${label}.`,
  untrained: (classes: number) => say`The student is untrained: its ${number(classes)} answers are chance.`,
  neverSaw: (name: Piece) => say`It never saw ${one(name)}.`,
  noSeparateTeacher: say`There is no separate teacher network here.`,
  /** the network of the method, of an arm with a name, or of the baseline, whose name is null */
  method: (step: string | null, arm: string | null | undefined, top: Piece, p: string) =>
    say`${step === null ? "W" : `At step ${step}, w`}ith${arm ? ` “${arm}”` : `${arm === null ? "out" : ""} the method`} the network answers ${top} (${p})`,
  andTwin: (method: Said, top: Piece, p: string) => say`${method}, its twin without it ${top} (${p}).`,
  noTwin: (method: Said) => say`${method}.`,
  bothUntrained: (classes: number) => say`The networks are untrained: their ${number(classes)} answers are chance.`,
  neitherSaw: (name: Piece) => say`Neither ever saw ${one(name)}.`,
};
