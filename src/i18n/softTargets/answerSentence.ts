/** The one sentence on what teacher and student answer to an image. Page, lecture, text and report take it from here. */

import type { answerWords } from "./answerWords.en.ts";
import { areAlmostAlike } from "./evenShares.ts";
import { joined, type Piece } from "./pieces.ts";

export type AnswerWords = typeof answerWords;

/** What is known of the answers. */
export interface Answers {
  /** "none": there is no separate teacher network, and `teacher` are the probabilities of the twin without the method */
  readonly tone: "teacher" | "none";
  /** probabilities at the temperature, by class; null where they are not shown */
  readonly teacher: ArrayLike<number> | null;
  readonly student: ArrayLike<number> | null;
  /** the class of the image; undefined for a drawn one, of which nothing is right or wrong */
  readonly label: number | undefined;
  /** null where the method has none */
  readonly temperature: number | null;
  /** the step that the student's answer is of; null for the last one, which is not named */
  readonly step: number | null;
  /** whether the student starts from trained weights, so that its answers at step 0 are not chance */
  readonly startsTrained?: boolean | undefined;
  /** classes that the student never saw */
  readonly neverSeen: readonly number[];
  /** what has been added to the logits of which classes; 0 is not named */
  readonly bias: { readonly value: number; readonly classes: readonly number[] } | null;
  /** where there is no separate teacher: the name of the shown arm where it is not the method's own; null for the baseline */
  readonly arm?: string | null | undefined;
  /** the name of a class: a digit or a word */
  readonly nameOf: (c: number) => string;
  /** the place of an image in the test set, where its label stands for the image */
  readonly testImage?: number | undefined;
}

/** The least part that "hardly considers anything else" leaves unsaid. */
const SURE = 0.9;
/** Less than this is "<1 %", and is not found like anything. */
const HUNDREDTH = 0.0095;

/** A probability as whole percent, with a space that does not break: "54 %", "<1 %". */
export function wholePercent(share: number): string {
  const text = share < HUNDREDTH ? "<1" : share >= 0.995 && share < 1 ? ">99" : (100 * share).toFixed(0);
  return `${text}\u00a0%`;
}

/** The classes from the likeliest to the least likely. */
function ranked(probabilities: ArrayLike<number>): readonly number[] {
  return Array.from(probabilities, (_, c) => c).sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
}

type Sentence = readonly Piece[];

function teacherPart(answers: Answers, words: AnswerWords): readonly Sentence[] {
  const { teacher, temperature, label, nameOf } = answers;
  if (!teacher) return [];
  const name = (c: number): Piece => ({ text: nameOf(c), role: "teacher" });
  const [first, second, third] = ranked(teacher) as [number, number, number | undefined];
  const share = (c: number) => wholePercent(teacher[c]!);
  const t = temperature === null || temperature === 1 ? null : `${temperature}`;
  const isWrong = label !== undefined && first !== label;
  const correction = isWrong ? [words.rightAnswer({ text: nameOf(label) })] : [];
  if (t === null || temperature! < 1)
    return [
      teacher[first]! >= SURE
        ? words.sure(t, name(first))
        : words.unsure(t, name(first), share(first), name(second), share(second)),
      ...correction,
    ];
  if (areAlmostAlike(teacher))
    return [words.flat(t, teacher.length, teacher.length === 10 && /^\d$/.test(nameOf(first)))];
  const likes = () => {
    if (teacher[second]! < HUNDREDTH) return null;
    if (third === undefined || teacher[third]! < HUNDREDTH) return words.like(name(second), share(second));
    if (share(second) === share(third)) return words.likeEach(name(second), name(third), share(second));
    return words.likeBoth(words.like(name(second), share(second)), words.like(name(third), share(third)));
  };
  return [words.soft(t, !isWrong, name(first), share(first), likes()), ...correction];
}

function stepOf({ step }: Answers): string | null {
  return step === null ? null : step.toLocaleString("en-US");
}

function studentPart(answers: Answers, words: AnswerWords): readonly Sentence[] {
  const { student, label, step, neverSeen, bias, nameOf } = answers;
  if (!student) return [];
  if (step === 0 && !answers.startsTrained) return [words.untrained(student.length)];
  const name = (c: number): Piece => ({ text: nameOf(c), role: "student" });
  const top = ranked(student)[0]!;
  const added = bias && bias.value !== 0 ? { value: bias.value, classes: words.list(bias.classes.map(nameOf)) } : null;
  const who = words.student(stepOf(answers), added);
  const share = wholePercent(student[top]!);
  const said = () => {
    if (label === undefined) return words.answers(who, name(top), share);
    if (top === label) return words.isRight(who, name(top), share);
    return words.isWrong(who, name(top), share, { text: nameOf(label) }, wholePercent(student[label]!));
  };
  const shown = label ?? top;
  return [said(), ...(neverSeen.includes(shown) ? [words.neverSaw({ text: nameOf(shown) })] : [])];
}

/** Where there is no separate teacher: the network of the shown arm beside its twin without the method. */
function twinPart(answers: Answers, words: AnswerWords): readonly Sentence[] {
  const { teacher, student, label, step, neverSeen, arm, nameOf } = answers;
  if (!student) return [words.noSeparateTeacher];
  if (step === 0) return [words.noSeparateTeacher, words.bothUntrained(student.length)];
  const answer = (of: ArrayLike<number>, role: "student" | "baseline") => {
    const c = ranked(of)[0]!;
    return { c, name: { text: nameOf(c), role }, share: wholePercent(of[c]!) };
  };
  const own = answer(student, "student");
  // The baseline is its own twin.
  const twin = arm !== null && teacher && answer(teacher, "baseline");
  const method = words.method(stepOf(answers), arm, own.name, own.share);
  const isWrong = label !== undefined && [own, twin].some((one) => one && one.c !== label);
  const neverSaw = arm === null ? words.neverSaw : words.neitherSaw;
  return [
    words.noSeparateTeacher,
    twin ? words.andTwin(method, twin.name, twin.share) : words.noTwin(method),
    ...(isWrong ? [words.rightAnswer({ text: nameOf(label) })] : []),
    ...(label !== undefined && neverSeen.includes(label) ? [neverSaw({ text: nameOf(label) })] : []),
  ];
}

/** The sentence: first what the teacher answers, then what the student answers. */
export function answerSentence(answers: Answers, words: AnswerWords): readonly Piece[] {
  const { tone, testImage, label, nameOf } = answers;
  const opening =
    testImage === undefined || label === undefined
      ? []
      : [words.testImage(testImage.toLocaleString("en-US"), { text: nameOf(label) })];
  const sentences =
    tone === "none" ? twinPart(answers, words) : [...teacherPart(answers, words), ...studentPart(answers, words)];
  return joined([...opening, ...sentences].flatMap((sentence, i) => (i === 0 ? [sentence] : [words.space, sentence])));
}
