/** What every line of the chart reads at one step. */

import type { ReactNode } from "react";
import { useChartWidth } from "recharts";
import { count } from "../../i18n/numberFormats.ts";
import type { Curve } from "../../session/comparisons/evaluationCurves.ts";
import { useWords } from "../elements/translation.ts";
import { errorsAt } from "./chartCurves.ts";

/** A line with its name. */
export interface NamedCurve extends Curve {
  readonly name: string;
  readonly colour: string;
}

/** The widest that it may be, as a share of the chart. */
const WIDEST = 0.8;
/** Of more rows than these only the means are given. */
const WITH_PAIRS = 5;

/** Values of an arm's pairs beside their mean: all of few, of many the least and the greatest. */
function valuesOfPairs(values: readonly number[]): string {
  if (values.length === 0) return "";
  if (values.length <= 3) return values.map(count).join(" ");
  return `${count(Math.min(...values))}–${count(Math.max(...values))}`;
}

/** One row for the teacher, each arm and each further output: the mean, and the single pairs beside it. */
export function ChartReading(props: {
  readonly curves: readonly NamedCurve[];
  readonly total: number;
  /** given by the chart */
  readonly active?: boolean;
  readonly label?: string | number;
}): ReactNode {
  const { curves, total, active, label } = props;
  const words = useWords();
  const width = useChartWidth() ?? 0;
  if (!active || label === undefined) return null;
  const step = Number(label);
  const rows = curves
    .filter(({ kind }) => kind !== "pair")
    .flatMap((curve) => {
      const errors = errorsAt(curve, step);
      if (errors === undefined) return [];
      const pairs = curve.kind === "mean" ? curves.filter(({ kind, arm }) => kind === "pair" && arm === curve.arm) : [];
      return [{ curve, errors, pairs: pairs.flatMap((one) => errorsAt(one, step) ?? []) }];
    })
    .sort((a, b) => b.errors - a.errors);
  return (
    <div className="chart-reading" style={{ maxWidth: WIDEST * width }}>
      <p>{words.atStep(step)}</p>
      <table aria-hidden="true">
        <tbody>
          {rows.map(({ curve, errors, pairs }) => (
            <tr key={curve.id} style={{ color: curve.colour }}>
              <th scope="row">{curve.name}</th>
              <td>{count(errors)}</td>
              {rows.length > WITH_PAIRS ? null : <td className="of-pairs">{valuesOfPairs(pairs)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="unseen">
        {rows
          .map(({ curve, errors }) => `${curve.name}: ${words.errorsOutOf(count(errors), count(total))}`)
          .join(words.punctuation.semicolon)}
      </p>
    </div>
  );
}
