/** The slider of the bias of dropped classes, with the errors that it moves where the result is not beside it. */

import { type ReactNode, useMemo } from "react";
import { usePaperBias } from "../../hinton2015/views/paperComparison.ts";
import { percent, signed } from "../../i18n/numberFormats.ts";
import { MAX_BIAS } from "../../math/classBias.ts";
import { type BiasChoices, biasChoices, biasChoicesOfArm } from "../../session/comparisons/biasChoices.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { StopSlider } from "../elements/StopSlider.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { LockReason, useControlState } from "../shown/controlState.tsx";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useBias, useEarlierStep } from "../shown/shownRun.ts";
import ErrorsByPart from "./ErrorsByPart.tsx";
import { useDroppedNames } from "./errorsByPartWords.ts";
import "../../styles/resultParts.css";

/** Stops above 0: tenths where errors change most, and wider ones beyond, so that a tenth can be met by pointer. */
const ABOVE: readonly number[] = [
  ...Array.from({ length: 30 }, (_, i) => (i + 1) / 10),
  ...Array.from({ length: 6 }, (_, i) => 3 + (i + 1) / 2),
  ...Array.from({ length: MAX_BIAS - 6 }, (_, i) => 7 + i),
];
const STOPS: readonly number[] = [...ABOVE.map((stop) => -stop).reverse(), 0, ...ABOVE];

/**
 * The biases that can be chosen by a word; null where no test answers are known. A card shows one student, a result the mean
 * over those of its arm.
 */
function useBiasChoices(isOfCard: boolean): BiasChoices | null {
  const student = usePlayground(shownStudent);
  const experiment = usePlayground(({ run }) => run?.experiment);
  const testLabels = usePlayground(({ run }) => run?.testLabels);
  const networks = usePlayground(({ run }) => run?.networks);
  const arm = student?.card.arm;
  return useMemo(() => {
    if (!experiment || !networks || arm === undefined) return null;
    const answers = { experiment, testLabels };
    return isOfCard ? biasChoices(answers, student) : biasChoicesOfArm({ ...answers, networks }, arm);
  }, [experiment, testLabels, networks, student, arm, isOfCard]);
}

/** The slider with its choices, and why it has no effect where it has none. */
function BiasSlider(): ReactNode {
  const { resultColumn, classBias, meanOf, punctuation } = useWords();
  const { biasRules: rules, biasHint } = useLaterWords().inDetail;
  // On a card they stand in sight; else a pointer finds them.
  const isOfCard = usePage(({ mask }) => mask?.others === "hidden");
  const { bias: words } = resultColumn;
  const { names } = useDroppedNames();
  const [bias, setBias] = useBias();
  const choices = useBiasChoices(isOfCard);
  const isFree = useControlState("bias") === "free";
  const paperBias = usePaperBias();
  const isEarlier = useEarlierStep() !== null;
  const isTraining = usePlayground(({ phase }) => phase !== "idle");
  const arm = usePlayground((state) => shownStudent(state)?.card.arm);
  const experiment = useShownExperiment();
  const { arm: armName } = useNames(experiment);
  const [omitted, classes] = [experiment.transferSet.omitClasses.length, experiment.student.architecture.classes];
  if (!choices)
    return isTraining || arm === undefined ? null : <p className="hint">{meanOf.notBiased(armName(arm))}</p>;
  const marks: readonly (readonly [label: string, value: number, rule?: string])[] = [
    [words.none, 0],
    [words.byShare, choices.share, rules.byShare(percent(omitted / classes))],
    [words.best, choices.best, rules.best],
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
        {marks.map(([label, value, rule]) => (
          <button
            key={label}
            title={rule}
            type="button"
            className="quiet"
            aria-label={`${label}: ${signed(value)}, ${words.of(names)}`}
            onClick={() => setBias(value)}
          >
            {label}
          </button>
        ))}
      </p>
      {isOfCard ? (
        <p className="hint">
          {marks.flatMap(([label, , rule]) => (rule ? [rules.of(label, rule)] : [])).join(punctuation.space)}
        </p>
      ) : null}
      <LockReason control="bias" />
      {isEarlier ? <p className="hint">{words.lastStep}</p> : null}
    </fieldset>
  );
}

/** @param props.withErrors shows the errors on dropped and other classes over the slider, which stand in the result else */
export default function ClassBias({ withErrors = false }: { readonly withErrors?: boolean }): ReactNode {
  return (
    <div className="class-bias">
      {withErrors ? <ErrorsByPart /> : null}
      <BiasSlider />
    </div>
  );
}
