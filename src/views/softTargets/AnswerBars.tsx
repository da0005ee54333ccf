/** What teacher and student answer, as bars on both sides of the class names. Their axis is always 0 to 100 %. */

import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import { softmax } from "../../math/softmax.ts";
import type { Hidden } from "../../places/controls.ts";
import { useElementSize } from "../elements/observedElement.ts";
import { usePage } from "../elements/pageChoices.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { type ClassNames, shortName } from "../statements/classNames.ts";
import { type BarPlace, barValues, gutterOf, largestOf, placeBar, typeSizes } from "./barGeometry.ts";
import { rankedClasses, sumOf } from "./rankedClasses.ts";
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

/** The bars. They fill the element that holds them: its height, divided by the rows, is that of a row. */
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
  const words = useWords();
  const values = useMemo(() => {
    const soft = (logits: Float32Array | null) => logits && softmax(logits, temperature);
    const [p, q] = [soft(teacher), soft(student)];
    const top = p ? largestOf(p) : q ? largestOf(q) : 0;
    const { shown, others } = rankedClasses(classes, [p, q], trueClass);
    // What has no row is summed up in the last one.
    const valuesOf = (answer: Float64Array | null) => {
      if (!answer) return null;
      const all = barValues([...answer, sumOf(answer, others)], scale, top);
      return [...shown, ...(others.length > 0 ? [classes] : [])].map((i) => all[i]!);
    };
    return { teacher: valuesOf(p), student: valuesOf(q), shown, others: others.length };
  }, [teacher, student, temperature, scale, classes, trueClass]);
  const rows = values.shown.length + (values.others > 0 ? 1 : 0);
  const row = rows > 0 ? Math.floor(height / rows) : 0;
  const sizes = type ?? typeSizes(row);
  const nameOfRow = (i: number) => {
    const c = values.shown[i];
    return c === undefined ? words.otherClasses(values.others) : shortName(nameOf(c));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows' names change with the rows
  const gutter = useMemo(() => {
    const names = Array.from({ length: rows }, (_, i) => nameOfRow(i));
    const size = nameOf.areWords ? Math.min(sizes.name, type ? sizes.name : 13) : sizes.name;
    return { size, width: gutterOf(names, size, row >= 36 ? 64 : width < 400 ? 36 : 48) };
  }, [rows, values, nameOf, sizes.name, type, row, width]);

  const middle = width / 2;
  const axis = middle - gutter.width / 2 - EDGE;
  const toLeft = (distance: number) => middle - gutter.width / 2 - distance;
  const toRight = (distance: number) => middle + gutter.width / 2 + distance;
  const barHeight = Math.round(row * 0.72);
  const mark = (c: number | null) => choose({ marked: c });
  const keyPressed = (event: KeyboardEvent) => {
    const last = values.shown.length - 1;
    const from = marked === null ? (event.key === "ArrowUp" ? last + 1 : -1) : values.shown.indexOf(marked);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    mark(values.shown[Math.max(0, Math.min(last, to))] ?? null);
  };
  const isDrawn = row > 0 && axis > 0;
  return (
    <div className="bars-room" ref={room} style={{ "--classes": rows } as object}>
      {isDrawn ? (
        <svg
          {...untranslated}
          className="bars"
          width={width}
          height={row * rows}
          viewBox={`0 0 ${width} ${row * rows}`}
          role="img"
          tabIndex={0}
          aria-label={label}
          onKeyDown={keyPressed}
          onBlur={() => mark(null)}
          onPointerLeave={() => mark(null)}
        >
          {Array.from({ length: rows }, (_, i) => {
            const c = values.shown[i] ?? null;
            const y = i * row + (row - barHeight) / 2;
            const [left, right] = [values.teacher?.[i], values.student?.[i]];
            const common = { y, height: barHeight, size: sizes.number };
            const a = left && hides !== "both" ? placeBar(left, 0, axis, sizes.number) : null;
            const target = areTargets && a && a.length >= LEAST_OUTLINE ? a.length : null;
            const b = right && hides === "none" ? placeBar(right, target ?? 0, axis, sizes.number) : null;
            const isDropped = c !== null && dropped.includes(c);
            const name = ["class-name", c === (trueClass ?? -1) ? "true" : "", isDropped ? "dropped" : ""];
            const isMarked = c !== null && c === marked;
            return (
              <g key={c ?? "others"} className={isMarked ? "bar-row marked" : "bar-row"} onPointerEnter={() => mark(c)}>
                <rect className="row-wash" x={0} y={i * row} width={width} height={row} rx={4} />
                {a ? <Bar {...common} place={a} className={tone} toX={toLeft} /> : null}
                {b ? <Bar {...common} place={b} className="student" toX={toRight} /> : null}
                {target !== null && hides === "none" && student ? (
                  <rect className="bar target" x={toRight(0)} y={y - 1} width={target} height={barHeight + 2} rx={2} />
                ) : null}
                <text
                  className={name.join(" ").trim()}
                  x={middle}
                  y={i * row + row / 2 + gutter.size * 0.36}
                  fontSize={gutter.size}
                >
                  {nameOfRow(i)}
                </text>
              </g>
            );
          })}
          {hides === "both" ? <HiddenAnswer x={toLeft(axis / 2)} height={row * rows} className={tone} /> : null}
          {hides !== "none" ? <HiddenAnswer x={toRight(axis / 2)} height={row * rows} className="student" /> : null}
        </svg>
      ) : null}
    </div>
  );
}
