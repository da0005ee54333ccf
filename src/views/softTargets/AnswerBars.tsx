/** What teacher and student answer, as bars on both sides of the class names. Their axis is always 0 to 100 %. */

import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import { softmax } from "../../math/softmax.ts";
import type { Hidden } from "../../places/controls.ts";
import { useElementSize } from "../elements/observedElement.ts";
import { usePage } from "../elements/pageChoices.ts";
import { untranslated } from "../elements/translation.ts";
import type { ClassNames } from "../statements/classNames.ts";
import { type BarPlace, barValues, gutterOf, largestOf, placeBar, typeSizes } from "./barGeometry.ts";
import type { Tone } from "./shownAnswers.ts";

/** Between the outer ends of the axes and the edges of the drawing. */
const EDGE = 2;
/** The shortest soft target that is outlined. */
const LEAST_OUTLINE = 5;

export interface AnswerBarsProps {
  /** the finding, as a sentence */
  readonly label: string;
  readonly tone: Tone;
  /** logits, [classes]; null while there are none */
  readonly teacher: Float32Array | null;
  readonly student: Float32Array | null;
  readonly temperature: number;
  /** whether the teacher's answers are what the student should say */
  readonly areTargets: boolean;
  /** the class of the image */
  readonly trueClass: number | undefined;
  /** classes that the student's images lack */
  readonly dropped: readonly number[];
  readonly nameOf: ClassNames;
  /** whose answers stay hidden behind a question mark */
  readonly hides?: Hidden;
  /** sizes of the type; by default they follow the height of the rows */
  readonly type?: { readonly name: number; readonly number: number } | undefined;
}

/** A question mark in place of the bars of one network. */
function HiddenAnswer(props: { readonly x: number; readonly height: number; readonly className: string }): ReactNode {
  const size = Math.min(96, props.height / 3);
  return (
    <text className={`hidden ${props.className}`} x={props.x} y={props.height / 2 + size * 0.36} fontSize={size}>
      ?
    </text>
  );
}

/** One bar with its number and the line behind it. @param props.toX the place of a distance from the gutter */
function Bar(props: {
  readonly place: BarPlace;
  readonly className: string;
  readonly toX: (distance: number) => number;
  readonly y: number;
  readonly height: number;
  readonly size: number;
}): ReactNode {
  const { place, className, toX, y, height, size } = props;
  const { number, line, length } = place;
  const middle = y + height / 2;
  const isLeft = toX(1) < toX(0);
  return (
    <>
      {line[1] > line[0] ? <line className="hair" x1={toX(line[0])} x2={toX(line[1])} y1={middle} y2={middle} /> : null}
      <rect
        className={`bar ${className}`}
        x={Math.min(toX(0), toX(length))}
        y={y}
        width={length}
        height={height}
        rx={2}
      />
      {number ? (
        <text
          className={number.isInside ? "value inside" : "value"}
          x={toX(number.at)}
          y={middle + size * 0.36}
          fontSize={size}
          textAnchor={isLeft ? "end" : "start"}
        >
          {number.text}
        </text>
      ) : null}
    </>
  );
}

/** The bars. They fill the element that holds them: its height, divided by the classes, is that of a row. */
export function AnswerBars(props: AnswerBarsProps): ReactNode {
  const {
    label,
    tone,
    teacher,
    student,
    temperature,
    trueClass,
    dropped,
    nameOf,
    hides = "none",
    type,
    areTargets,
  } = props;
  const scale = usePage((page) => page.scale);
  const marked = usePage((page) => page.marked);
  const choose = usePage((page) => page.choose);
  const [room, { width, height }] = useElementSize();
  const classes = (teacher ?? student)?.length ?? 0;
  const row = classes > 0 ? Math.floor(height / classes) : 0;
  const sizes = type ?? typeSizes(row);
  const values = useMemo(() => {
    const soft = (logits: Float32Array | null) => logits && softmax(logits, temperature);
    const [p, q] = [soft(teacher), soft(student)];
    const top = p ? largestOf(p) : q ? largestOf(q) : 0;
    return { teacher: p && barValues(p, scale, top), student: q && barValues(q, scale, top) };
  }, [teacher, student, temperature, scale]);
  const gutter = useMemo(() => {
    const names = Array.from({ length: classes }, (_, c) => nameOf(c));
    const size = nameOf.areWords ? Math.min(sizes.name, type ? sizes.name : 13) : sizes.name;
    return { size, width: gutterOf(names, size, row >= 36 ? 64 : width < 400 ? 36 : 48) };
  }, [classes, nameOf, sizes.name, type, row, width]);

  const middle = width / 2;
  const axis = middle - gutter.width / 2 - EDGE;
  const toLeft = (distance: number) => middle - gutter.width / 2 - distance;
  const toRight = (distance: number) => middle + gutter.width / 2 + distance;
  const barHeight = Math.round(row * 0.72);
  const mark = (c: number | null) => choose({ marked: c });
  const keyPressed = (event: KeyboardEvent) => {
    const from = marked ?? (event.key === "ArrowUp" ? classes : -1);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: classes - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    mark(Math.max(0, Math.min(classes - 1, to)));
  };
  const isDrawn = row > 0 && axis > 0;
  return (
    <div className="bars-room" ref={room} style={{ "--classes": classes } as object}>
      {isDrawn ? (
        <svg
          {...untranslated}
          className="bars"
          width={width}
          height={row * classes}
          viewBox={`0 0 ${width} ${row * classes}`}
          role="img"
          tabIndex={0}
          aria-label={label}
          onKeyDown={keyPressed}
          onBlur={() => mark(null)}
          onPointerLeave={() => mark(null)}
        >
          {Array.from({ length: classes }, (_, c) => {
            const y = c * row + (row - barHeight) / 2;
            const [left, right] = [values.teacher?.[c], values.student?.[c]];
            const common = { y, height: barHeight, size: sizes.number };
            const a = left && hides !== "both" ? placeBar(left, 0, axis, sizes.number) : null;
            const target = areTargets && a && a.length >= LEAST_OUTLINE ? a.length : null;
            const b = right && hides === "none" ? placeBar(right, target ?? 0, axis, sizes.number) : null;
            const name = ["class-name", c === trueClass ? "true" : "", dropped.includes(c) ? "dropped" : ""];
            return (
              <g key={c} className={c === marked ? "bar-row marked" : "bar-row"} onPointerEnter={() => mark(c)}>
                <rect className="row-wash" x={0} y={c * row} width={width} height={row} rx={4} />
                {a ? <Bar {...common} place={a} className={tone} toX={toLeft} /> : null}
                {b ? <Bar {...common} place={b} className="student" toX={toRight} /> : null}
                {target !== null && hides === "none" && student ? (
                  <rect className="bar target" x={toRight(0)} y={y - 1} width={target} height={barHeight + 2} rx={2} />
                ) : null}
                <text
                  className={name.join(" ").trim()}
                  x={middle}
                  y={c * row + row / 2 + gutter.size * 0.36}
                  fontSize={gutter.size}
                >
                  {nameOf(c)}
                </text>
              </g>
            );
          })}
          {hides === "both" ? <HiddenAnswer x={toLeft(axis / 2)} height={row * classes} className={tone} /> : null}
          {hides !== "none" ? <HiddenAnswer x={toRight(axis / 2)} height={row * classes} className="student" /> : null}
        </svg>
      ) : null}
    </div>
  );
}
