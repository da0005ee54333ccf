/** The slider of the bias of dropped classes, and the choices of it. */

import { type ReactNode, useMemo } from "react";
import { usePaperBias } from "../../hinton2015/views/sectionComparison.ts";
import { biasBestOnTest, biasByShare, biasThresholds, errorsWithBias, MAX_BIAS } from "../../math/classBias.ts";
import { biasableClasses } from "../../session/run/biasedRun.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { Slider } from "../elements/formControls.tsx";
import { count, signed } from "../elements/numberFormats.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useBias } from "../shown/shownRun.ts";
import { Waiting } from "../statements/waiting.ts";

const STOPS: readonly number[] = Array.from(
  { length: 20 * MAX_BIAS + 1 },
  (_, i) => Math.round(i - 10 * MAX_BIAS) / 10,
);

/** The bias is added to the logits of the shown student; without a dropped class it says what it would do. */
export function ClassBias(): ReactNode {
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
