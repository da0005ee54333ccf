/** The networks of the run: who teaches whom in each stage, and size, errors, agreement and calibration of each. */

import type { ReactNode } from "react";
import type { Arm } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { momentAt } from "../../session/run/moments.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useEvaluatedNetworks } from "../shown/evaluatedNetworks.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { stepShownOf } from "../statements/shownEvaluations.ts";
import { MethodStages } from "./MethodStages.tsx";
import { kilobytesOf, megaFlopsOf } from "./networkSizes.ts";
import { TeacherAgreementPlot } from "./TeacherAgreementPlot.tsx";
import { TwoNetworks } from "./TwoNetworks.tsx";

/** The columns of the short table. */
const SHORT = ["layers", "parameters", "kb", "errors", "agreement", "entropy"] as const;

/**
 * One row a network, with its evaluation at the step that is shown.
 * @param props.ofArm the arm to which the students are restricted, those of the first pair, with fewer columns; all by default
 */
export function AllNetworks({ ofArm }: { readonly ofArm?: Arm }): ReactNode {
  const all = useEvaluatedNetworks();
  const isShort = ofArm !== undefined;
  const networks = isShort
    ? all.filter(({ card }) => card.role === "teacher" || (card.arm === ofArm && (card.pair ?? 0) === 0))
    : all;
  const step = usePage((page) => page.step);
  // What a card asks to be guessed is not told in the table.
  const hides = usePage((page) => page.hides);
  const isHidden = ({ role }: (typeof networks)[number]["card"]) =>
    hides === "both" || (hides === "student" && role === "student");
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const { networkColumns: columns, varianceColumns, allNetworks } = useLaterWords().inDetail;
  const shown = networks.map(({ card, evaluations }) => ({
    card,
    evaluation: isHidden(card)
      ? undefined
      : momentAt(evaluations, stepShownOf(card.role === "teacher" ? "teacher" : "student", step))?.evaluation,
  }));
  const hasVariance = !isShort && shown.some(({ evaluation }) => evaluation?.gradientVariance);
  const headings = isShort
    ? [columns.name, ...SHORT.map((one) => columns[one])]
    : Object.values(hasVariance ? { ...columns, ...varianceColumns } : columns);
  return (
    <ScrollRegion label={allNetworks}>
      <table className="all-networks">
        <thead>
          <tr>
            {headings.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ card, evaluation }) => {
            const mflop = megaFlopsOf(card, experiment);
            const variance = evaluation?.gradientVariance;
            const cells: readonly (readonly [string, string])[] = [
              [columns.layers, card.architecture],
              [columns.parameters, count(card.parameters)],
              [columns.mflop, mflop === null ? "–" : mflop.toFixed(1)],
              [columns.kb, count(Math.round(kilobytesOf(card)))],
              [columns.errors, evaluation ? count(evaluation.errors) : "–"],
              [columns.agreement, evaluation && evaluation.agreement !== null ? percent(evaluation.agreement) : "–"],
              [columns.calibration, evaluation ? evaluation.calibrationError.toFixed(3) : "–"],
              [columns.entropy, evaluation ? evaluation.entropy.toFixed(3) : "–"],
              ...(hasVariance
                ? [
                    [varianceColumns.hard, variance ? variance.hard.toFixed(3) : "–"] as const,
                    [varianceColumns.soft, variance ? variance.soft.toFixed(3) : "–"] as const,
                  ]
                : []),
            ];
            return (
              <tr key={card.id}>
                <th scope="row" className={card.role}>
                  {names.network(card)}
                </th>
                {cells
                  .filter(([column]) => headings.includes(column))
                  .map(([column, value]) => (
                    <td key={column} data-column={column}>
                      {value}
                    </td>
                  ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The tab "Networks". */
export default function NetworksTable(): ReactNode {
  const hides = usePage((page) => page.hides);
  const isGuessed = hides !== "none";
  const areAllHidden = useEvaluatedNetworks().every(
    ({ card }) => hides === "both" || (hides === "student" && card.role === "student"),
  );
  const words = useLaterWords().inDetail;
  const experiment = useShownExperiment();
  return (
    <div className="networks">
      <TwoNetworks />
      <div>
        <h3>{words.whoTeaches}</h3>
        <p className="hint">{words.whoTeachesHint}</p>
        <MethodStages experiment={experiment} formula={false} />
      </div>
      {isGuessed && areAllHidden ? null : (
        <div>
          <h3>{words.allNetworks}</h3>
          <AllNetworks />
          <p className="hint">{words.calibrationHint}</p>
        </div>
      )}
      {isGuessed ? null : <TeacherAgreementPlot />}
    </div>
  );
}
