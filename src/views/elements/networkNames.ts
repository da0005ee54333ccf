/** What the page has to know of an experiment to speak of it: who is called how, and who teaches. */

import { useMemo } from "react";
import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { translate } from "../../i18n/methodText.ts";
import { needsTeacher } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { NetworkCard } from "../../protocol/events.ts";
import { usePage, usePlayground, useWords } from "./pageContext.tsx";

/** The experiment of the shown run, or the one that is set where there is none. */
export function useShownExperiment(): Experiment {
  return usePlayground((state) => state.run?.experiment ?? state.experiment);
}

/** Whether an experiment's students are taught by a network that was trained before them. */
export function useHasTeacher(experiment: Experiment): boolean {
  return useMemo(() => needsTeacher(experiment, armsOf(experiment)), [experiment]);
}

/** Where the temperature slider stands; null where the method has none. */
export function useTemperature(): number | null {
  const { id, params } = usePlayground((state) => state.experiment.method);
  const param = methodById(id).params.temperature;
  return param?.kind === "number" ? Number(params.temperature ?? param.default) : null;
}

/** What twins are called where nobody teaches from outside. */
const WITHOUT_TEACHER: Readonly<Record<string, string>> = { taught: "alone", plain: "plain-alone" };

/** Names in the visitor's language. */
export interface Names {
  /** "with the teacher", "label smoothing": in the method's own words where the catalogue has none */
  arm(arm: string): string;
  /** "with the teacher 2", "with the method 1: peer 2", "Teacher" */
  network(card: NetworkCard): string;
}

/** Names for what an experiment trains. */
export function useNames(experiment: Experiment): Names {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const hasTeacher = useHasTeacher(experiment);
  const { id } = experiment.method;
  return useMemo(() => {
    const arm = (name: string) => {
      if (!hasTeacher && name in WITHOUT_TEACHER) return words.arms[WITHOUT_TEACHER[name]!] ?? name;
      const own = methodById(id).arms?.[name]?.name;
      return words.arms[name] ?? (own ? translate(own, dictionary) : name);
    };
    const network = (card: NetworkCard) => {
      if (card.arm === undefined) return words.teacher;
      const own = card.member ? `: ${translate(card.name, dictionary)}` : "";
      return `${arm(card.arm)} ${(card.pair ?? 0) + 1}${own}`;
    };
    return { arm, network };
  }, [words, dictionary, hasTeacher, id]);
}
