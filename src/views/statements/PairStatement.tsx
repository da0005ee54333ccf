/** What the students of a pair share and in what they differ, from the plan of the method and the data. */

import { type ReactNode, useMemo } from "react";
import type { Experiment } from "../../domain/experiment.ts";
import { pairStatement } from "../../i18n/pairStatement.ts";
import { pairFactsOf } from "../../methods/registry/pairFacts.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useClassNames } from "./classNames.ts";

/** The statement of the shown run's pairs; without a run of those of the experiment that is set. */
export default function PairStatement(): ReactNode {
  const { sources, punctuation } = useWords();
  const translate = useTranslate();
  const language = usePage((page) => page.language);
  const experiment = useShownExperiment();
  const train = usePlayground(({ run }) => run?.data?.trainCount);
  const transfer = usePlayground(({ run }) => run?.data?.transferCount);
  // A run comes with a copy of the experiment; the facts of equal ones are the same.
  const json = JSON.stringify(experiment);
  const facts = useMemo(() => pairFactsOf(JSON.parse(json) as Experiment), [json]);
  const counts = train === undefined || transfer === undefined ? undefined : { train, transfer };
  const unpublished = usePlayground(({ run }) => run?.data?.unpublished);
  const className = useClassNames(experiment.data);
  const sentences = pairStatement(facts, { language, sources, translate, className, counts, unpublished });
  return <p className="hint statement">{sentences.join(punctuation.space)}</p>;
}
