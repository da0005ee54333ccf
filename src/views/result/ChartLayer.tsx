/** What lies over the lines of the chart: labels at their ends, stages and changed settings, and the shown step. */

import type { ReactNode } from "react";
import { usePlotArea } from "recharts";
import type { Axis } from "../../math/roundAxis.ts";
import type { CurvePoint } from "../../session/comparisons/evaluationCurves.ts";
import { pushedApart } from "./chartCurves.ts";
import { type EndLabel, fittedLines } from "./endLabels.ts";
import { type PlacedNote, rowsOfNotes } from "./stepNotes.ts";

/** A point that is marked on its line; hollow, ringed in the line's colour, where it is a second value. */
export interface Marker extends CurvePoint {
  readonly key: string;
  readonly colour: string;
  readonly isRing?: boolean;
  /** what stands below it */
  readonly text?: string;
  /** the value that a ring is joined to */
  readonly from?: number;
}

/** The distance from which a label is joined to the end of its line. */
const JOINED = 6;

export function ChartLayer(props: {
  readonly axis: Axis;
  readonly end: number;
  readonly size: number;
  readonly labels: readonly EndLabel[];
  readonly notes: readonly PlacedNote[];
  readonly markers: readonly Marker[];
  /** the earlier step that everything is shown at */
  readonly step: number | null;
}): ReactNode {
  const { axis, end, size, labels, notes, markers, step } = props;
  const plot = usePlotArea();
  if (!plot) return null;
  const { x: left, y: top, width, height } = plot;
  const [right, bottom] = [left + width, top + height];
  const x = (at: number) => left + (Math.min(at, end) / end) * width;
  const y = (errors: number) => {
    const share = Math.log(Math.max(axis.low, errors) / axis.low) / Math.log(axis.high / axis.low);
    return Math.max(top, bottom - share * height);
  };
  const line = size * 1.2;
  // Above the numbers of the steps.
  const [highest, lowest] = [Math.max(0, top - line), bottom + 2];
  const lines = fittedLines(labels, Math.floor((lowest - highest) / line));
  const used = lines.filter(({ length }) => length > 0);
  const spare = lowest - highest - line * used.reduce((sum, { length }) => sum + length, 0);
  const gap = Math.max(0, Math.min(size / 3, spare / used.length));
  const heights = lines.map(({ length }) => (length > 0 ? line * length + gap : 0));
  const places = pushedApart(
    labels.map(({ at }, i) => ({ at: y(at), height: heights[i]! })),
    highest,
    lowest,
  );
  const textX = right + size;
  const noteRows = rowsOfNotes(notes);
  return (
    <g className="chart-layer" fontSize={size}>
      {notes.map(({ step: at, text, lines: own, row, x: noteX }) => (
        <g key={`${at} ${text}`}>
          <line
            className="note"
            x1={x(at)}
            x2={x(at)}
            y1={top - line * (own.length > 0 ? noteRows - row : 0)}
            y2={bottom}
          />
          <text className="note">
            {own.map((part, i) => (
              <tspan key={part} x={noteX} y={top - line * (noteRows - row - i) + size}>
                {i + 1 < own.length ? `${part} ` : part}
              </tspan>
            ))}
          </text>
        </g>
      ))}
      {step === null ? null : <line className="now" x1={x(step)} x2={x(step)} y1={top - 4} y2={bottom} />}
      {labels.map(({ key, end: lineEnd, at, colour, isOfPaper }, i) => {
        const from = lineEnd ? [x(lineEnd.step), y(lineEnd.errors)] : [right, y(at)];
        if (lines[i]!.length === 0) return null;
        const isJoined = isOfPaper || Math.abs(places[i]! - from[1]!) > JOINED;
        const [diamondX, diamondY] = [right - 1, y(at)];
        return (
          <g key={key} style={{ color: colour }}>
            {isJoined ? (
              <path className="joint" d={`M${from[0]! + 2} ${from[1]}L${textX - size * 0.3} ${places[i]}`} />
            ) : null}
            {isOfPaper ? <path className="diamond" d={`M${diamondX} ${diamondY - 5}l5 5l-5 5l-5 -5z`} /> : null}
            <text y={places[i]! - ((lines[i]!.length - 1) / 2) * line + size * 0.36}>
              {lines[i]!.map((text, row) => (
                <tspan key={row} x={textX} dy={row === 0 ? 0 : line}>
                  {text}
                </tspan>
              ))}
            </text>
          </g>
        );
      })}
      {markers.map(({ key, step: at, errors, colour, isRing, text, from }) => (
        <g key={key} style={{ color: colour }}>
          {from === undefined ? null : <line className="moved" x1={x(at)} x2={x(at)} y1={y(from)} y2={y(errors)} />}
          {from === undefined ? null : <circle className="disc" cx={x(at)} cy={y(from)} r={size * 0.34} />}
          <circle className={isRing ? "ring" : "disc"} cx={x(at)} cy={y(errors)} r={size * 0.36} />
          {text === undefined ? null : (
            <text x={x(at)} y={y(errors) + size * 1.5} textAnchor="middle">
              {text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
