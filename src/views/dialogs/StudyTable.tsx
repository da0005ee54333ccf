/** A study as a heat map with numbers; its cells are trained one after another, and each can be set as the experiment. */

import { type CSSProperties, type ReactNode, useEffect } from "react";
import { type StudyCell, studies, studyById } from "../../methods/experiments/studies.ts";
import { experimentOf, intervalOf, placeOf } from "../../session/comparisons/studyReadings.ts";
import { Select } from "../elements/formControls.tsx";
import { heatShare } from "../elements/heatMapColour.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { count } from "../elements/numberFormats.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { usePlayground, useStudyStore } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";

function Cell(props: { readonly cell: StudyCell; readonly means: readonly number[] }): ReactNode {
  const { cell, means } = props;
  const { studies: words } = useLaterWords();
  const translate = useTranslate();
  const { dataset } = usePlayground((state) => state.experiment.data);
  const seed = usePlayground((state) => state.experiment.seed);
  const edit = usePlayground((state) => state.edit);
  const readings = useStudyStore((studies) => studies.readings);
  const reading = readings[placeOf(cell, dataset, seed)];
  const show = () => edit(() => experimentOf(cell, dataset, seed));
  const button = (label: string, inside: ReactNode) => (
    <button
      type="button"
      className="quiet"
      aria-label={words.take(translate(cell.row), translate(cell.column), label)}
      onClick={show}
    >
      {inside}
    </button>
  );
  if (!reading) return <td>{button(words.open, "·")}</td>;
  const { mean, low, high } = intervalOf(reading);
  const heat = heatShare(mean, means, cell.against !== undefined);
  const spread = Number.isFinite(low) ? `±${count((high - low) / 2)}` : "";
  return (
    <td className="heat number" style={{ "--heat": heat } as CSSProperties}>
      {button(
        `${count(mean)} ${spread}`,
        <>
          {count(mean)} <small>{spread}</small>
        </>,
      )}
    </td>
  );
}

/** The chosen study. */
export default function StudyTable(): ReactNode {
  const { studies: words } = useLaterWords();
  const { datasets } = useWords();
  const translate = useTranslate();
  const { dataset } = usePlayground((state) => state.experiment.data);
  const seed = usePlayground((state) => state.experiment.seed);
  const idle = usePlayground((state) => state.phase === "idle");
  const { study: chosen, readings, running, choose, start, stop } = useStudyStore((state) => state);
  const study = chosen ?? studies[0]!;
  const isUnread = Object.keys(readings).length === 0;
  useEffect(() => {
    // Loads the readings of the study that is shown first; a choice loads its own, and stops a study that runs.
    if (isUnread && !running) choose(study).catch(() => {});
  }, [choose, study, isUnread, running]);
  const read = study.cells.flatMap((cell) => readings[placeOf(cell, dataset, seed)] ?? []);
  const means = read.map((reading) => intervalOf(reading).mean);
  const columns = [...new Set(study.cells.map(({ column }) => column))];
  const rows = [...new Set(study.cells.map(({ row }) => row))];
  const gain = study.cells.some(({ against }) => against !== undefined);
  const all = read.length === study.cells.length;
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
      <div className="buttons">
        <button type="button" className="primary" disabled={running || !idle || all} onClick={start}>
          {words.start}
        </button>
        <button type="button" disabled={!running} onClick={stop}>
          {words.stop}
        </button>
      </div>
      <p role="status">{words.progress(read.length, study.cells.length, running)}</p>
      <ScrollRegion label={translate(study.title)}>
        <table>
          <caption>
            {gain ? words.gain : words.errors} {read[0] ? words.outOf(count(read[0].total)) : ""}
          </caption>
          <thead>
            <tr>
              <th scope="col">{`${translate(study.rows)} / ${translate(study.columns)}`}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {translate(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{translate(row)}</th>
                {columns.map((column) => {
                  const cell = study.cells.find((one) => one.row === row && one.column === column);
                  return cell ? <Cell key={column} cell={cell} means={means} /> : <td key={column} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="hint">{words.hint(datasets[dataset] ?? dataset, seed)}</p>
    </div>
  );
}
