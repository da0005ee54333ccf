/** A matrix of true class by answer as a grid that is one tab stop, in which arrow keys move. */

import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { useLaterWords } from "../../elements/laterWords.ts";
import { usePage } from "../../elements/pageChoices.ts";
import { untranslated } from "../../elements/translation.ts";
import { useShownExperiment } from "../../shown/shownExperiment.ts";
import { useClassNames } from "../../statements/classNames.ts";
import { cellAfter } from "./cellKeys.ts";
import type { ClassGridProps } from "./classGridProps.ts";
import { ManyClasses } from "./ManyClasses.tsx";

/** Up to so many classes are a table with a cell for each pair. */
const MOST_OF_TABLE = 12;

/** A matrix of few classes as a table, of many as a drawing that scrolls. */
export function ClassGrid(props: ClassGridProps): ReactNode {
  return props.classes > MOST_OF_TABLE ? <ManyClasses {...props} /> : <ClassTable {...props} />;
}

const ClassTable = memo(function ClassTable(props: ClassGridProps): ReactNode {
  const { classes, lookOf, label, dropped, chosen, onChoose, byPointer, margin } = props;
  const { inDetail: words } = useLaterWords();
  const marked = usePage((page) => page.marked);
  const choose = usePage((page) => page.choose);
  const nameOf = useClassNames(useShownExperiment().data);
  const grid = useRef<HTMLTableElement>(null);
  const all = Array.from({ length: classes }, (_, c) => c);
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellAfter(event.key, chosen, classes);
    if (!cell) return;
    event.preventDefault();
    onChoose(cell);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.trueClass} ${cell.answer}"]`)?.focus();
  };
  const chooseFrom = ({ target }: { readonly target: EventTarget }) => {
    const name = target instanceof Element ? target.closest("[data-cell]")?.getAttribute("data-cell") : null;
    if (!name) return;
    const [trueClass, answer] = name.split(" ").map(Number) as [number, number];
    onChoose({ trueClass, answer });
  };
  const headClass = (c: number, struck: string) =>
    `${c === marked ? "marked" : ""}${dropped.includes(c) ? ` dropped${struck}` : ""}`;
  const marks = (c: number) => ({
    onPointerEnter: () => choose({ marked: c }),
    onPointerLeave: () => choose({ marked: null }),
  });
  return (
    <div className="class-grid-room">
      <table
        ref={grid}
        className={`class-grid${nameOf.areWords ? " words" : ""}`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are then cells of a grid
        role="grid"
        aria-label={label}
        onKeyDown={onKeyDown}
        onClick={chooseFrom}
        onPointerOver={byPointer ? chooseFrom : undefined}
      >
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{words.trueByAnswer}</span>
            </th>
            {all.map((c) => (
              <th key={c} scope="col" className={headClass(c, "")} {...marks(c)}>
                <span>{nameOf(c)}</span>
              </th>
            ))}
            {margin ? (
              <th scope="col" className="margin">
                {margin.name}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody {...untranslated}>
          {all.map((row) => {
            const atRight = margin?.of(row);
            return (
              <tr key={row}>
                <th scope="row" className={headClass(row, " struck")} {...marks(row)}>
                  {nameOf(row)}
                </th>
                {all.map((column) => {
                  const { text, label: said, tone, share } = lookOf(row, column);
                  const isChosen = row === chosen.trueClass && column === chosen.answer;
                  return (
                    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid its role is that of a cell which can be selected
                    <td
                      key={column}
                      data-cell={`${row} ${column}`}
                      tabIndex={isChosen ? 0 : -1}
                      aria-selected={isChosen}
                      aria-label={said}
                      className={`${row === column ? "right" : ""}${row === marked || column === marked ? " marked" : ""}`}
                      style={{ background: `color-mix(in srgb, var(${tone}) ${share}%, transparent)` }}
                    >
                      {text}
                    </td>
                  );
                })}
                {atRight ? (
                  <th className="margin" aria-label={atRight.label}>
                    {atRight.text}
                  </th>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
