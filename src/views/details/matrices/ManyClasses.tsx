/**
 * A matrix of more classes than a table has room for: a drawing with names that stay while it scrolls. Only cells that
 * show something are drawn; the chosen one is read out under it.
 */

import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { useLaterWords } from "../../elements/laterWords.ts";
import { untranslated } from "../../elements/translation.ts";
import { useShownExperiment } from "../../shown/shownExperiment.ts";
import { shortName, useClassNames } from "../../statements/classNames.ts";
import { cellAfter } from "./cellKeys.ts";
import type { ClassGridProps } from "./classGridProps.ts";

/** Sides of a cell, pixels: with its number, and without one. */
const [WITH_NUMBER, PLAIN] = [24, 14];
/** Up to so many classes have numbers in their cells. */
const MOST_NUMBERED = 40;
/** Room of the names at the left and over the matrix, pixels. */
const NAMES = 112;

/** The cells that show something: one path for each colour, since there may be 10,000 of them. */
function Cells(props: {
  readonly all: readonly number[];
  readonly lookOf: ClassGridProps["lookOf"];
  readonly cell: number;
}): ReactNode {
  const { all, lookOf, cell } = props;
  const paths = new Map<string, string>();
  const numbers: ReactNode[] = [];
  for (const row of all)
    for (const column of all) {
      const { text, tone, share } = lookOf(row, column);
      if (text === "" && share < 1) continue;
      const colour = `color-mix(in srgb, var(${tone}) ${Math.round(share)}%, var(--paper))`;
      const side = cell - 1;
      const square = `M${column * cell} ${row * cell}h${side}v${side}h${-side}z`;
      paths.set(colour, (paths.get(colour) ?? "") + square);
      if (cell === WITH_NUMBER && text !== "")
        numbers.push(
          <text key={`${row} ${column}`} x={(column + 0.5) * cell} y={(row + 0.5) * cell + 3.5} textAnchor="middle">
            {text}
          </text>,
        );
    }
  return (
    <>
      {[...paths].map(([fill, d]) => (
        <path key={fill} style={{ fill }} d={d} />
      ))}
      {numbers}
    </>
  );
}

export const ManyClasses = memo(function ManyClasses(props: ClassGridProps): ReactNode {
  const { classes, lookOf, label, dropped, chosen, onChoose, byPointer, margin } = props;
  const { inDetail: words } = useLaterWords();
  const nameOf = useClassNames(useShownExperiment().data);
  const room = useRef<HTMLElement>(null);
  const cell = classes <= MOST_NUMBERED ? WITH_NUMBER : PLAIN;
  const side = cell * classes;
  const all = useMemo(() => Array.from({ length: classes }, (_, c) => c), [classes]);
  const drawn = useMemo(() => <Cells {...{ all, lookOf, cell }} />, [all, lookOf, cell]);
  useEffect(() => {
    const { current } = room;
    if (!current || document.activeElement?.closest(".many-classes") !== current) return;
    const [x, y] = [chosen.answer * cell, chosen.trueClass * cell];
    const [across, down] = [current.clientWidth - NAMES - cell, current.clientHeight - NAMES - cell];
    if (x < current.scrollLeft || x > current.scrollLeft + across) current.scrollLeft = x - across / 2;
    if (y < current.scrollTop || y > current.scrollTop + down) current.scrollTop = y - down / 2;
  }, [chosen, cell]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cellAfter(event.key, chosen, classes);
    if (!next) return;
    event.preventDefault();
    onChoose(next);
  };
  const chooseAt = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = (offset: number) => Math.max(0, Math.min(classes - 1, Math.floor(offset / cell)));
    const next = { trueClass: at(event.clientY - box.top), answer: at(event.clientX - box.left) };
    if (next.trueClass !== chosen.trueClass || next.answer !== chosen.answer) onChoose(next);
  };
  const classOf = (c: number, isChosen: boolean) =>
    `${isChosen ? "chosen" : ""}${dropped.includes(c) ? " dropped" : ""}`.trim();
  const said = lookOf(chosen.trueClass, chosen.answer).label;
  return (
    <figure className="many-classes-figure">
      <section className="many-classes" ref={room} aria-label={label} {...untranslated}>
        <span className="corner unseen">{words.trueByAnswer}</span>
        <svg className="names over" width={side} height={NAMES} aria-hidden="true">
          {all.map((c) => (
            <text
              key={c}
              className={classOf(c, c === chosen.answer)}
              transform={`translate(${(c + 0.5) * cell + 4} ${NAMES - 4}) rotate(-90)`}
            >
              {shortName(nameOf(c))}
            </text>
          ))}
        </svg>
        <svg className="names left" width={NAMES} height={side} aria-hidden="true">
          {all.map((c) => (
            <text
              key={c}
              className={classOf(c, c === chosen.trueClass)}
              x={NAMES - 4}
              y={(c + 0.5) * cell + 4}
              textAnchor="end"
            >
              {shortName(nameOf(c))}
            </text>
          ))}
        </svg>
        <svg
          className="cells"
          width={side}
          height={side}
          role="img"
          tabIndex={0}
          aria-label={`${label}. ${said}`}
          onKeyDown={onKeyDown}
          onPointerDown={chooseAt}
          onPointerMove={byPointer ? chooseAt : undefined}
        >
          <rect className="area" width={side} height={side} />
          <path className="diagonal" d={`M0 0L${side} ${side}`} />
          {drawn}
          <rect
            className="chosen"
            x={chosen.answer * cell - 1}
            y={chosen.trueClass * cell - 1}
            width={cell + 1}
            height={cell + 1}
          />
        </svg>
      </section>
      <figcaption role="status">
        {said}
        {margin ? ` (${margin.of(chosen.trueClass).label})` : ""}
      </figcaption>
    </figure>
  );
});
