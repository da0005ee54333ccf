/** Test errors over steps: the teacher, and all twins. The chart itself is loaded when it is first needed. */

import { lazy, type ReactNode, Suspense } from "react";
import { Scroll } from "../elements/formControls.tsx";
import { useNames, useShownExperiment } from "../elements/networkNames.ts";
import { count, useEvaluatedNetworks, usePlayground, useWords } from "../elements/pageContext.tsx";

const AccuracyChart = lazy(() => import("./AccuracyChart.tsx"));

function Judgements(): ReactNode {
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
  const there = usePlayground((state) => state.run !== null);
  return (
    <section className="accuracy" aria-label={words.accuracy}>
      <h2>{words.accuracy}</h2>
      <Suspense fallback={<div className="chart" />}>{there ? <AccuracyChart /> : <div className="chart" />}</Suspense>
      <details>
        <summary>{words.accuracyTable}</summary>
        <Scroll label={words.accuracyTable}>
          <Judgements />
        </Scroll>
      </details>
    </section>
  );
}
