/** The papers' claims and the findings of measured runs about them. */

import { type ReactNode, useEffect, useState } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import type { FidelityRow, Finding } from "../../session/comparisons/claimFindings.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useTranslate, useWords } from "../elements/translation.ts";
import { papersTable } from "../statements/papersTable.ts";

type State =
  | { readonly phase: "loading" }
  | { readonly phase: "loaded"; readonly rows: readonly FidelityRow[] }
  | { readonly phase: "missing" };

/** One claim's finding on one data set: a word, and the difference with its interval. */
function FindingCell({ finding }: { readonly finding: Finding | undefined }): ReactNode {
  const { fidelity: words } = useLaterWords();
  if (!finding) return <td>–</td>;
  const { word, mean, low, high, unit } = finding;
  return (
    <td>
      <strong className={`found ${word}`}>{words.words[word]}</strong>
      <small className="number">
        {count(mean)} [{count(low)}, {count(high)}] {words.units[unit]}
      </small>
    </td>
  );
}

/** A method's claims, one a row, with a column of findings for each data set. */
function ClaimsTable(props: { readonly rows: readonly FidelityRow[]; readonly name: string }): ReactNode {
  const { rows, name } = props;
  const { fidelity: words } = useLaterWords();
  const { datasets } = useWords();
  const translate = useTranslate();
  const [first] = rows;
  if (!first) return null;
  return (
    <ScrollRegion label={name}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.pairs(first.pairs, first.seed, first.date)}</th>
            {rows.map(({ dataset }) => (
              <th key={dataset} scope="col">
                {datasets[dataset]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first.findings.map(({ claim }) => (
            <tr key={claim}>
              <th scope="row">{translate(claim)}</th>
              {rows.map(({ dataset, findings }) => (
                <FindingCell key={dataset} finding={findings.find((one) => one.claim === claim)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Fetches and shows the table, or a message where it is missing or damaged. */
export default function FidelityTable(): ReactNode {
  const { fidelity: words } = useLaterWords();
  const translate = useTranslate();
  const [state, setState] = useState<State>({ phase: "loading" });
  useEffect(() => {
    papersTable().then(
      (rows) => setState({ phase: "loaded", rows }),
      () => setState({ phase: "missing" }),
    );
  }, []);
  if (state.phase !== "loaded") return <p role="status">{state.phase === "loading" ? words.loading : words.missing}</p>;
  return (
    <div className="fidelity">
      <p>{words.explanation}</p>
      {registry.map(({ id, name, paper, fidelity }) => (
        <section key={id} aria-label={translate(name)}>
          <h3>
            {translate(name)} <small>{`${paper.authors} ${paper.year}`}</small>
          </h3>
          <p className="hint">
            {words.exact} {translate(fidelity.exact)} {words.scaled} {translate(fidelity.scaled)}
          </p>
          <ClaimsTable rows={state.rows.filter(({ method }) => method === id)} name={translate(name)} />
        </section>
      ))}
    </div>
  );
}
