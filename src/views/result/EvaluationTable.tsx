/** Every evaluation of the shown run as a table, which can be copied as comma-separated values. */

import { type ReactNode, useMemo, useState } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { untranslated, useWords } from "../elements/translation.ts";
import { useEvaluatedNetworks } from "../shown/evaluatedNetworks.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { asCsv, evaluationRows } from "./evaluationRows.ts";
import "../../styles/chart.css";
import "../../styles/resultParts.css";

export default function EvaluationTable(): ReactNode {
  const words = useWords();
  const { table } = words.resultColumn;
  const networks = useEvaluatedNetworks();
  const names = useNames(useShownExperiment());
  const rows = useMemo(() => evaluationRows(networks), [networks]);
  const [told, setTold] = useState("");
  const head = [table.step, ...networks.map(({ card }) => names.network(card))];
  const copy = () => {
    navigator.clipboard.writeText(asCsv(head, rows)).then(
      () => setTold(table.copied),
      () => setTold(table.notCopied),
    );
  };
  return (
    <div className="evaluation-table">
      <p className="row">
        <button type="button" onClick={copy}>
          {table.copy}
        </button>
        <span role="status">{told}</span>
      </p>
      <ScrollRegion label={words.accuracyTable}>
        <table {...untranslated}>
          <thead>
            <tr>
              {head.map((name, i) => (
                <th key={i} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ step, errors }) => (
              <tr key={step}>
                <th scope="row">{count(step)}</th>
                {errors.map((value, i) => (
                  <td key={i}>{value === null ? "" : count(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
