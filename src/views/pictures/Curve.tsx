/** A panel with a curve through evenly spaced points. */

import type { ReactNode } from "react";
import { untranslated, useTranslate } from "../elements/translation.ts";
import { formatNumber, type ImagePanel, verticalScale } from "./panels.ts";

const WIDTH = 244;
const HEIGHT = 84;
const LABELS = 14;

/** One panel: [points] over its range. @param props.extent of all panels, 0 in it */
export function Curve(props: { readonly panel: ImagePanel; readonly extent: readonly [number, number] }): ReactNode {
  const translate = useTranslate();
  const { label, values, range = [0, values.length - 1] } = props.panel;
  const [, high] = props.extent;
  const y = verticalScale(props.extent, LABELS, HEIGHT);
  const x = (i: number) => (WIDTH * i) / Math.max(1, values.length - 1);
  const points = Array.from(values, (value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const height = HEIGHT + 2 * LABELS;
  return (
    <figure>
      <svg
        {...untranslated}
        viewBox={`0 0 ${WIDTH} ${height}`}
        width={WIDTH}
        height={height}
        role="img"
        aria-label={translate(label)}
      >
        <line className="axis" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        <polyline className="line" points={points} />
        <text x={0} y={LABELS - 3}>
          {formatNumber(high)}
        </text>
        <text x={0} y={height - 2}>
          {formatNumber(range[0])}
        </text>
        <text x={WIDTH} y={height - 2} textAnchor="end">
          {formatNumber(range[1])}
        </text>
      </svg>
      <figcaption>{translate(label)}</figcaption>
    </figure>
  );
}
