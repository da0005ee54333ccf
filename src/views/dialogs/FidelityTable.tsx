/** The papers' claims and the findings of measured runs about them: each preset's, one column a data set. */

import { type ReactNode, useEffect, useState } from "react";
import { inUnit } from "../../i18n/numberFormats.ts";
import { fidelityOf } from "../../methods/experiments/fidelityTexts.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { JUDGED_DATASETS, judgedClaims } from "../../session/comparisons/claimFindings.ts";
import { type JointFinding, judgedPresets, type PapersRow } from "../../session/comparisons/jointFindings.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useTranslate, useWords } from "../elements/translation.ts";
import { papersTable } from "../statements/papersTable.ts";

type State =
  | { readonly phase: "loading" }
  | { readonly phase: "loaded"; readonly rows: readonly PapersRow[] }
  | { readonly phase: "missing" };

/** One claim's finding on one data set: a word, and the difference with its interval, over its seeds' pairs. */
function FindingCell({ finding }: { readonly finding: JointFinding | undefined }): ReactNode {
  const { fidelity: words } = useLaterWords();
  if (!finding) return <td>{words.notMeasured}</td>;
  const { word, mean, low, high, unit } = finding;
  return (
    <td>
      <strong className={`found ${word}`}>{words.words[word]}</strong>
      <small className="number">
        {inUnit(mean, unit)} [{inUnit(low, unit)}, {inUnit(high, unit)}] {words.units[unit]}
      </small>
    </td>
  );
}

/** The claims of a method in one preset, one a row, with a column of findings for each data set. */
function ClaimsTable(props: {
  readonly rows: readonly PapersRow[];
  readonly method: string;
  readonly name: string;
}): ReactNode {
  const { rows, method, name } = props;
  const { fidelity: words } = useLaterWords();
  const { datasets } = useWords();
  const translate = useTranslate();
  if (rows.length === 0) return <p className="hint">{words.nothingMeasured}</p>;
  const measured = JUDGED_DATASETS.map((dataset) => ({ dataset, row: rows.find((one) => one.dataset === dataset) }));
  return (
    <ScrollRegion label={name}>
      <table>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {measured.map(({ dataset, row }) => (
              <th key={dataset} scope="col">
                {datasets[dataset]} {row ? <small>{words.pairs(row.pairs, row.seeds, row.date)}</small> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {judgedClaims(method).map(({ text }) => (
            <tr key={text}>
              <th scope="row">{translate(text)}</th>
              {measured.map(({ dataset, row }) => (
                <FindingCell key={dataset} finding={row?.findings.find(({ claim }) => claim === text)} />
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
  const { presets } = useWords();
  const translate = useTranslate();
  const [state, setState] = useState<State>({ phase: "loading" });
  useEffect(() => {
    papersTable().then(
      ({ rows }) => setState({ phase: "loaded", rows }),
      () => setState({ phase: "missing" }),
    );
  }, []);
  if (state.phase !== "loaded") return <p role="status">{state.phase === "loading" ? words.loading : words.missing}</p>;
  return (
    <div className="fidelity">
      <p>{words.explanation}</p>
      {registry.map(({ id, name, paper }) => (
        <section key={id} aria-label={translate(name)}>
          <h3>
            {translate(name)} <small>{`${paper.authors} ${paper.year}`}</small>
          </h3>
          <p className="hint">
            {words.exact} {translate(fidelityOf(id).exact)} {words.scaled} {translate(fidelityOf(id).scaled)}
          </p>
          {judgedPresets
            .filter(({ method }) => method === id)
            .map(({ id: preset }) => (
              <ClaimsTable
                key={preset}
                rows={state.rows.filter((row) => row.preset === preset)}
                method={id}
                name={preset === id ? translate(name) : (presets[preset] ?? preset)}
              />
            ))}
        </section>
      ))}
    </div>
  );
}
