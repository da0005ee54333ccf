/** Curves through evenly spaced points: one for each arm. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { untranslated } from "../elements/translation.ts";
import { extentOf, formatNumber, type ImagePanel, verticalScale } from "./panels.ts";

const WIDTH = 340;
const HEIGHT = 150;
const LABELS = 18;

/** A curve with the name of its arm. */
export interface NamedCurve {
  readonly name: string;
  readonly of: "student" | "baseline" | "control";
  readonly panel: ImagePanel;
}

/** The curves over one range, from 0 to the largest value; their names under them with what each ends at. */
export function Curves({
  curves,
  title,
}: {
  readonly curves: readonly NamedCurve[];
  readonly title: string;
}): ReactNode {
  const words = useLaterWords().inDetail;
  const high = Math.max(...curves.map(({ panel }) => extentOf(panel.values)[1]));
  const y = verticalScale([0, high], LABELS, HEIGHT);
  const height = HEIGHT + 2 * LABELS;
  const [from, to] = curves[0]?.panel.range ?? [0, 0];
  const ends = curves.map(({ name, panel }) => words.endsAt(name, formatNumber(panel.values.at(-1) ?? 0)));
  return (
    <figure className="curves">
      <svg {...untranslated} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${title}: ${ends.join("; ")}`}>
        <line className="axis" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        {curves.map(({ name, of, panel }) => {
          const x = (i: number) => (WIDTH * i) / Math.max(1, panel.values.length - 1);
          const points = Array.from(panel.values, (value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
          return <polyline key={name} className={`line ${of}`} points={points} />;
        })}
        <text x={0} y={LABELS - 5}>
          {formatNumber(high)}
        </text>
        <text x={0} y={height - 3}>
          {formatNumber(from)}
        </text>
        <text x={WIDTH} y={height - 3} textAnchor="end">
          {formatNumber(to)}
        </text>
      </svg>
      <figcaption>
        {curves.map(({ name, of }, i) => (
          <span key={name} className="curve-name">
            <svg viewBox="0 0 28 8" aria-hidden="true">
              <line className={`line ${of}`} x1={0} x2={28} y1={4} y2={4} />
            </svg>
            {ends[i]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
