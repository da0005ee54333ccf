/** A panel with a histogram. */

import type { ReactNode } from "react";
import { untranslated, useTranslate, useWords } from "../elements/translation.ts";
import { extentOf, formatNumber, type ImagePanel } from "./panels.ts";

const WIDTH = 244;
const HEIGHT = 84;
const LABELS = 14;

/** One panel: counts in bins over a range. */
export function Histogram({ panel }: { readonly panel: ImagePanel }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const { label, values, range = [0, values.length] } = panel;
  const [, maxCount] = extentOf(values);
  const bin = WIDTH / values.length;
  const labelWithRange = `${translate(label)}, ${words.pictureRange(formatNumber(range[0]), formatNumber(range[1]))}`;
  const zero = (WIDTH * -range[0]) / (range[1] - range[0]);
  return (
    <figure>
      <svg
        {...untranslated}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + LABELS}`}
        width={WIDTH}
        height={HEIGHT + LABELS}
        role="img"
        aria-label={labelWithRange}
      >
        <line className="axis" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        {Array.from(values, (value, i) => {
          // Counts differ by orders of magnitude where weights are quantised: lengths are square roots of counts.
          const length = HEIGHT * Math.sqrt(value / Math.max(maxCount, 1));
          return <rect key={i} className="bar" x={i * bin} y={HEIGHT - length} width={bin * 0.86} height={length} />;
        })}
        <text x={0} y={HEIGHT + 12}>
          {formatNumber(range[0])}
        </text>
        {zero > 30 && zero < WIDTH - 30 ? (
          <text x={zero} y={HEIGHT + 12} textAnchor="middle">
            0
          </text>
        ) : null}
        <text x={WIDTH} y={HEIGHT + 12} textAnchor="end">
          {formatNumber(range[1])}
        </text>
      </svg>
      <figcaption>{translate(label)}</figcaption>
    </figure>
  );
}
