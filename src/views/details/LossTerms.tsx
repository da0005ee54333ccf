/** The loss that is minimised: its formula, the stages with their loss terms, and the losses of the last steps. */

import type { ReactNode } from "react";
import { DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { withMinus } from "../../i18n/numberFormats.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { NetworkRun } from "../../session/run/runFromEvents.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { MethodStages } from "./MethodStages.tsx";

/** How many of the last steps are listed. */
const LAST_STEPS = 12;

/** The newest rows of a network's losses, the newest first. */
function newestRows({ losses, lossColumns }: NetworkRun): readonly { step: number; values: Float32Array }[] {
  const width = lossColumns.length;
  const newest: { step: number; values: Float32Array }[] = [];
  for (const { fromStep, rows } of [...losses].reverse())
    for (let i = rows.length / width - 1; i >= 0 && newest.length < LAST_STEPS; i--)
      newest.push({ step: fromStep + i, values: rows.subarray(i * width, (i + 1) * width) });
  return newest;
}

function LastSteps({ network }: { readonly network: NetworkRun }): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const translate = useTranslate();
  const rows = newestRows(network);
  if (rows.length === 0) return null;
  return (
    <ScrollRegion label={inDetail.lossNow}>
      <table className="losses">
        <caption>{inDetail.lossNow}</caption>
        <thead>
          <tr>
            <th scope="col">{inDetail.stepsAxis}</th>
            {network.lossColumns.map((column) => (
              <th key={column} scope="col">
                {column === "total" ? words.total : translate(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, values }) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              {network.lossColumns.map((column, i) => (
                <td key={column}>{withMinus(values[i]!.toPrecision(4))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Title, place and equations of the method's paper. */
function PaperReference({ method }: { readonly method: Experiment["method"] }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const { paper } = methodById(method.id);
  return (
    <p className="hint">
      {paper.authors} {paper.year}:{" "}
      <a href={paper.url} target="_blank" rel="noreferrer">
        {paper.title}
      </a>
      , {words.equations(translate(paper.equations))}
    </p>
  );
}

/** Claim and formula of the method, its stages with their loss terms, the losses of the last steps, and the paper. */
export function LossTerms(): ReactNode {
  const translate = useTranslate();
  const experiment = usePlayground((state) => state.experiment);
  const student = usePlayground((state) => (state.run ? studentsOfArm(state.run, DISTILLED)[0] : undefined));
  const { claim, formula } = methodById(experiment.method.id);
  return (
    <div className="loss-card">
      <p>{translate(claim)}</p>
      {formula ? <p className="formula">{translate(formula)}</p> : null}
      <MethodStages experiment={experiment} formula={formula === undefined} />
      {student ? <LastSteps network={student} /> : null}
      <PaperReference method={experiment.method} />
    </div>
  );
}
