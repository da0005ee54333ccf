/** Names of arms and networks in the visitor's language. */

import { useMemo } from "react";
import type { Experiment } from "../../domain/experiment.ts";
import type { Messages } from "../../i18n/en.ts";
import { type Dictionary, translate } from "../../i18n/methodText.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { NetworkCard } from "../../protocol/events.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { hasTeacher } from "./shownExperiment.ts";

/** Keys of the two arms' names in an experiment without a teacher. */
const WITHOUT_TEACHER: Readonly<Record<string, string>> = { taught: "alone", plain: "plain-alone" };

/** Functions that name what an experiment trains. */
export interface Names {
  /** "with the teacher", "label smoothing": in the method's own words where the catalogue has none */
  arm(arm: string): string;
  /** "with the teacher 2", "with the method 1: peer 2", "Teacher" */
  network(card: NetworkCard): string;
}

/** Names for what a method trains. @param isTaught whether a teacher is trained before the students */
export function namesOf(id: string, isTaught: boolean, words: Messages, dictionary: Dictionary): Names {
  const arm = (name: string) => {
    if (!isTaught && name in WITHOUT_TEACHER) return words.arms[WITHOUT_TEACHER[name]!] ?? name;
    const own = methodById(id).arms?.[name]?.name;
    return words.arms[name] ?? (own ? translate(own, dictionary) : name);
  };
  const network = (card: NetworkCard) => {
    if (card.arm === undefined) return words.teacher;
    const own = card.member ? `: ${translate(card.name, dictionary)}` : "";
    return `${arm(card.arm)} ${(card.pair ?? 0) + 1}${own}`;
  };
  return { arm, network };
}

/** Names for what an experiment trains. */
export function useNames(experiment: Experiment): Names {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const isTaught = hasTeacher(experiment);
  const { id } = experiment.method;
  return useMemo(() => namesOf(id, isTaught, words, dictionary), [words, dictionary, isTaught, id]);
}
