/** How similar classes are to a network: its mean prediction for each true class. */

import { type ReactNode, useMemo } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { softmax } from "../../math/softmax.ts";
import { studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { useTemperature } from "../elements/shownExperiment.ts";
import { useShownRun } from "../elements/shownRun.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { Waiting } from "../statements/waiting.ts";
import { ClassMatrix } from "./ClassMatrix.tsx";

/** Mean soft targets for each true class at the temperature that is set: the teacher's, or without one the student's. */
export default function ClassSimilarity(): ReactNode {
  const words = useWords();
  const temperature = useTemperature() ?? 1;
  const hasTeacher = usePlayground((state) => state.run !== null && teacherOf(state.run) !== undefined);
  const logits = useShownRun(({ run }) => {
    return run ? (teacherOf(run) ?? studentsOfArm(run, DISTILLED)[0])?.testLogits : undefined;
  });
  const labels = usePlayground((state) => state.run?.testLabels);
  const classes = usePlayground((state) => state.run?.experiment.teacher.architecture.classes) ?? 10;
  const cells = useMemo(
    () => (logits && labels ? meanByClass(logits, labels, classes, temperature) : null),
    [logits, labels, classes, temperature],
  );
  if (!cells)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  return (
    <ClassMatrix
      cells={cells}
      format={(value) => (100 * value).toFixed(value < 0.0995 ? 1 : 0)}
      tone={hasTeacher ? "--teacher" : "--student"}
      caption={hasTeacher ? words.similarityHint : words.similarityHintAlone}
    />
  );
}

/** At most this many images are averaged, so that a moved slider shows its effect at once. */
const MAX_IMAGES = 2000;

function meanByClass(logits: Float32Array, labels: Uint8Array, classes: number, temperature: number): number[][] {
  const sums = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const totals = new Array<number>(classes).fill(0);
  for (let i = 0; i < Math.min(logits.length / classes, MAX_IMAGES); i++) {
    const p = softmax(logits.subarray(i * classes, (i + 1) * classes), temperature);
    totals[labels[i]!]! += 1;
    for (let c = 0; c < classes; c++) sums[labels[i]!]![c]! += p[c]!;
  }
  return sums.map((row, c) => row.map((sum) => sum / Math.max(1, totals[c]!)));
}
