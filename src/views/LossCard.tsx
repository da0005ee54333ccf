/** What the student minimises, with the numbers of the last step, and the classic mistakes to try. */

import type { ReactNode } from "react";
import { methodById } from "../methods/registry.ts";
import type { NetworkRun } from "../session/runs.ts";
import { studentsOfArm } from "../session/selectors.ts";
import { Choice, Scroll } from "./controls.tsx";
import { usePlayground, useWords } from "./page.tsx";

/** How many steps are read out. */
const SHOWN = 12;

/** The newest rows of a network's losses, the newest first. */
function newestRows({ losses, lossColumns }: NetworkRun): readonly { step: number; values: Float32Array }[] {
  const width = lossColumns.length;
  const newest: { step: number; values: Float32Array }[] = [];
  for (const { fromStep, rows } of [...losses].reverse())
    for (let i = rows.length / width - 1; i >= 0 && newest.length < SHOWN; i--)
      newest.push({ step: fromStep + i, values: rows.subarray(i * width, (i + 1) * width) });
  return newest;
}

function LastSteps({ network }: { readonly network: NetworkRun }): ReactNode {
  const words = useWords();
  const rows = newestRows(network);
  if (rows.length === 0) return null;
  return (
    <Scroll label={words.lossNow}>
      <table className="losses">
        <caption>{words.lossNow}</caption>
        <thead>
          <tr>
            <th scope="col">{words.stepsAxis}</th>
            {network.lossColumns.map((column) => (
              <th key={column} scope="col">
                {words.terms[column] ?? column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, values }) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {network.lossColumns.map((column, i) => (
                <td key={column}>{values[i]!.toPrecision(4)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The loss, term by term. */
export function LossCard(): ReactNode {
  const words = useWords();
  const method = usePlayground((state) => state.experiment.method);
  const edit = usePlayground((state) => state.edit);
  const taught = usePlayground((state) => (state.run ? studentsOfArm(state.run, "taught")[0] : undefined));
  const { claim, paper, params } = methodById(method.id);
  const { mistake } = params;
  return (
    <div className="loss-card">
      <p>{claim}</p>
      <p className="formula">{words.lossFormula}</p>
      {taught ? <LastSteps network={taught} /> : null}
      {mistake?.kind === "choice" ? (
        <Choice
          label={words.mistake}
          value={`${method.params.mistake ?? "none"}`}
          options={mistake.choices.map((value) => ({ value, label: words.mistakes[value] ?? value }))}
          onChange={(value) =>
            edit((e) => ({ ...e, method: { ...e.method, params: { ...e.method.params, mistake: value } } }))
          }
        />
      ) : null}
      <p className="hint">
        {paper.authors} {paper.year}:{" "}
        <a href={paper.url} target="_blank" rel="noreferrer">
          {paper.title}
        </a>
        , eq. {paper.equations}
      </p>
    </div>
  );
}
