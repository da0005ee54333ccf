/** Two matrices over classes: what the student confuses, and what the teacher finds alike. */

import { type ReactNode, useMemo } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { softmax } from "../../math/softmax.ts";
import { lastEvaluation, shownStudent, studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useTemperature } from "../elements/shownExperiment.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** Share of colour in the deepest cell, percent: text on it still has AA contrast in both themes. */
const DEEPEST = 42;

function Matrix(props: {
  readonly cells: readonly (readonly number[])[];
  readonly shown: (value: number) => string;
  readonly tone: string;
  readonly caption: string;
}): ReactNode {
  const words = useWords();
  const { cells, shown, tone, caption } = props;
  const most = Math.max(1e-12, ...cells.flatMap((row, c) => row.filter((_, k) => k !== c)));
  return (
    <ScrollRegion label={caption}>
      <table className="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{`${words.trueClass} \\ ${words.saidClass}`}</th>
            {cells.map((_, c) => (
              <th key={c} scope="col">
                {c}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, c) => (
            <tr key={c}>
              <th scope="row">{c}</th>
              {row.map((value, k) => {
                const share = c === k ? 0 : Math.round((DEEPEST * value) / most);
                return (
                  <td
                    key={k}
                    className={c === k ? "same" : ""}
                    style={{ background: `color-mix(in srgb, var(${tone}) ${share}%, transparent)` }}
                  >
                    {shown(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Counts of the shown student: true class by answer. */
export function Confusion(): ReactNode {
  const words = useWords();
  const evaluation = usePlayground((state) => lastEvaluation(shownStudent(state)));
  if (!evaluation) return <p className="hint">{words.waiting}</p>;
  const classes = evaluation.classTotals.length;
  const cells = evaluation.classTotals.map((_, c) => evaluation.confusion.slice(c * classes, (c + 1) * classes));
  return (
    <Matrix
      cells={cells}
      shown={(value) => (value === 0 ? "·" : `${value}`)}
      tone="--student"
      caption={`${words.student}: ${words.trueClass} × ${words.saidClass}`}
    />
  );
}

/** The teacher's mean soft targets for each true class, at the slider's temperature; the student's where none teaches. */
export function Similarity(): ReactNode {
  const words = useWords();
  const temperature = useTemperature() ?? 1;
  const hasTeacher = usePlayground((state) => state.run !== null && teacherOf(state.run) !== undefined);
  const logits = usePlayground(({ run }) => {
    return run ? (teacherOf(run) ?? studentsOfArm(run, DISTILLED)[0])?.testLogits : undefined;
  });
  const labels = usePlayground((state) => state.run?.testLabels);
  const classes = usePlayground((state) => state.run?.experiment.teacher.architecture.classes) ?? 10;
  const cells = useMemo(
    () => (logits && labels ? meanByClass(logits, labels, classes, temperature) : null),
    [logits, labels, classes, temperature],
  );
  if (!cells) return <p className="hint">{words.waiting}</p>;
  return (
    <Matrix
      cells={cells}
      shown={(value) => (100 * value).toFixed(value < 0.0995 ? 1 : 0)}
      tone={hasTeacher ? "--teacher" : "--student"}
      caption={hasTeacher ? words.similarityHint : words.similarityHintAlone}
    />
  );
}

/** At most this many images are averaged, so that a moved slider answers at once. */
const MOST_IMAGES = 2000;

function meanByClass(logits: Float32Array, labels: Uint8Array, classes: number, temperature: number): number[][] {
  const sums = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const totals = new Array<number>(classes).fill(0);
  for (let i = 0; i < Math.min(logits.length / classes, MOST_IMAGES); i++) {
    const p = softmax(logits.subarray(i * classes, (i + 1) * classes), temperature);
    totals[labels[i]!]! += 1;
    for (let c = 0; c < classes; c++) sums[labels[i]!]![c]! += p[c]!;
  }
  return sums.map((row, c) => row.map((sum) => sum / Math.max(1, totals[c]!)));
}
