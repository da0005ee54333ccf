/** Below the bars: the method's pictures, per-class errors with the bias slider, matrices, the loss, all networks. */

import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { useEvaluatedNetworks } from "../elements/evaluatedNetworks.ts";
import { useNames } from "../elements/networkNames.ts";
import { count, percent } from "../elements/numberFormats.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { ClassErrors } from "./ClassErrors.tsx";
import { Confusion, Similarity } from "./ConfusionMatrix.tsx";
import { TeacherAgreement } from "./TeacherAgreementPlot.tsx";

const LossCard = lazy(() => import("./LossCard.tsx"));
const Pictures = lazy(() => import("../pictures/Pictures.tsx"));

function Networks(): ReactNode {
  const words = useWords();
  const networks = useEvaluatedNetworks();
  const names = useNames(useShownExperiment());
  return (
    <>
      <ScrollRegion label={words.networks}>
        <table>
          <tbody>
            {networks.map(({ card, evaluations }) => {
              const last = evaluations.at(-1)?.evaluation;
              return (
                <tr key={card.id}>
                  <th scope="row">{names.network(card)}</th>
                  <td>{card.architecture}</td>
                  <td>{count(card.parameters)}</td>
                  <td>{last ? words.errorsOutOf(count(last.errors), count(last.total)) : "–"}</td>
                  <td>{last && last.agreement !== null ? words.agreement(percent(last.agreement)) : "–"}</td>
                  <td>ECE {last ? last.calibrationError.toFixed(3) : "–"}</td>
                  <td>{last ? words.entropy(last.entropy.toFixed(3)) : "–"}</td>
                  <td>
                    {last?.gradientVariance
                      ? words.gradientVariance(
                          last.gradientVariance.hard.toFixed(3),
                          last.gradientVariance.soft.toFixed(3),
                        )
                      : ""}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <TeacherAgreement />
    </>
  );
}

const panels = {
  picture: Pictures,
  perClass: ClassErrors,
  confusion: Confusion,
  similarity: Similarity,
  lossCard: LossCard,
  networks: Networks,
} as const;
type Panel = keyof typeof panels;
const always = ["perClass", "confusion", "similarity", "lossCard", "networks"] as const satisfies readonly Panel[];

function showsPictures(experiment: Experiment): boolean {
  return armsOf(experiment).some((arm) => stagesOf(arm, experiment).some(({ pictures }) => pictures?.length));
}

/** The tabs there are: that of pictures comes first, where the set experiment or the shown run has any. */
function useOrder(): readonly Panel[] {
  const experiment = usePlayground((state) => state.experiment);
  const has = usePlayground(({ run }) => run !== null && Object.keys(run.pictures).length > 0);
  const will = useMemo(() => showsPictures(experiment), [experiment]);
  return has || will ? ["picture", ...always] : always;
}

/** Tabs by the pattern of the ARIA authoring guide: arrow keys move, the chosen tab is shown at once. */
export function RunDetails(): ReactNode {
  const words = useWords();
  const order = useOrder();
  const [asked, setChosen] = useState<Panel | null>(null);
  const chosen = asked && order.includes(asked) ? asked : order[0]!;
  const Shown = panels[chosen];
  const move = (by: number) => {
    const next = order[(order.indexOf(chosen) + by + order.length) % order.length]!;
    setChosen(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className="details" aria-label={words.details}>
      <div
        role="tablist"
        aria-label={words.details}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") move(1);
          if (event.key === "ArrowLeft") move(-1);
        }}
      >
        {order.map((panel) => (
          <button
            key={panel}
            id={`tab-${panel}`}
            type="button"
            role="tab"
            aria-selected={panel === chosen}
            aria-controls="detail-panel"
            tabIndex={panel === chosen ? 0 : -1}
            onClick={() => setChosen(panel)}
          >
            {words[panel]}
          </button>
        ))}
      </div>
      <div id="detail-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        <Suspense fallback={null}>
          <Shown />
        </Suspense>
      </div>
    </section>
  );
}
