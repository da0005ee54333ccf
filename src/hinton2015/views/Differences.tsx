/** Paired differences around zero: errors that one training saves against another, with their intervals. */

import type { ReactNode } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { useLaterWords } from "../../views/elements/laterWords.ts";
import { untranslated, useTranslate } from "../../views/elements/translation.ts";
import { sectionComparisons } from "../paperResults.ts";
import { type PairReading, readPair, type SectionSummary } from "../replay/sectionSummary.ts";
import { type Axis, axisAroundZero } from "./axes.ts";

const MIDDLE = 14;

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

const isBeyond = (value: number, { share }: Axis) => share(value) <= 0 || share(value) >= 1;

/** The ends of a reading: of its interval, or its mean alone where it has none. */
const endsOf = ({ mean, low, high, seeds }: PairReading) =>
  seeds > 1 ? ([low, high] as const) : ([mean, mean] as const);

function DifferencePlot(props: {
  readonly reading: PairReading;
  readonly axis: Axis;
  readonly label: string;
}): ReactNode {
  const { reading, axis, label } = props;
  const x = (value: number) => percent(axis.share(value));
  const [low, high] = endsOf(reading);
  const zero = x(0);
  const arrow = reading.mean > 0 ? "M-9 8l8 6l-8 6z" : "M9 8l-8 6l8 6z";
  return (
    <svg {...untranslated} className="difference-line" role="img" aria-label={label}>
      <line className="zero" x1={zero} x2={zero} y1={0} y2="100%" />
      <line className="interval" x1={x(low)} x2={x(high)} y1={MIDDLE} y2={MIDDLE} />
      {isBeyond(reading.mean, axis) ? (
        <svg x={x(reading.mean)} overflow="visible" aria-hidden="true">
          <path className="ours" d={arrow} />
        </svg>
      ) : (
        <circle className="ours" cx={x(reading.mean)} cy={MIDDLE} r={5} />
      )}
    </svg>
  );
}

/** @param props.figures of the chosen seed, or of all */
export function Differences(props: { readonly figures: SectionSummary["figures"]; readonly total: number }): ReactNode {
  const { figures, total } = props;
  const { replay: words } = useLaterWords();
  const translate = useTranslate();
  const compared = sectionComparisons.flatMap((pair) => {
    const reading = readPair(figures, pair);
    return reading ? [{ pair, reading }] : [];
  });
  if (compared.length === 0) return null;
  const axis = axisAroundZero(compared.map(({ reading }) => endsOf(reading)));
  return (
    <section aria-labelledby="replay-differences">
      <h3 id="replay-differences">{words.pairs}</h3>
      <p className="hint">{words.pairsOf(count(total))}</p>
      <table className="differences">
        <tbody>
          {compared.map(({ pair, reading }) => {
            const { mean, low, high, word, seeds } = reading;
            const text = translate(pair.text);
            const [from, to] = [count(low), count(high)];
            const saved = `${count(mean)} ${seeds > 1 ? `[${from}, ${to}]` : ""}`;
            return (
              <tr key={pair.text}>
                <th scope="row">{text}</th>
                <td className="plot">
                  <DifferencePlot {...{ reading, axis }} label={words.pair(text, saved.trim(), words.pairWord[word])} />
                </td>
                <td className="number">
                  {saved}
                  <small>{words.pairWord[word]}</small>
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td className="plot">
              <svg {...untranslated} className="figure-axis" aria-hidden="true">
                {axis.ticks.map((tick) => (
                  <text key={tick} x={percent(axis.share(tick))} y={14} textAnchor="middle">
                    {count(tick)}
                  </text>
                ))}
              </svg>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
