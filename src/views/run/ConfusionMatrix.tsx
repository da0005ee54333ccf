/** The confusion matrix of the shown student. */

import type { ReactNode } from "react";
import { lastEvaluation, shownStudent } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { ClassMatrix } from "./ClassMatrix.tsx";

/** Counts of test images: true class by predicted class. */
export function ConfusionMatrix(): ReactNode {
  const words = useWords();
  const evaluation = usePlayground((state) => lastEvaluation(shownStudent(state)));
  if (!evaluation) return <p className="hint">{words.waiting}</p>;
  const classes = evaluation.classTotals.length;
  const cells = evaluation.classTotals.map((_, c) => evaluation.confusion.slice(c * classes, (c + 1) * classes));
  return (
    <ClassMatrix
      cells={cells}
      format={(value) => (value === 0 ? "·" : `${value}`)}
      tone="--student"
      caption={`${words.student}: ${words.trueClass} × ${words.saidClass}`}
    />
  );
}
