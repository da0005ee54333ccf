/** The figures of the section, one a row, all on one logarithmic axis: the paper's, ours with its interval, and each seed. */

import type { ReactNode } from "react";
import { count, signed } from "../../i18n/numberFormats.ts";
import { type Interval, mean as meanOf } from "../../math/statistics.ts";
import { useLaterWords } from "../../views/elements/laterWords.ts";
import { untranslated, useTranslate, useWords } from "../../views/elements/translation.ts";
import { type SectionRow, sectionRows } from "../paperResults.ts";
import { type FigureReading, intervalOfReadings, type SectionSummary } from "../replay/sectionSummary.ts";
import { rowDifferences } from "../rowDifferences.ts";
import { type Axis, logAxis } from "./axes.ts";
import { OpenRun } from "./OpenRun.tsx";

const NONE: readonly FigureReading[] = [];
const MIDDLE = 18;

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

/** The colour of a figure, by whose errors it counts. */
function roleOf({ of }: SectionRow): "teacher" | "baseline" | "student" {
  if (of === "teacher") return "teacher";
  return of === "plain" ? "baseline" : "student";
}

function FigurePlot(props: {
  readonly row: SectionRow;
  readonly axis: Axis;
  readonly values: readonly number[];
  readonly interval: Interval | null;
  readonly paper: number | undefined;
  readonly label: string;
}): ReactNode {
  const { row, axis, values, interval, paper, label } = props;
  const x = (value: number) => percent(axis.share(value));
  return (
    <svg {...untranslated} className={`figure-line ${roleOf(row)}`} role="img" aria-label={label}>
      {axis.ticks.map((tick) => (
        <line key={tick} className="tick" x1={x(tick)} x2={x(tick)} y1={0} y2="100%" />
      ))}
      {interval ? (
        <line className="interval" x1={x(interval.low)} x2={x(interval.high)} y1={MIDDLE} y2={MIDDLE} />
      ) : null}
      {values.length > 0 ? <circle className="ours" cx={x(meanOf(values))} cy={MIDDLE} r={5.5} /> : null}
      {values.length > 1
        ? values.map((value, i) => <circle key={i} className="seed" cx={x(value)} cy={MIDDLE} r={3.4} />)
        : null}
      {paper === undefined ? null : (
        <svg x={x(paper)} overflow="visible" aria-hidden="true">
          <path className="paper" d={`M0 ${MIDDLE - 8}l7.5 8l-7.5 8l-7.5 -8z`} />
        </svg>
      )}
    </svg>
  );
}

const whole = (value: number) => count(Math.round(value));

/** What stands under the name of a row: what differs, errors on dropped classes, and the biases that were chosen. */
function useDifference(row: SectionRow, readings: readonly FigureReading[], hasPaper: boolean): string {
  const { replay: words } = useLaterWords();
  const { punctuation } = useWords();
  const translate = useTranslate();
  const biases = row.bias === "none" ? [] : readings.flatMap(({ bias }) => bias ?? []);
  const dropped = readings.flatMap(({ onDropped }) => onDropped ?? []);
  const ofPaperDropped = hasPaper && row.paper?.onDropped !== undefined ? count(row.paper.onDropped) : null;
  const said = [
    translate(rowDifferences[row.id]!),
    ...(dropped.length > 0 ? [words.onDropped(whole(meanOf(dropped)), ofPaperDropped)] : []),
  ];
  if (biases.length === 0) return said.join(punctuation.space);
  const rounded = (value: number) => signed(Math.round(10 * value) / 10);
  const [low, high] = [rounded(Math.min(...biases)), rounded(Math.max(...biases))];
  const ofPaper = hasPaper && row.paper?.bias !== undefined ? signed(row.paper.bias) : null;
  return [...said, words.bias(low === high ? low : words.range(low, high), ofPaper)].join(punctuation.space);
}

function FigureRow(props: {
  readonly row: SectionRow;
  readonly axis: Axis;
  readonly readings: readonly FigureReading[];
  readonly isMnist: boolean;
}): ReactNode {
  const { row, axis, readings, isMnist } = props;
  const { replay: words } = useLaterWords();
  const translate = useTranslate();
  const title = translate(row.title);
  const values = readings.map(({ errors }) => errors);
  const interval = intervalOfReadings(values);
  const paper = isMnist ? row.paper : undefined;
  const mean = values.length > 0 ? whole(meanOf(values)) : "–";
  const range = interval ? `[${whole(interval.low)}, ${whole(interval.high)}]` : "";
  return (
    <tr>
      <th scope="row">
        {title}
        <small>{useDifference(row, readings, isMnist)}</small>
      </th>
      <td className="plot">
        <FigurePlot
          {...{ row, axis, values, interval }}
          paper={paper?.errors}
          label={words.strip(title, `${mean} ${range}`.trim(), paper ? count(paper.errors) : null)}
        />
      </td>
      <td className="number" data-label={words.paper}>
        {paper ? count(paper.errors) : "–"}
      </td>
      <td className="number" data-label={words.ours}>
        <strong>{mean}</strong> {range}
      </td>
      <td className="open">
        <OpenRun figure={row} name={words.openNamed(title)} className="button">
          {words.openRun}
        </OpenRun>
      </td>
    </tr>
  );
}

/** The group under which a row stands. */
const groupOf = ({ experiment }: SectionRow) => experiment;

/** @param props.figures of the chosen seed, or of all */
export function FiguresTable(props: {
  readonly figures: SectionSummary["figures"];
  readonly total: number;
  readonly isMnist: boolean;
}): ReactNode {
  const { figures, total, isMnist } = props;
  const { replay: words } = useLaterWords();
  const shown = sectionRows.filter(({ id }) => (figures[id] ?? NONE).length > 0);
  if (shown.length === 0) return null;
  const axis = logAxis(
    shown.flatMap(({ id, paper }) => {
      const values = figures[id]!.map(({ errors }) => errors);
      const interval = intervalOfReadings(values);
      return [
        ...values,
        ...(interval ? [interval.low, interval.high] : []),
        ...(isMnist && paper ? [paper.errors] : []),
      ];
    }),
  );
  const groups = [...new Set(shown.map(groupOf))];
  return (
    <table className="replay-figures">
      <caption className="hint">{words.errorsOf(count(total))}</caption>
      <colgroup>
        {["name", "plot", "paper", "ours", "open"].map((column) => (
          <col key={column} className={`of-${column}`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{words.run}</th>
          <th scope="col" className="plot" aria-label={words.errors}>
            <svg {...untranslated} className="figure-axis" aria-hidden="true">
              {axis.ticks.map((tick) => (
                <text
                  key={tick}
                  x={percent(axis.share(tick))}
                  y={17}
                  // The last number stays inside of the table.
                  {...(axis.share(tick) > 0.95 ? { textAnchor: "end", dx: 6 } : { textAnchor: "middle" })}
                >
                  {count(tick)}
                </text>
              ))}
            </svg>
          </th>
          <th scope="col" className="number">
            {words.paper}
          </th>
          <th scope="col" className="number">
            {words.ours}
          </th>
          <td />
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group}>
          <tr className="group">
            <th scope="rowgroup" colSpan={5}>
              {words.groups[group] ?? group}
            </th>
          </tr>
          {shown
            .filter((row) => groupOf(row) === group)
            .map((row) => (
              <FigureRow key={row.id} {...{ row, axis, isMnist }} readings={figures[row.id] ?? NONE} />
            ))}
        </tbody>
      ))}
    </table>
  );
}
