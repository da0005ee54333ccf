/** The confusion matrix of the shown student, with the bias where one is set. */

import type { ReactNode } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { lastEvaluation, shownStudent } from "../../session/run/runSelectors.ts";
import { useNames } from "../elements/networkNames.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { useShownRun } from "../elements/shownRun.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { Waiting } from "../statements/waiting.ts";
import { ClassMatrix } from "./ClassMatrix.tsx";

/** Counts of test images: true class by predicted class. */
export default function ConfusionMatrix(): ReactNode {
  const words = useWords();
  const evaluation = useShownRun((shown) => lastEvaluation(shownStudent(shown)));
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const names = useNames(useShownExperiment());
  if (!evaluation)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  const classes = evaluation.classTotals.length;
  const cells = evaluation.classTotals.map((_, c) => evaluation.confusion.slice(c * classes, (c + 1) * classes));
  return (
    <ClassMatrix
      cells={cells}
      format={(value) => (value === 0 ? "·" : `${value}`)}
      tone="--student"
      caption={`${names.arm(shownArm)} 1: ${words.trueClass} × ${words.saidClass}`}
    />
  );
}
