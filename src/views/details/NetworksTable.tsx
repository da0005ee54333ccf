/** All networks of the run: size, errors, agreement, calibration, entropy, and the plot of agreement. */

import type { ReactNode } from "react";
import { useEvaluatedNetworks } from "../elements/evaluatedNetworks.ts";
import { useNames } from "../elements/networkNames.ts";
import { count, percent } from "../elements/numberFormats.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { useWords } from "../elements/translation.ts";
import { TeacherAgreementPlot } from "./TeacherAgreementPlot.tsx";

/** One row a network, with its newest evaluation. */
export default function NetworksTable(): ReactNode {
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
      <TeacherAgreementPlot />
    </>
  );
}
