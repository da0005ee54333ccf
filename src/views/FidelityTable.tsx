/** The papers' claims and what measured runs said of them. */

import { type ReactNode, useEffect, useState } from "react";
import * as v from "valibot";
import { registry } from "../methods/registry.ts";
import { type FidelityRow, FidelitySchema } from "../session/fidelity.ts";
import { Scroll } from "./controls.tsx";
import { count, useTranslate, useWords } from "./page.tsx";

type State =
  | { readonly phase: "loading" }
  | { readonly phase: "there"; readonly rows: readonly FidelityRow[] }
  | { readonly phase: "missing" };

async function load(): Promise<readonly FidelityRow[]> {
  const answer = await fetch(new URL("fidelity.json", document.baseURI));
  return v.parse(FidelitySchema, await answer.json()).rows;
}

/** Fetches and shows the table; says so where it is missing or damaged. */
export default function FidelityTable(): ReactNode {
  const { fidelity: words, datasets } = useWords();
  const translate = useTranslate();
  const [state, setState] = useState<State>({ phase: "loading" });
  useEffect(() => {
    load().then(
      (rows) => setState({ phase: "there", rows }),
      () => setState({ phase: "missing" }),
    );
  }, []);
  if (state.phase !== "there") return <p role="status">{state.phase === "loading" ? words.loading : words.missing}</p>;
  return (
    <div className="fidelity">
      <p>{words.explanation}</p>
      {registry.map(({ id, name, paper, fidelity }) => {
        const own = state.rows.filter(({ method }) => method === id);
        return (
          <section key={id} aria-label={translate(name)}>
            <h3>
              {translate(name)} <small>{`${paper.authors} ${paper.year}`}</small>
            </h3>
            <p className="hint">
              {words.exact} {translate(fidelity.exact)} {words.scaled} {translate(fidelity.scaled)}
            </p>
            <Scroll label={translate(name)}>
              <table>
                <tbody>
                  {own.flatMap(({ dataset, seed, pairs, date, findings }) =>
                    findings.map(({ claim, word, mean, low, high, unit }) => (
                      <tr key={`${dataset} ${claim}`}>
                        <td>{translate(claim)}</td>
                        <td>{datasets[dataset]}</td>
                        <th scope="row" className={`found ${word}`}>
                          {words.words[word]}
                        </th>
                        <td className="number">
                          {count(mean)} [{count(low)}, {count(high)}] {words.units[unit]}
                        </td>
                        <td>{words.pairs(pairs, seed, date)}</td>
                      </tr>
                    )),
                  )}
                </tbody>
              </table>
            </Scroll>
          </section>
        );
      })}
    </div>
  );
}
