/** What the page plays of a composed lesson: its cards in order, and their texts in the language of the page. */

import { armsOf } from "../../domain/experiment.ts";
import type { Control, ControlState } from "../../places/controls.ts";
import type { Region } from "../../places/regions.ts";
import type { Condition } from "../conditions.ts";
import type { Card, CardText, Played, PlayedText, Scene } from "../lesson.ts";
import type { ComposedCard, ComposedLesson, Done, Words } from "./composedLesson.ts";

type Language = keyof PlayedTexts;
type PlayedTexts = Played["texts"];

const TAGS = { en: "en", zh: "zh-Hans" } as const;

/** Titles of the cards that have none of their own. */
const TITLES = {
  en: { prediction: "Before you look", check: "One question", lab: "Now the lab" },
  zh: { prediction: "先猜一猜", check: "一个问题", lab: "进入实验室" },
} as const;

/** What is said of a locked control for which no reason was written. */
const LOCKED = { en: "Locked", zh: "已锁定" } as const;

/** A text as it is shown, and its language where it is not the page's. */
interface Said {
  readonly text: string;
  readonly language?: string;
}

const other = (page: Language): Language => (page === "en" ? "zh" : "en");

/** A text in the language of the page, or in the other one; empty where it is in none. */
function said(words: Words, page: Language): Said {
  const own = words[page];
  if (own !== undefined) return { text: own };
  const foreign = words[other(page)];
  return foreign === undefined ? { text: "" } : { text: foreign, language: TAGS[other(page)] };
}

/** Texts of one list, in one language where one of the two has all of them. */
function saidTogether(list: readonly Words[], page: Language): { texts: readonly string[]; language?: string } {
  const isIn = (language: Language) => list.every((words) => words[language] !== undefined);
  if (isIn(page) || !isIn(other(page))) return { texts: list.map((words) => said(words, page).text) };
  return { texts: list.map((words) => words[other(page)]!), language: TAGS[other(page)] };
}

/** Two texts, one after the other. They are in one language where one of the two has both. */
function joined(words: readonly Words[], page: Language): Said {
  const { texts, ...rest } = saidTogether(words, page);
  return { text: texts.filter((text) => text !== "").join(" "), ...rest };
}

function languagesOf(
  parts: Readonly<Record<string, { readonly language?: string }>>,
): NonNullable<CardText["languages"]> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, { language }]) => (language === undefined ? [] : [[name, language]])),
  );
}

/** The condition that ends a card. */
function conditionOf(done: Exclude<Done, { is: "guess" }>): Condition {
  if (done.is === "dropped") return { is: "droppedClass", of: done.digit };
  const range = {
    ...(done.atLeast === null ? {} : { atLeast: done.atLeast }),
    ...(done.atMost === null ? {} : { atMost: done.atMost }),
  };
  if (done.control === "temperature" || done.control === "bias") return { is: done.control, ...range };
  return { is: "param", name: done.control.slice("param.".length), ...range };
}

/** What stands beside every card: what is not hidden. The bias of dropped classes is part of the result. */
function regionsOf({ controls, experiment, trains }: ComposedLesson): readonly Region[] {
  const isShown = (control: keyof typeof controls) => controls[control] !== "hidden";
  return [
    ...(isShown("dropClasses") ? (["drop"] as const) : []),
    ...(isShown("arm") && armsOf(experiment).length > 2 ? (["arms"] as const) : []),
    ...(trains ? (["train"] as const) : []),
    ...(isShown("step") ? (["time"] as const) : []),
    ...(["result", "chart"] as const),
  ];
}

/** One card with its texts, which depend on the language of the page. */
interface Part {
  readonly card: Card;
  text(page: Language): CardText;
}

const inOrder = (parts: readonly Part[], page: Language) =>
  Object.fromEntries(parts.map(({ card, text }) => [card.id, text(page)]));

/** The cards of a lesson. */
function partsOf(composed: ComposedLesson): readonly Part[] {
  const { cards, prediction, check, title } = composed;
  const shows = regionsOf(composed);
  const titleOf = (words: Words, page: Language) => said((words.en ?? words.zh) === undefined ? title : words, page);
  const guess = (id: string, before: ComposedCard | null): Part => ({
    card: { kind: "predict", id, shows, right: () => prediction!.right },
    text: (page) => {
      const heading = before ? titleOf(before.title, page) : { text: TITLES[page].prediction };
      const body = joined([...(before ? [before.text] : []), prediction!.question], page);
      const options = saidTogether(prediction!.options, page);
      const came = said(prediction!.came, page);
      return {
        title: () => heading.text,
        body: () => body.text,
        options: () => options.texts,
        replies: () => options.texts.map(() => came.text),
        came: () => came.text || options.texts[prediction!.right]!,
        languages: languagesOf({ title: heading, body, options, replies: came }),
      };
    },
  });
  const own = (card: ComposedCard, i: number): Part => {
    const id = `card-${i + 1}`;
    if (card.until?.is === "guess") return guess(id, card);
    const condition = card.until ? conditionOf(card.until) : null;
    return {
      card: condition ? { kind: "act", id, shows, until: () => condition } : { kind: "look", id, shows },
      text: (page) => {
        const [heading, text] = [titleOf(card.title, page), said(card.text, page)];
        const part = condition ? "action" : "body";
        return {
          title: () => heading.text,
          [part]: () => text.text,
          languages: languagesOf({ title: heading, [part]: text }),
        };
      },
    };
  };
  const parts = cards.map(own);
  if (prediction && !cards.some(({ until }) => until?.is === "guess")) parts.push(guess("prediction", null));
  if (check)
    parts.push({
      card: { kind: "check", id: "check", shows, right: check.right },
      text: (page) => {
        const question = said(check.question, page);
        const options = saidTogether(check.options, page);
        const replies = saidTogether(check.replies, page);
        return {
          title: () => TITLES[page].check,
          body: () => question.text,
          options: () => options.texts,
          replies: () => replies.texts,
          languages: languagesOf({ body: question, options, replies }),
        };
      },
    });
  const end = (kind: "lab" | "look"): Part => ({
    card: { kind, id: kind, shows },
    text: (page) => {
      const heading = kind === "lab" ? { text: TITLES[page].lab } : said(title, page);
      return { title: () => heading.text, languages: languagesOf({ title: heading }) };
    },
  });
  if (composed.endsInLab) parts.push(end("lab"));
  // What came of a guess is told on the card after it.
  else if (parts.length === 0 || parts.at(-1)?.card.kind === "predict") parts.push(end("look"));
  return parts;
}

/** The scene from which the first card starts. */
function sceneOf({ experiment, view }: ComposedLesson): Scene {
  return { experiment, ...view };
}

/**
 * The lesson as the page plays it.
 * @param id the name under which its progress is kept
 */
export function lessonOf(composed: ComposedLesson, id: string): Played {
  const parts = partsOf(composed);
  const lockedControls = (Object.entries(composed.controls) as [keyof ComposedLesson["controls"], ControlState][])
    .filter(([, state]) => state === "locked")
    .map(([control]) => control);
  const textIn = (page: Language): PlayedText => {
    const title = said(composed.title, page);
    const locked = lockedControls.map((control): readonly [Control, Said] => {
      const reason = said(composed.reasons[control] ?? {}, page);
      return [control, reason.text === "" ? { text: LOCKED[page] } : reason];
    });
    return {
      title: title.text,
      titleLanguage: title.language,
      cards: inOrder(parts, page),
      locked: Object.fromEntries(locked.map(([control, { text }]) => [control, text])),
      lockedLanguages: Object.fromEntries(
        locked.flatMap(([control, { language }]) => (language === undefined ? [] : [[control, language]])),
      ),
    };
  };
  const train: ControlState = composed.trains ? "free" : "hidden";
  const cards = parts.map(({ card }, i) => (i === 0 ? { ...card, scene: sceneOf(composed) } : card));
  return {
    id,
    cards,
    controls: { ...composed.controls, train },
    hidesSentence: !composed.sentence,
    texts: { en: textIn("en"), zh: textIn("zh") },
  };
}
