/** A confusion matrix as a grid that is one tab stop, in which arrow keys move. */

import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useRef } from "react";
import type { Evaluation } from "../../protocol/events.ts";
import { errorShare } from "../elements/heatMapColour.ts";
import { count } from "../elements/numberFormats.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { untranslated, useWords } from "../elements/translation.ts";
import { useClassNames } from "../statements/classNames.ts";
import type { Cell } from "./cellImages.ts";

/** Where an arrow key leads, as [rows, columns]. */
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cell that a key leads to from another one; null for other keys. */
export function cellAfter(key: string, { trueClass, answer }: Cell, classes: number): Cell | null {
  if (key === "Home") return { trueClass, answer: 0 };
  if (key === "End") return { trueClass, answer: classes - 1 };
  const move = MOVES[key];
  if (!move) return null;
  const within = (c: number) => Math.min(classes - 1, Math.max(0, c));
  return { trueClass: within(trueClass + move[0]), answer: within(answer + move[1]) };
}

/** Rows are true classes, columns answers; on the right how many images of each class are wrong. */
export const ConfusionGrid = memo(function ConfusionGrid(props: {
  readonly evaluation: Evaluation;
  readonly tone: string;
  readonly label: string;
  readonly dropped: readonly number[];
  readonly chosen: Cell;
  readonly onChoose: (cell: Cell) => void;
}): ReactNode {
  const { evaluation, tone, label, dropped, chosen, onChoose } = props;
  const { inDetail: words } = useWords();
  const marked = usePage((page) => page.marked);
  const choose = usePage((page) => page.choose);
  const nameOf = useClassNames(useShownExperiment().data.dataset);
  const grid = useRef<HTMLTableElement>(null);
  const { confusion, classTotals, classErrors } = evaluation;
  const classes = classTotals.length;
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellAfter(event.key, chosen, classes);
    if (!cell) return;
    event.preventDefault();
    onChoose(cell);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.trueClass} ${cell.answer}"]`)?.focus();
  };
  const onClick = ({ target }: MouseEvent) => {
    const name = target instanceof Element ? target.closest("[data-cell]")?.getAttribute("data-cell") : null;
    if (!name) return;
    const [trueClass, answer] = name.split(" ").map(Number) as [number, number];
    onChoose({ trueClass, answer });
  };
  const headClass = (c: number, isRow: boolean) =>
    `${c === marked ? "marked" : ""}${dropped.includes(c) ? (isRow ? " dropped struck" : " dropped") : ""}`;
  const marks = (c: number) => ({
    onPointerEnter: () => choose({ marked: c }),
    onPointerLeave: () => choose({ marked: null }),
  });
  return (
    <table
      ref={grid}
      className={`confusion-grid${nameOf.areWords ? " words" : ""}`}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are then cells of a grid
      role="grid"
      aria-label={label}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{words.trueByAnswer}</span>
          </th>
          {classTotals.map((_, c) => (
            <th key={c} scope="col" className={headClass(c, false)} {...marks(c)}>
              <span>{nameOf(c)}</span>
            </th>
          ))}
          <th scope="col" className="wrong">
            {words.wrong}
          </th>
        </tr>
      </thead>
      <tbody {...untranslated}>
        {classTotals.map((total, row) => (
          <tr key={row}>
            <th scope="row" className={headClass(row, true)} {...marks(row)}>
              {nameOf(row)}
            </th>
            {classTotals.map((_, column) => {
              const value = confusion[row * classes + column] ?? 0;
              const isChosen = row === chosen.trueClass && column === chosen.answer;
              const isRight = row === column;
              return (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid its role is that of a cell which can be selected
                <td
                  key={column}
                  data-cell={`${row} ${column}`}
                  tabIndex={isChosen ? 0 : -1}
                  aria-selected={isChosen}
                  aria-label={words.cell(nameOf(row), nameOf(column), value)}
                  className={`${isRight ? "right" : ""}${row === marked || column === marked ? " marked" : ""}`}
                  style={{
                    background: `color-mix(in srgb, var(${isRight ? "--baseline" : tone}) ${errorShare(value, total, isRight)}%, transparent)`,
                  }}
                >
                  {value === 0 ? "" : value}
                </td>
              );
            })}
            <th className="wrong" aria-label={words.wrongOf(count(classErrors[row] ?? 0), count(total))}>
              {count(classErrors[row] ?? 0)}
            </th>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
