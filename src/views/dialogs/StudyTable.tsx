/**
 * A study as a heat map with numbers, recorded or trained here; each cell can be set as the experiment. Below it the study
 * can be trained.
 */

import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { type Study, type StudyCell, studies, studyById } from "../../methods/experiments/studies.ts";
import { RECORDED, type RecordedReading } from "../../session/comparisons/recordedReadings.ts";
import { commonSettings, type ReadCell, studyFinding } from "../../session/comparisons/studyFinding.ts";
import {
  type CellReading,
  experimentOf,
  holdsZero,
  intervalOf,
  placeOf,
} from "../../session/comparisons/studyReadings.ts";
import { cellSeconds } from "../../session/studies/studyStore.ts";
import { SegmentedChoice, Select } from "../elements/formControls.tsx";
import { heatShare } from "../elements/heatMapColour.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { StudyTraining, useLiveSeed } from "./StudyTraining.tsx";
import { useStudyStore } from "./studies.ts";

/** Which figures the table shows. */
type Figures = "own" | "recorded";

/** The figure of a cell, and whether it was trained here. */
interface Shown {
  readonly reading: CellReading;
  readonly isOwn: boolean;
}

const NONE: Readonly<Record<string, RecordedReading>> = {};

/** The figures of a study's cells as they are shown, and whether there is a choice between two kinds of them. */
function useFigures(study: Study, figures: Figures) {
  const { dataset } = usePlayground((state) => state.experiment.data);
  const seed = useLiveSeed();
  const readings = useStudyStore((store) => store.readings);
  const recorded = useStudyStore((store) => store.recorded?.[study.id] ?? NONE);
  const hasRecorded = Object.keys(recorded).length > 0;
  const ownOf = (cell: StudyCell) => readings[placeOf(cell, dataset, seed)];
  const recordedOf = (cell: StudyCell) => recorded[placeOf(cell, RECORDED.dataset, RECORDED.seed)];
  const hasOwn = study.cells.some(ownOf);
  // Errors on different test sets do not belong into one table.
  const isSameData = dataset === RECORDED.dataset;
  const isOwnShown = hasOwn && (figures === "own" || !hasRecorded);
  const shownOf = (cell: StudyCell): Shown | null => {
    const own = isOwnShown || !hasRecorded ? ownOf(cell) : undefined;
    if (own) return { reading: own, isOwn: true };
    const other = isOwnShown && !isSameData ? undefined : recordedOf(cell);
    return other ? { reading: other, isOwn: false } : null;
  };
  return { shownOf, recorded, hasChoice: hasOwn && hasRecorded, dataset, seed };
}

function Cell(props: {
  readonly cell: StudyCell;
  readonly shown: Shown | null;
  readonly means: readonly number[];
  readonly onTake: () => void;
  /** what the training of the cell takes */
  readonly time: string;
}): ReactNode {
  const { cell, shown, means, onTake, time } = props;
  const { studies: words } = useLaterWords();
  const translate = useTranslate();
  const button = (label: string, inside: ReactNode) => (
    <button
      type="button"
      className="quiet"
      aria-label={words.take(translate(cell.row), translate(cell.column), label)}
      onClick={onTake}
    >
      {inside}
    </button>
  );
  if (!shown)
    return (
      <td className="number open">
        {button(`${words.openMark(time)} ${words.open}`, <small>{words.openMark(time)}</small>)}
      </td>
    );
  const { reading, isOwn } = shown;
  const interval = intervalOf(reading);
  const isUnclear = cell.against !== undefined && holdsZero(interval);
  const hasInterval = Number.isFinite(interval.low);
  const spread = hasInterval ? `±${count((interval.high - interval.low) / 2)}` : "";
  const range = hasInterval ? `[${count(interval.low)}, ${count(interval.high)}]` : "";
  const source = isOwn ? words.trainedHere : words.recorded;
  const figure = isUnclear ? [words.cannotTell, range] : [count(interval.mean), spread];
  const heat = isUnclear ? 1 : heatShare(interval.mean, means, cell.against !== undefined);
  return (
    <td className={isUnclear ? "number" : "heat number"} style={{ "--heat": heat } as CSSProperties}>
      {button(
        `${figure.join(" ")}, ${source}`,
        <>
          {figure[0]} <small>{figure[1]}</small>
          {isOwn ? <span aria-hidden="true"> ●</span> : null}
        </>,
      )}
    </td>
  );
}

/** The label of a row or a column: a number with its commas, or words. */
function useLabel(): (text: string) => string {
  const translate = useTranslate();
  return (text) => (/^\d+$/.test(text) ? count(Number(text)) : translate(text));
}

/** What the trained cells say, and what all cells have in common. */
function Finding({ study, cells }: { readonly study: Study; readonly cells: readonly ReadCell[] }): ReactNode {
  const { studies: words } = useLaterWords();
  const { punctuation } = useWords();
  const translate = useTranslate();
  const labelOf = useLabel();
  const finding = studyFinding(cells);
  const { pairs, steps, images } = commonSettings(study);
  const hasColumns = new Set(study.cells.map(({ column }) => column)).size > 1;
  const nameOf = ({ row, column }: Pick<StudyCell, "row" | "column">) =>
    hasColumns ? words.found.cell(labelOf(row), labelOf(column)) : labelOf(row);
  const said = () => {
    if (!finding) return "";
    if (finding.kind === "errors") {
      const rows = finding.best.map(({ row, column, errors }) =>
        words.found.bestOf(
          `${translate(study.rows)} ${labelOf(row)}`,
          `${translate(study.columns)} ${labelOf(column)}`,
          count(errors),
        ),
      );
      return `${words.found.best(rows.join(punctuation.semicolon))}${punctuation.stop}`;
    }
    const { helps, read, most, hurts, unclear } = finding;
    return [
      words.found.helps(helps, read),
      most ? words.found.most(nameOf(most.cell), count(most.saved)) : "",
      hurts.length > 0 ? words.found.hurts(hurts.map(nameOf).join(punctuation.semicolon)) : "",
      unclear > 0 ? words.found.unclear(unclear) : "",
      punctuation.stop,
    ].join("");
  };
  const size = typeof images === "number" ? count(images) : images;
  const common = words.common(pairs, steps === undefined ? undefined : count(steps), size);
  return (
    <>
      <p className="study-finding">{said()}</p>
      <p className="hint">
        {common === "" ? "" : `${words.eachCell(common)}${punctuation.space}`}
        {finding ? words.shade[finding.kind] : ""}
      </p>
    </>
  );
}

/** How the recorded figures were made. */
function Recorded({
  study,
  recorded,
}: {
  readonly study: Study;
  readonly recorded: Readonly<Record<string, RecordedReading>>;
}): ReactNode {
  const { studies: words } = useLaterWords();
  const { datasets, backends, punctuation } = useWords();
  const all = Object.values(recorded);
  const [first] = all;
  if (!first) return null;
  const days = [...new Set(all.map(({ date }) => date.slice(0, 10)))].sort();
  const dates = days.length > 1 ? `${days[0]} – ${days.at(-1)}` : `${days[0]}`;
  const versions = [...new Set(all.map(({ version }) => version))].join(", ");
  const devices = [...new Set(all.map(({ device }) => device))].join("; ");
  const open = study.cells.length - all.length;
  const backend = backends[first.backend] ?? first.backend;
  return (
    <p className="hint">
      {words.recordedWith(
        datasets[RECORDED.dataset] ?? RECORDED.dataset,
        first.seed,
        backend,
        devices,
        dates,
        versions,
      )}
      {punctuation.space}
      {open > 0 ? words.unrecorded(open) : ""}
    </p>
  );
}

/** The chosen study. @param props.onTaken the experiment of a cell has been set */
export default function StudyTable(props: { readonly onTaken: () => void }): ReactNode {
  const { studies: words } = useLaterWords();
  const { punctuation } = useWords();
  const translate = useTranslate();
  const labelOf = useLabel();
  const take = usePlayground((state) => state.takeExperiment);
  const chosen = useStudyStore((store) => store.study);
  const choose = useStudyStore((store) => store.choose);
  const study = chosen ?? studies[0]!;
  useEffect(() => {
    if (chosen === null) choose(studies[0]!).catch(() => {});
  }, [choose, chosen]);
  const [figures, setFigures] = useState<Figures>("own");
  const { shownOf, recorded, hasChoice, dataset, seed } = useFigures(study, figures);
  const shown = study.cells.map((cell) => ({ cell, figure: shownOf(cell) }));
  const read = shown.flatMap(({ figure }) => figure ?? []);
  const hasUnclear = shown.some(({ cell, figure }) => cell.against && figure && holdsZero(intervalOf(figure.reading)));
  const means = read.map(({ reading }) => intervalOf(reading).mean);
  const columns = [...new Set(study.cells.map(({ column }) => column))];
  const rows = [...new Set(study.cells.map(({ row }) => row))];
  const gain = study.cells.some(({ against }) => against !== undefined);
  const cellOf = (row: string, column: string) => {
    const found = shown.find(({ cell }) => cell.row === row && cell.column === column);
    if (!found) return <td key={column} />;
    const experiment = experimentOf(found.cell, dataset, seed);
    const onTake = () => {
      take(
        found.figure && !found.figure.isOwn ? experimentOf(found.cell, RECORDED.dataset, RECORDED.seed) : experiment,
      );
      props.onTaken();
    };
    const time = found.figure ? "" : words.duration(cellSeconds(experiment));
    return <Cell key={column} cell={found.cell} shown={found.figure} means={means} onTake={onTake} time={time} />;
  };
  return (
    <div className="study">
      <Select
        label={words.study}
        value={study.id}
        options={studies.map(({ id, title }) => ({ value: id, label: translate(title) }))}
        onChange={(id) => {
          choose(studyById(id)).catch(() => {});
        }}
      />
      <p>{translate(study.question)}</p>
      <Finding
        study={study}
        cells={shown.map(({ cell, figure }) => ({ cell, reading: figure ? figure.reading : null }))}
      />
      {hasChoice ? (
        <SegmentedChoice
          label={words.figures}
          value={figures}
          options={[
            { value: "own", label: words.ownFirst },
            { value: "recorded", label: words.recordedOnly },
          ]}
          onChange={setFigures}
        />
      ) : null}
      <ScrollRegion label={translate(study.title)}>
        <table>
          <caption>
            {gain ? words.gain : words.errors}
            {punctuation.space}
            {read[0] ? words.outOf(count(read[0].reading.total)) : ""}
          </caption>
          <thead>
            <tr>
              <th scope="col">{`${translate(study.rows)} / ${translate(study.columns)}`}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {labelOf(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{labelOf(row)}</th>
                {columns.map((column) => cellOf(row, column))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {read.some(({ isOwn }) => isOwn) ? <p className="hint">● {words.trainedHere}</p> : null}
      {read.length < study.cells.length ? <p className="hint">{words.openMeans}</p> : null}
      {hasUnclear ? <p className="hint">{words.cannotTellMeans}</p> : null}
      <Recorded study={study} recorded={recorded} />
      <p className="hint">{words.hint}</p>
      <StudyTraining study={study} />
    </div>
  );
}
