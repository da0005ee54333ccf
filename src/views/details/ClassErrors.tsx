/** Errors class by class, and the slider of the bias of dropped classes. */

import { type ReactNode, useMemo } from "react";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { usePaperBias } from "../../hinton2015/views/sectionComparison.ts";
import { biasBestOnTest, biasByShare, biasThresholds, errorsWithBias, MAX_BIAS } from "../../math/classBias.ts";
import { biasableClasses } from "../../session/run/biasedRun.ts";
import { lastEvaluation, shownStudent, studentsOfArm } from "../../session/run/runSelectors.ts";
import { Slider } from "../elements/formControls.tsx";
import { useNames } from "../elements/networkNames.ts";
import { count, signed } from "../elements/numberFormats.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { useBias, useShownRun } from "../elements/shownRun.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useClassNames } from "../statements/classNames.ts";
import { Waiting } from "../statements/waiting.ts";

/** Height of the tallest bar, pixels. */
const MAX_HEIGHT = 56;
const NONE: readonly number[] = [];
const STOPS: readonly number[] = Array.from(
  { length: 20 * MAX_BIAS + 1 },
  (_, i) => Math.round(i - 10 * MAX_BIAS) / 10,
);

function ClassBias(): ReactNode {
  const words = useWords();
  const [bias, setBias] = useBias();
  const paperBias = usePaperBias();
  const names = useNames(useShownExperiment());
  const run = usePlayground((state) => state.run);
  const student = usePlayground(shownStudent);
  const labels = run?.testLabels;
  const logits = student?.testLogits;
  const classes = run?.experiment.student.architecture.classes ?? 10;
  const dropped = run && student ? biasableClasses(run, student).join() : "";
  const thresholds = useMemo(() => {
    if (!logits || !labels || dropped === "" || logits.length !== labels.length * classes) return null;
    return biasThresholds({ logits, labels, classes }, dropped.split(",").map(Number));
  }, [logits, labels, classes, dropped]);
  const choices = useMemo(
    () => (thresholds ? { share: biasByShare(thresholds), best: biasBestOnTest(thresholds) } : null),
    [thresholds],
  );
  if (!thresholds || !choices) {
    const missing =
      run?.status === "training" ? <Waiting /> : words.meanOf.notBiased(names.arm(student?.card.arm ?? ""));
    return <p className="hint">{dropped === "" ? words.biasNone : missing}</p>;
  }
  const withBias = errorsWithBias(thresholds, bias);
  const droppedTotal = thresholds.onDropped.reduce((sum, is) => sum + is, 0);
  return (
    <div className="bias" title={words.biasHint}>
      <Slider label={words.classBias} value={bias} stops={STOPS} format={signed} onChange={setBias} />
      <p role="status">
        {words.biasErrors(
          count(withBias.errors),
          count(thresholds.flipBias.length),
          count(withBias.errorsOnDropped),
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
        {paperBias === undefined ? null : (
          <button type="button" onClick={() => setBias(paperBias)}>
            {signed(paperBias)} · {words.biasOfPaper}
          </button>
        )}
      </p>
    </div>
  );
}

/** Bars of errors per class of the shown student and the first baseline student; dropped classes are struck through. */
export default function ClassErrors(): ReactNode {
  const words = useWords();
  const student = useShownRun((shown) => lastEvaluation(shownStudent(shown)));
  const baseline = useShownRun(({ run }) => (run ? lastEvaluation(studentsOfArm(run, BASELINE)[0]) : undefined));
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data.dataset);
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  if (!student)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  const maxErrors = Math.max(1, ...student.classErrors, ...(baseline?.classErrors ?? []));
  return (
    <div className="class-errors">
      <ul className="class-bars">
        {student.classErrors.map((errors, c) => {
          const baselineErrors = baseline?.classErrors[c];
          const label = `${nameOf(c)}: ${names.arm(shownArm)} ${errors}, ${names.arm(BASELINE)} ${baselineErrors ?? "–"}${dropped.includes(c) ? `, ${words.droppedClass}` : ""}`;
          return (
            <li key={c} aria-label={label} title={label}>
              <span className="pair" aria-hidden="true">
                <i className="plain" style={{ height: `${(MAX_HEIGHT * (baselineErrors ?? 0)) / maxErrors}px` }} />
                <i className="taught" style={{ height: `${(MAX_HEIGHT * errors) / maxErrors}px` }} />
              </span>
              <span
                aria-hidden="true"
                className={`${dropped.includes(c) ? "dropped" : ""}${nameOf.areWords ? " word" : ""}`}
              >
                {nameOf(c)}
              </span>
            </li>
          );
        })}
      </ul>
      <ClassBias />
      <p className="hint of-pair">{words.ofPair(names.arm(shownArm), names.arm(BASELINE))}</p>
    </div>
  );
}
