/** The tab of the loss: one step in its parts where the method's loss is Hinton's, else its stages and loss terms. */

import { type ReactNode, useMemo } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { hasDistillationStep } from "./distillationStep.ts";
import { LossTerms } from "./LossTerms.tsx";
import { StepByStep } from "./StepByStep.tsx";

/** The tab "Loss, step by step". */
export default function LossCard(): ReactNode {
  const words = useLaterWords().inDetail;
  const experiment = usePlayground((state) => state.experiment);
  const hasStep = useMemo(() => hasDistillationStep(experiment), [experiment]);
  if (!hasStep) return <LossTerms />;
  return (
    <div className="loss-steps">
      <StepByStep />
      <details className="table-twin">
        <summary>{words.moreOfTheLoss}</summary>
        <LossTerms />
      </details>
    </div>
  );
}
