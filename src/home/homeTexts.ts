/** What Home says: its words with the recording's numbers in them. */

import { areAlmostAlike } from "../i18n/softTargets/evenShares.ts";
import type { HomeWords, NamedPart } from "../i18n/words/homeWords.en.ts";
import { softmax } from "../math/softmax.ts";
import type { HomeFacts } from "./homeFacts.ts";

/** The temperatures of the slider, from left to right. */
export const TEMPERATURES = [1, 2, 3, 4, 5, 8, 10, 15, 20, 30, 40] as const;

/** From this temperature on the second thoughts are spoken of. */
export const SOFT_FROM = 3;
/** The part of the third answer's share up to which the least likely one is hardly thought of. */
const HARDLY = 1 / 3;

/** What Home is at: a question, a guess, the race of both small networks, and the doors to other places. */
export type Stage = "ask" | "predict" | "race" | "doors";

/** Which of the two small networks a visitor expects to misread fewer digits. */
export type Guess = "taught" | "plain" | "same";

/** Shares that have a name, and how far from one a share may be that is called so. */
const NAMED: readonly (readonly [NamedPart, number])[] = [
  ["tenth", 1 / 10],
  ["fifth", 1 / 5],
  ["quarter", 1 / 4],
  ["third", 1 / 3],
  ["two fifths", 2 / 5],
  ["two thirds", 2 / 3],
  ["three quarters", 3 / 4],
];
const NAMED_WITHIN = 0.025;

/** A share by its name, or in whole percent where none is near. */
export function namedShare(share: number): NamedPart | number {
  const off = ([, value]: readonly [NamedPart, number]) => Math.abs(value - share);
  const nearest = NAMED.reduce((a, b) => (off(b) < off(a) ? b : a));
  return off(nearest) <= NAMED_WITHIN ? nearest[0] : Math.round(share * 100);
}

/** The classes by falling probability. */
export function ranking(logits: readonly number[]): readonly number[] {
  return logits.map((_, digit) => digit).sort((a, b) => logits[b]! - logits[a]!);
}

/** The sentence of the result: which it is follows from the interval of errors saved. */
export function outcome(words: HomeWords, { errors, verdict }: HomeFacts, guess: Guess | null): string {
  const share = namedShare(Math.abs(errors.plain - errors.taught) / errors.plain);
  if (verdict === "cannot-tell") return words.undecided;
  const right: Guess = verdict === "helps" ? "taught" : "plain";
  const say = verdict === "helps" ? words.fewer : words.more;
  return say(share, guess && (guess === right ? "right" : "wrong"));
}

/** Home's sentence. @param moved whether the slider has been moved */
export function sentence(
  words: HomeWords,
  facts: HomeFacts,
  at: {
    readonly stage: Stage;
    readonly temperature: number;
    readonly moved: boolean;
    readonly guess: Guess | null;
  },
): string {
  if (at.stage === "predict") return words.predict(facts.digit);
  if (at.stage === "race") return words.race(facts.student.images);
  if (at.stage === "doors") return outcome(words, facts, at.guess);
  const ranked = ranking(facts.logits);
  const shares = softmax(facts.logits, at.temperature);
  if (areAlmostAlike(shares)) return words.flat;
  if (at.temperature >= SOFT_FROM) {
    const [, second, third] = ranked as [number, number, number];
    const least = ranked.at(-1)!;
    const say = shares[least]! <= HARDLY * shares[third]! ? words.soft : words.closer;
    return say(second, third, least);
  }
  return at.moved && at.temperature > 1 ? words.begin : words.ask(ranked[0]!);
}

/** A sentence in pieces: text, and digits that are marked in it. */
export function pieces(text: string): readonly { readonly text: string; readonly marked: boolean }[] {
  return text
    .split("*")
    .map((piece, i) => ({ text: piece, marked: i % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/** What a chart of bars says to those who do not see it: the three likeliest classes at a temperature. */
export function spokenAnswer(words: HomeWords, { logits }: HomeFacts, temperature: number): string {
  const shares = softmax(logits, temperature);
  const share = (digit: number) => (100 * shares[digit]!).toFixed(shares[digit]! < 0.1 ? 1 : 0);
  const likeliest = ranking(logits).slice(0, 3);
  return words.answers(likeliest.map((digit) => words.answer(digit, share(digit))).join(", "));
}

/** The texts that stand in the page from the beginning, by the name of the element that has each. */
export function standingTexts(words: HomeWords, facts: HomeFacts) {
  const { teacher, student, saved, taught, temperature } = facts;
  return {
    brand: words.title,
    lessons: words.lessons,
    lab: words.lab,
    section: words.section,
    present: words.present,
    otherLanguage: words.otherLanguage,
    large: words.large,
    teacher: words.teacher,
    parameters: words.parameters(teacher.parameters),
    temperature: words.temperature,
    sure: words.sure,
    open: words.open,
    effect: words.effect,
    teach: words.teach,
    moveFirst: words.moveFirst,
    whole: words.whole(temperature),
    only: words.only(facts.digit),
    taught: words.taught,
    plain: words.plain,
    lineTaught: words.lineTaught,
    linePlain: words.linePlain,
    lineTeacher: words.lineTeacher,
    question: words.question,
    guessTaught: words.guessTaught,
    guessPlain: words.guessPlain,
    guessSame: words.guessSame,
    training: words.training,
    wrong: words.wrong(facts.total),
    unequal: words.unequal(teacher.images, teacher.shifted, student.images),
    doorClass: words.doorClass,
    doorClassAbout: words.doorClassAbout,
    doorLab: words.doorLab,
    doorLabAbout: words.doorLabAbout,
    source: words.source,
    figures: words.figures(taught.length, saved.mean, saved.low, saved.high),
    recorded: words.recorded(facts.date, facts.seed),
  };
}

/** Names of elements that have no text of their own, in the same way. */
export function standingLabels(words: HomeWords, facts: HomeFacts) {
  return {
    places: words.places,
    menu: words.menu,
    language: words.languageLabel,
    image: words.image(facts.digit),
  };
}
