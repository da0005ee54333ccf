/** The cards of the chooser: one for each experiment and question, in groups, and the search among them. */

import { sectionExperiments } from "../../hinton2015/experiments.ts";
import type { Texts } from "../../i18n/languages.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { translate } from "../../i18n/methodText.ts";
import { count } from "../../i18n/numberFormats.ts";
import { comparisons, presetById, presets } from "../../methods/experiments/presets.ts";
import { studies } from "../../methods/experiments/studies.ts";
import { methodById, registry } from "../../methods/registry/methodRegistry.ts";
import { presetName } from "./presetName.ts";

export type GroupId = "start" | "papers" | "beside" | "section" | "questions";

/** A card: an experiment, or a study that asks a question. */
export interface Card {
  /** of the preset or study; the same experiment may have two cards */
  readonly id: string;
  readonly group: GroupId;
  /** the method whose picture, paper and claims are shown; null where the card is about a question */
  readonly method: string | null;
}

/** What a card says. */
export interface CardText {
  readonly name: string;
  /** the first authors and the year; empty where the card is not about a paper */
  readonly paper: string;
  readonly sentence: string;
}

const START = ["hinton", "drop-3s", "few-labels", "only-7s-8s"];
/** The methods of the ten papers that this project is about, by year; others stand beside them. */
const TEN = [
  ...["hinton", "fitnets", "net2net", "fsp", "mutual"],
  ...["born-again", "apprentice", "one", "feature-fusion", "ensemble-net"],
];

const isMethod = (id: string) => registry.some((method) => method.id === id);
const isOfSection = (id: string) => sectionExperiments.some((part) => part.id === id);

function cardsOf(group: GroupId, ids: readonly string[]): readonly Card[] {
  const hasPaper = group === "papers" || group === "beside";
  return ids.map((id) => ({ id, group, method: hasPaper ? presetById(id).experiment.method.id : null }));
}

const others = presets
  .map(({ id }) => id)
  .filter((id) => !START.includes(id) && !TEN.includes(id) && !comparisons.some((one) => one.id === id));

/** All cards, group by group. Every preset has one, but for those that others are compared with. */
export const cards: readonly Card[] = [
  ...cardsOf("start", START),
  ...cardsOf("papers", TEN),
  ...cardsOf("beside", [
    ...registry.flatMap(({ id }) => (TEN.includes(id) ? [] : [id])),
    ...others.filter((id) => !isMethod(id) && !isOfSection(id)),
  ]),
  ...cardsOf("section", others.filter(isOfSection)),
  ...studies.map(({ id }): Card => ({ id, group: "questions", method: null })),
];

/** The authors of a paper: of more than three the first. */
function shortened(authors: string, andOthers: (first: string) => string): string {
  const all = authors.split(", ");
  return all.length > 3 ? andOthers(all[0]!) : authors;
}

/** What a card says in a language. */
export function textOf({ id, group, method }: Card, texts: Texts): CardText {
  const { words, dictionary } = texts;
  if (group === "questions") {
    const { title, question } = studies.find((study) => study.id === id)!;
    return { name: translate(title, dictionary), paper: "", sentence: translate(question, dictionary) };
  }
  const { experiment } = presetById(id);
  const { name, claim, paper } = methodById(method ?? experiment.method.id);
  const { size } = experiment.transferSet;
  const { firstLook, sentences, andOthers } = laterWords[words.tag].cards;
  const own = sentences[id] ?? translate(claim, dictionary);
  return {
    name: method === id ? translate(name, dictionary) : presetName(id, texts),
    paper: method === null ? "" : `${shortened(paper.authors, andOthers)} ${paper.year}`,
    sentence: group === "start" && isMethod(id) && size !== "all" ? firstLook(count(size), experiment.pairs) : own,
  };
}

/** A text as it is compared: in small letters, with plain quotes and spaces. */
const plain = (text: string) => text.toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, " ").trim();

/** Whether each word that is looked for begins or is part of a word of the card, in one of the languages. */
export function isFound(card: Card, sought: string, languages: readonly Texts[]): boolean {
  const said = languages.map((texts) => {
    const { name, paper, sentence } = textOf(card, texts);
    const authors = card.method === null ? "" : methodById(card.method).paper.authors;
    return plain(
      `${name} ${authors} ${paper} ${sentence} ${laterWords[texts.words.tag].cards.groups[card.group]} ${card.id}`,
    );
  });
  return plain(sought)
    .split(" ")
    .every((word) => said.some((text) => text.includes(word)));
}
