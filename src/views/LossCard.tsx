/** What the student minimises, with the numbers of the last step, and the classic mistakes to try. */

import type { ReactNode } from "react";
import { methodById } from "../methods/registry.ts";
import { studentsOfArm } from "../session/selectors.ts";
import { Choice } from "./controls.tsx";
import { usePlayground, useWords } from "./page.tsx";

/** The loss, term by term. */
export function LossCard(): ReactNode {
  const words = useWords();
  const method = usePlayground((state) => state.experiment.method);
  const edit = usePlayground((state) => state.edit);
  const taught = usePlayground((state) => (state.run ? studentsOfArm(state.run, "taught")[0] : undefined));
  const { claim, paper, params } = methodById(method.id);
  const columns = taught?.lossColumns ?? [];
  const rows = taught?.losses.at(-1)?.rows;
  const last = rows?.subarray(rows.length - columns.length);
  const { mistake } = params;
  return (
    <div className="loss-card">
      <p>{claim}</p>
      <p className="formula">{words.lossFormula}</p>
      {last ? (
        <p className="hint">
          {words.lossNow}: {columns.map((column, i) => `${column} ${last[i]!.toPrecision(3)}`).join(" · ")}
        </p>
      ) : null}
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
