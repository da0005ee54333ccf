/** One figure of the section on a line: a dot for each seed, its interval, and the paper's figure as a hollow diamond. */

import type { ReactNode } from "react";
import type { Interval } from "../../math/statistics.ts";
import { untranslated } from "../../views/elements/translation.ts";
import "../../styles/hinton2015.css";

const [WIDTH, HEIGHT, MARGIN] = [148, 18, 8];
const MIDDLE = HEIGHT / 2;

/** @param label the picture in words */
export function FigureDotPlot(props: {
  readonly values: readonly number[];
  readonly interval: Interval | null;
  readonly paper: number | undefined;
  readonly label: string;
}): ReactNode {
  const { values, interval, paper, label } = props;
  const all = [...values, ...(paper === undefined ? [] : [paper])];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(high - low, 0.1 * high, 1);
  const x = (value: number) => {
    const share = (value - (low + high) / 2) / room + 0.5;
    return MARGIN + Math.min(1, Math.max(0, share)) * (WIDTH - 2 * MARGIN);
  };
  return (
    <svg
      {...untranslated}
      className="figure-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      role="img"
      aria-label={label}
    >
      <path className="axis" d={`M${MARGIN} ${MIDDLE}H${WIDTH - MARGIN}`} />
      {interval ? <path className="interval" d={`M${x(interval.low)} ${MIDDLE}H${x(interval.high)}`} /> : null}
      {values.map((value, i) => (
        <circle key={i} className="seed" cx={x(value)} cy={MIDDLE} r={3.5} />
      ))}
      {paper === undefined ? null : <path className="ghost" d={`M${x(paper)} ${MIDDLE - 6}l6 6l-6 6l-6 -6z`} />}
    </svg>
  );
}
