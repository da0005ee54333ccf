/** Test errors over steps of the teacher and all students. The chart itself is loaded when it is first needed. */

import type { ReactNode } from "react";
import { useEvaluatedNetworks } from "../elements/evaluatedNetworks.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useNames } from "../elements/networkNames.ts";
import { count } from "../elements/numberFormats.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useStaleClass } from "../statements/staleness.tsx";

const accuracyChart = loadedCode(() => import("./AccuracyChart.tsx"));

function LastEvaluations(): ReactNode {
  const words = useWords();
  const networks = useEvaluatedNetworks();
  const names = useNames(useShownExperiment());
  return (
    <table>
      <tbody>
        {networks.map(({ card, evaluations }) => {
          const last = evaluations.at(-1);
          return last ? (
            <tr key={card.id}>
              <th scope="row">{names.network(card)}</th>
              <td>{words.atStep(last.step)}</td>
              <td>{words.errorsOutOf(count(last.evaluation.errors), count(last.evaluation.total))}</td>
            </tr>
          ) : null;
        })}
      </tbody>
    </table>
  );
}

/** Region "Accuracy", with the same numbers as a table. */
export function Accuracy(): ReactNode {
  const words = useWords();
  const hasRun = usePlayground((state) => state.run !== null);
  return (
    <section className={`accuracy${useStaleClass()}`} aria-label={words.accuracy}>
      <h2>{words.errorsChart}</h2>
      {hasRun ? (
        <LoadedPart code={accuracyChart} props={{}} placeholder={<div className="chart" />} />
      ) : (
        <div className="chart" />
      )}
      <details>
        <summary>{words.accuracyTable}</summary>
        <ScrollRegion label={words.accuracyTable}>
          <LastEvaluations />
        </ScrollRegion>
      </details>
    </section>
  );
}
