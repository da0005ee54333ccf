/** Errors class by class, and the bias that brings dropped classes back. */

import { type ReactNode, useMemo, useState } from "react";
import { biasBestOnTest, biasByShare, errorsWithBias, MOST_BIAS } from "../math/classBias.ts";
import { lastEvaluation, studentsOfArm } from "../session/selectors.ts";
import { Slider } from "./controls.tsx";
import { count, usePlayground, useWords } from "./page.tsx";

/** Height of the tallest bar, pixels. */
const TALLEST = 76;
const STOPS: readonly number[] = Array.from(
  { length: 20 * MOST_BIAS + 1 },
  (_, i) => Math.round(i - 10 * MOST_BIAS) / 10,
);

function ClassBias(): ReactNode {
  const words = useWords();
  const [bias, setBias] = useState(0);
  const experiment = usePlayground((state) => state.run?.experiment);
  const labels = usePlayground((state) => state.run?.testLabels);
  const logits = usePlayground((state) => (state.run ? studentsOfArm(state.run, "taught")[0]?.testLogits : undefined));
  const dropped = experiment?.transferSet.omitClasses ?? [];
  const classes = experiment?.student.architecture.classes ?? 10;
  const judged = useMemo(() => (logits && labels ? { logits, labels, classes } : null), [logits, labels, classes]);
  const choices = useMemo(
    () =>
      judged && dropped.length > 0
        ? { share: biasByShare(judged, dropped), best: biasBestOnTest(judged, dropped) }
        : null,
    [judged, dropped],
  );
  if (!judged || !choices) return <p className="hint">{words.biasNone}</p>;
  const now = errorsWithBias(judged, dropped, bias);
  const droppedTotal = judged.labels.reduce((sum, label) => sum + (dropped.includes(label) ? 1 : 0), 0);
  const signed = (value: number) => (value > 0 ? `+${value}` : `${value}`);
  return (
    <div className="bias" title={words.biasHint}>
      <Slider label={words.classBias} value={bias} stops={STOPS} format={signed} onChange={setBias} />
      <p role="status">
        {words.biasErrors(
          count(now.errors),
          count(judged.labels.length),
          count(now.errorsOnDropped),
          count(droppedTotal),
        )}
      </p>
      <p className="choices">
        <button type="button" onClick={() => setBias(choices.share)}>
          {signed(choices.share)} · {words.biasByShare}
        </button>
        <button type="button" onClick={() => setBias(choices.best)}>
          {signed(choices.best)} · {words.biasBest}
        </button>
      </p>
    </div>
  );
}

/** Bars of errors per class for both twins of the first pair, the dropped classes struck through. */
export function ClassErrors(): ReactNode {
  const words = useWords();
  const run = usePlayground((state) => state.run);
  const [taught, plain] = (["taught", "plain"] as const).map((arm) =>
    run ? lastEvaluation(studentsOfArm(run, arm)[0]) : undefined,
  );
  const dropped = run?.experiment.transferSet.omitClasses ?? [];
  if (!taught) return <p className="hint">{words.waiting}</p>;
  const most = Math.max(1, ...taught.classErrors, ...(plain?.classErrors ?? []));
  return (
    <div className="class-errors">
      <ul className="class-bars">
        {taught.classErrors.map((errors, c) => {
          const without = plain?.classErrors[c];
          const label = `${c}: ${words.arms.taught} ${errors}, ${words.arms.plain} ${without ?? "–"}${dropped.includes(c) ? `, ${words.droppedClass}` : ""}`;
          return (
            <li key={c} aria-label={label} title={label}>
              <span className="pair" aria-hidden="true">
                <i className="plain" style={{ height: `${(TALLEST * (without ?? 0)) / most}px` }} />
                <i className="taught" style={{ height: `${(TALLEST * errors) / most}px` }} />
              </span>
              <span aria-hidden="true" className={dropped.includes(c) ? "dropped" : ""}>
                {c}
              </span>
            </li>
          );
        })}
      </ul>
      <ClassBias />
    </div>
  );
}
