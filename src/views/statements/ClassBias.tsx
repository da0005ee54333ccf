/** The slider of the bias of dropped classes, and what it costs: errors on the dropped classes and on the others. */

import { type ReactNode, useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { useComparedRun, usePaperBias } from "../../hinton2015/views/sectionComparison.ts";
import { MAX_BIAS } from "../../math/classBias.ts";
import { type BiasChoices, biasChoices } from "../../session/comparisons/biasChoices.ts";
import { errorsByPart } from "../../session/comparisons/errorsOfPairs.ts";
import { shownStudent, teacherOf } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { count, signed } from "../elements/numberFormats.ts";
import { StopSlider } from "../elements/StopSlider.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { LockReason, useControlState } from "../shown/controlState.tsx";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useBias, useEarlierStep, useShownRun } from "../shown/shownRun.ts";
import { useClassNames } from "./classNames.ts";

const NONE: readonly number[] = [];

const STOPS: readonly number[] = Array.from(
  { length: 20 * MAX_BIAS + 1 },
  (_, i) => Math.round(i - 10 * MAX_BIAS) / 10,
);

/** The biases that can be chosen by a word; null where the shown student's test answers are not known. */
function useBiasChoices(): BiasChoices | null {
  const student = usePlayground(shownStudent);
  const experiment = usePlayground(({ run }) => run?.experiment);
  const testLabels = usePlayground(({ run }) => run?.testLabels);
  return useMemo(
    () => (experiment ? biasChoices({ experiment, testLabels }, student) : null),
    [experiment, testLabels, student],
  );
}

/** "3s": the dropped classes of the shown run in words. */
function useDroppedNames(): { readonly names: string; readonly areDigits: boolean } {
  const { resultColumn: words } = useWords();
  const { transferSet, data } = useShownExperiment();
  const nameOf = useClassNames(data.dataset);
  const areDigits = !nameOf.areWords;
  return { names: words.parts.dropped(transferSet.omitClasses.map(nameOf), areDigits), areDigits };
}

/** Errors on dropped and other classes, and their sum, of both students. */
function ErrorsByPart(): ReactNode {
  const { resultColumn: words } = useWords();
  const { names, areDigits } = useDroppedNames();
  const flat = useShownRun(
    useShallow(({ run }) => {
      const parts = run && errorsByPart(run);
      return parts ? [parts.distilled, parts.baseline, parts.totals].flatMap((one) => [one.dropped, one.others]) : NONE;
    }),
  );
  const hasTeacher = usePlayground(({ run }) => !run || teacherOf(run) !== undefined);
  const [distilled, others, baseline, baselineOthers, droppedTotal, othersTotal] = flat;
  const { replay } = useLaterWords();
  const isOfSection = useComparedRun() !== null;
  const { seed } = useShownExperiment();
  const cell = (value: number | undefined) => (value === undefined ? "–" : count(value));
  const sum = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a + b;
  return (
    <table className="class-parts">
      <caption className="unseen">{words.parts.caption}</caption>
      <thead>
        <tr>
          <td className="hint">{isOfSection ? replay.seedNumber(seed) : null}</td>
          <th scope="col">
            {names} {droppedTotal === undefined ? "" : words.parts.of(count(droppedTotal))}
          </th>
          <th scope="col">
            {words.parts.others(areDigits)} {othersTotal === undefined ? "" : words.parts.of(count(othersTotal))}
          </th>
          <th scope="col">{words.parts.sum}</th>
        </tr>
      </thead>
      <tbody>
        <tr className="of-student">
          <th scope="row">{hasTeacher ? words.chart.lines.taught : words.chart.lines.alone}</th>
          <td>{cell(distilled)}</td>
          <td>{cell(others)}</td>
          <td>{cell(sum(distilled, others))}</td>
        </tr>
        <tr className="of-baseline">
          <th scope="row">{words.chart.lines.plain}</th>
          <td>{cell(baseline)}</td>
          <td>{cell(baselineOthers)}</td>
          <td>{cell(sum(baseline, baselineOthers))}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** The slider with its choices, and why it has no effect where it has none. */
function BiasSlider(): ReactNode {
  const { resultColumn, classBias, biasHint, meanOf } = useWords();
  const { bias: words } = resultColumn;
  const { names } = useDroppedNames();
  const [bias, setBias] = useBias();
  const choices = useBiasChoices();
  const isFree = useControlState("bias") === "free";
  const paperBias = usePaperBias();
  const isEarlier = useEarlierStep() !== null;
  const isTraining = usePlayground(({ phase }) => phase !== "idle");
  const arm = usePlayground((state) => shownStudent(state)?.card.arm);
  const { arm: armName } = useNames(useShownExperiment());
  if (!choices)
    return isTraining || arm === undefined ? null : <p className="hint">{meanOf.notBiased(armName(arm))}</p>;
  const marks: readonly (readonly [string, number])[] = [
    [words.none, 0],
    [words.byShare, choices.share],
    [words.best, choices.best],
    ...(paperBias === undefined ? [] : [[words.paper, paperBias] as const]),
  ];
  return (
    <fieldset className="bias" title={biasHint} disabled={isEarlier || !isFree}>
      <StopSlider
        label={classBias}
        tint="student"
        value={isEarlier ? 0 : bias}
        stops={STOPS}
        origin={0}
        format={signed}
        onChange={setBias}
      />
      <p className="marks">
        {marks.map(([label, value]) => (
          <button
            key={label}
            type="button"
            className="quiet"
            aria-label={`${label}: ${signed(value)}, ${words.of(names)}`}
            onClick={() => setBias(value)}
          >
            {label}
          </button>
        ))}
      </p>
      <LockReason control="bias" />
      {isEarlier ? <p className="hint">{words.lastStep}</p> : null}
    </fieldset>
  );
}

/** Shown where the run dropped a class that counts in the test. */
export default function ClassBias(): ReactNode {
  const isEarlier = useEarlierStep() !== null;
  return (
    <div className="class-bias">
      {isEarlier ? null : <ErrorsByPart />}
      <BiasSlider />
    </div>
  );
}
