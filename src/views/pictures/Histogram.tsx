/** A panel with a histogram. */

import { type ReactNode, useContext } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { untranslated, useTranslate, useWords } from "../elements/translation.ts";
import { DrawingBox } from "./panelProps.ts";
import { extentOf, formatNumber, type ImagePanel } from "./panels.ts";

const LABELS = 18;

/** One panel: counts in bins over a range. @param props.reach where the axis ends on both sides, the same in all panels */
export function Histogram({ panel, reach }: { readonly panel: ImagePanel; readonly reach: number }): ReactNode {
  const { width, height } = useContext(DrawingBox);
  const _words = useWords();
  const { inDetail } = useLaterWords();
  const translate = useTranslate();
  const { label, values, range = [0, values.length] } = panel;
  const [, maxCount] = extentOf(values);
  const x = (value: number) => (width * (value + reach)) / (2 * reach);
  const start = x(range[0]);
  const bin = (x(range[1]) - start) / values.length;
  const labelWithRange = `${translate(label)}, ${inDetail.pictureRange(formatNumber(range[0]), formatNumber(range[1]))}`;
  return (
    <figure>
      <svg {...untranslated} viewBox={`0 0 ${width} ${height + LABELS}`} role="img" aria-label={labelWithRange}>
        <line className="axis" x1={0} x2={width} y1={height} y2={height} />
        {Array.from(values, (value, i) => {
          // Counts differ by orders of magnitude where weights are quantised: lengths are square roots of counts.
          const length = height * Math.sqrt(value / Math.max(maxCount, 1));
          return (
            <rect
              key={i}
              className="bar"
              x={start + i * bin}
              y={height - length}
              width={Math.max(bin * 0.86, 2)}
              height={length}
            />
          );
        })}
        {[-reach, 0, reach].map((tick) => (
          <text key={tick} x={x(tick)} y={height + 14} textAnchor={tick < 0 ? "start" : tick > 0 ? "end" : "middle"}>
            {formatNumber(Number(tick.toPrecision(2)))}
          </text>
        ))}
      </svg>
      <figcaption>{translate(label)}</figcaption>
    </figure>
  );
}
