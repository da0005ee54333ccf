/** How the shown student reads the test images of the dropped classes: a bar for each class that it answers. */

import type { CSSProperties, ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { count } from "../../i18n/numberFormats.ts";
import { lastEvaluation, shownStudent } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { rankedClasses } from "../softTargets/rankedClasses.ts";
import { useClassNames } from "../statements/classNames.ts";

const NONE: readonly number[] = [];

/** The answers to the images of the dropped classes, by class. */
function useAnswers(): readonly number[] {
  return useShownRun(
    useShallow((shown) => {
      const evaluation = lastEvaluation(shownStudent(shown));
      if (!evaluation) return NONE;
      const { length: classes } = evaluation.classTotals;
      const dropped = shown.run?.experiment.transferSet.omitClasses ?? NONE;
      return Array.from({ length: classes }, (_, answer) =>
        dropped.reduce((sum, c) => sum + (evaluation.confusion[c * classes + answer] ?? 0), 0),
      );
    }),
  );
}

export function DroppedRow(): ReactNode {
  const { resultColumn } = useWords();
  const { player: words } = useLaterWords().lessons;
  const answers = useAnswers();
  const isHidden = usePage((page) => page.hides !== "none");
  const dropped = usePlayground(({ run }) => run?.experiment.transferSet.omitClasses) ?? NONE;
  const nameOf = useClassNames(useShownExperiment().data);
  if (dropped.length === 0 || answers.length === 0) return null;
  if (isHidden) return <p className="dropped-row hidden-row">{words.afterGuess}</p>;
  const names = resultColumn.parts.dropped(dropped.map(nameOf), !nameOf.areWords);
  const total = answers.reduce((a, b) => a + b, 0);
  const right = dropped.reduce((sum, c) => sum + answers[c]!, 0);
  const finding = words.droppedRow(names, count(right), count(total));
  return (
    <figure className="dropped-row" aria-label={finding} role="img">
      <figcaption>{finding}</figcaption>
      <div {...untranslated} aria-hidden="true">
        {rankedClasses(answers.length, [answers], undefined).shown.map((c) => (
          <span
            key={c}
            className={dropped.includes(c) ? "right" : ""}
            style={{ "--share": total === 0 ? 0 : answers[c]! / total } as CSSProperties}
          >
            <b>{answers[c] === 0 ? "" : count(answers[c]!)}</b>
            <i />
            <small>{nameOf(c)}</small>
          </span>
        ))}
      </div>
    </figure>
  );
}
