/** Test errors over steps: the teacher, and all twins. The chart itself is loaded when it is first needed. */

import { lazy, type ReactNode, Suspense } from "react";
import { Scroll } from "./controls.tsx";
import { useNames, useShownExperiment } from "./names.ts";
import { count, usePlayground, useWords } from "./page.tsx";

const AccuracyChart = lazy(() => import("./AccuracyChart.tsx"));

/** Region "Accuracy", with the same numbers as a table. */
export function Accuracy(): ReactNode {
  const words = useWords();
  const networks = usePlayground((state) => state.run?.networks);
  const names = useNames(useShownExperiment());
  const shown = networks?.filter((network) => network.evaluations.length > 0) ?? [];
  return (
    <section className="accuracy" aria-label={words.accuracy}>
      <h2>{words.accuracy}</h2>
      <Suspense fallback={<div className="chart" />}>
        {networks ? <AccuracyChart /> : <div className="chart" />}
      </Suspense>
      <details>
        <summary>{words.accuracyTable}</summary>
        <Scroll label={words.accuracyTable}>
          <table>
            <tbody>
              {shown.map(({ card, evaluations }) => {
                const { step, evaluation } = evaluations.at(-1)!;
                return (
                  <tr key={card.id}>
                    <th scope="row">{names.network(card)}</th>
                    <td>{words.atStep(step)}</td>
                    <td>{words.errorsOutOf(count(evaluation.errors), count(evaluation.total))}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}
