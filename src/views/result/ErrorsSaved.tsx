/** The errors that each pair has saved, with mean and 95 % interval, on an axis around zero. */

import type { ReactNode } from "react";
import { count, signed } from "../../i18n/numberFormats.ts";
import { type Axis, axisAroundZero } from "../../math/roundAxis.ts";
import type { Verdict } from "../../session/run/runSelectors.ts";
import { untranslated, useWords } from "../elements/translation.ts";

/** Lengths in pixels; what is across the axis is given in percent of the width. */
const MIDDLE = 13;
const NUMBERS = 40;
const HEIGHT = 44;
/** Room at both ends, percent, for half of a number. */
const MARGIN = 5;

const EMPTY: Axis = { low: -1, high: 4, ticks: [0] };

/** Where a value stands, percent of the width. */
function place({ low, high }: Axis, value: number): string {
  return `${MARGIN + ((100 - 2 * MARGIN) * (value - low)) / (high - low)}%`;
}

/** Zero marked, one ring a pair, the bar of the interval and a tick at the mean; the axis alone while there is no pair. */
export function ErrorsSaved(props: {
  readonly saved: readonly number[];
  readonly verdict: Verdict | null;
  /** what the drawing shows, in words */
  readonly finding: string;
}): ReactNode {
  const { saved, verdict, finding } = props;
  const { resultColumn: words } = useWords();
  const interval = verdict && Number.isFinite(verdict.low) ? verdict : null;
  const values = [...saved, ...(interval ? [interval.low, interval.high] : [])];
  const axis = verdict ? axisAroundZero(values) : EMPTY;
  const x = (value: number) => place(axis, value);
  const pairs = saved.map((one) => signed(one)).join(", ");
  return (
    <svg
      {...untranslated}
      className="errors-saved"
      height={HEIGHT}
      role="img"
      aria-label={verdict ? `${words.savedName} ${pairs}. ${finding}` : words.savedEmpty}
    >
      <line className="axis" x1={`${MARGIN / 2}%`} x2={`${100 - MARGIN / 2}%`} y1={MIDDLE} y2={MIDDLE} />
      <line className="zero" x1={x(0)} x2={x(0)} y1={0} y2={2 * MIDDLE} />
      {interval ? (
        <line className="interval" x1={x(interval.low)} x2={x(interval.high)} y1={MIDDLE} y2={MIDDLE} />
      ) : null}
      {saved.map((one, pair) => (
        <circle key={pair} cx={x(one)} cy={MIDDLE} r={4.5} />
      ))}
      {verdict && interval ? (
        <line className="mean" x1={x(verdict.mean)} x2={x(verdict.mean)} y1={MIDDLE - 9} y2={MIDDLE + 9} />
      ) : null}
      {axis.ticks.map((tick) => (
        <text key={tick} x={x(tick)} y={NUMBERS} textAnchor="middle">
          {tick > 0 ? `+${count(tick)}` : count(tick)}
        </text>
      ))}
    </svg>
  );
}
