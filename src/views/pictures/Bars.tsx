/** A panel of bars, above or below 0. */

import type { ReactNode } from "react";
import { untranslated, useTranslate } from "../elements/translation.ts";
import { formatNumber, type ImagePanel, verticalScale } from "./panels.ts";

const HEIGHT = 84;
const LABELS = 16;
/** Width of a bar with its gap, pixels. */
const PITCH = 30;
/** Up to this many bars have names. */
const MAX_NAMED = 12;
/** Bars longer than this share of the range have their number. */
const MIN_NUMBERED = 0.05;

/** Characters of a number that have room over a bar; of longer ones only the one of the longest bar is written. */
const NUMBER_LENGTH = 4;
/** How many times its size a picture of few bars may have. */
const MAX_SCALE = 1.4;

/** Characters of a bar's name that have room under it; its tooltip has the whole name. */
const NAME_LENGTH = 4;

/** One panel: [bars]. @param props.extent of all panels, 0 in it @param props.nameOf names a bar by its index */
export function Bars(props: {
  readonly panel: ImagePanel;
  readonly extent: readonly [number, number];
  readonly nameOf: (i: number) => string;
}): ReactNode {
  const translate = useTranslate();
  const { panel, nameOf } = props;
  const [low, high] = props.extent;
  const count = panel.values.length;
  const pitch = count > MAX_NAMED ? Math.max(4, (PITCH * MAX_NAMED) / count) : PITCH;
  const longest = panel.values.reduce((best, v, i, all) => (Math.abs(v) > Math.abs(all[best]!) ? i : best), 0);
  const y = verticalScale(props.extent, LABELS, HEIGHT);
  const width = Math.max(pitch * count, PITCH);
  const height = HEIGHT + 2 * LABELS + (low < 0 ? LABELS : 0);
  return (
    <figure>
      <svg
        {...untranslated}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        style={{ maxWidth: width * MAX_SCALE }}
        role="img"
        aria-label={translate(panel.label)}
      >
        {Array.from(panel.values, (value, i) => {
          const number = formatNumber(Number(value.toPrecision(2)));
          const hasRoom = number.length <= NUMBER_LENGTH || i === longest;
          const middle = (i + 0.5) * pitch;
          const [top, bottom] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
          return (
            <g key={i}>
              <title>{nameOf(i)}</title>
              <rect
                className="bar"
                x={i * pitch + pitch * 0.14}
                y={top}
                width={pitch * 0.72}
                height={Math.max(0.75, bottom - top)}
                rx={2}
              />
              {count > MAX_NAMED ? null : (
                <>
                  {hasRoom && Math.abs(value) > MIN_NUMBERED * (high - low) ? (
                    <text x={middle} y={value < 0 ? bottom + 11 : top - 3} textAnchor="middle">
                      {number}
                    </text>
                  ) : null}
                  <text x={middle} y={height - 3} textAnchor="middle">
                    {nameOf(i).slice(0, NAME_LENGTH)}
                  </text>
                </>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>{translate(panel.label)}</figcaption>
    </figure>
  );
}
