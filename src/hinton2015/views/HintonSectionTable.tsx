/** The table of Hinton's section: the paper's figure, ours over seeds, and temperature by width as a heat map. */

import { type CSSProperties, type ReactNode, useEffect } from "react";
import { mean as meanOf } from "../../math/statistics.ts";
import { recordedSeeds } from "../../session/run/recordedRuns.ts";
import { Segments } from "../../views/elements/formControls.tsx";
import { heatShare } from "../../views/elements/heatMapColour.ts";
import { count } from "../../views/elements/numberFormats.ts";
import { ScrollRegion } from "../../views/elements/ScrollRegion.tsx";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { useTranslate, useWords } from "../../views/elements/translation.ts";
import { TEMPERATURES, WIDTHS } from "../experiments.ts";
import {
  type SectionFigure,
  type SectionRow,
  type SweepCell,
  sectionPairs,
  sectionRows,
  sweepCells,
} from "../figures.ts";
import { type FigureReading, intervalOfReadings, readPair, type SectionSummary } from "../replay/measuredFigures.ts";
import { FigureStrip } from "./FigureDotPlot.tsx";

const NONE: readonly FigureReading[] = [];

/** Opens a figure's recorded run; there is none while another run goes on, or where it has not been recorded. */
function useOpening(onOpened: () => void): (figure: SectionFigure) => { disabled: boolean; onClick(): void } {
  const idle = usePlayground((state) => state.phase === "idle");
  const open = useHintonSectionStore((desk) => desk.open);
  const seed = useHintonSectionStore((desk) => desk.seed);
  const summary = useHintonSectionStore((desk) => desk.summaries[desk.dataset]);
  return (figure) => ({
    disabled: !idle || !summary?.runs.some((run) => run.experiment === figure.experiment && run.seed === seed),
    onClick() {
      open(figure);
      onOpened();
    },
  });
}

function Row(props: {
  readonly row: SectionRow;
  readonly readings: readonly FigureReading[];
  readonly isMnist: boolean;
  readonly opening: ReturnType<typeof useOpening>;
}): ReactNode {
  const { row, readings, isMnist, opening } = props;
  const { replay: words } = useWords();
  const translate = useTranslate();
  const title = translate(row.title);
  const values = readings.map(({ errors }) => errors);
  const interval = intervalOfReadings(values);
  const dropped = readings.flatMap(({ onDropped }) => onDropped ?? []);
  const mean = values.length > 0 ? count(meanOf(values)) : "–";
  const paper = isMnist ? row.paper : undefined;
  const ours = interval ? `${mean} [${count(interval.low)}, ${count(interval.high)}]` : mean;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="quiet" {...opening(row)}>
          {title}
        </button>
      </th>
      <td className="number">
        {paper ? count(paper.errors) : "–"}
        {paper?.onDropped === undefined ? null : <small>{words.onDropped(count(paper.onDropped))}</small>}
      </td>
      <td className="number">
        <strong>{mean}</strong> {interval ? `[${count(interval.low)}, ${count(interval.high)}]` : ""}
        {dropped.length > 0 ? <small>{words.onDropped(count(meanOf(dropped)))}</small> : null}
      </td>
      <td>
        {values.length > 0 ? (
          <FigureStrip
            {...{ values, interval }}
            paper={paper?.errors}
            label={words.strip(title, ours, paper ? count(paper.errors) : null)}
          />
        ) : null}
      </td>
      <td className="differs">{translate(row.differs)}</td>
    </tr>
  );
}

function Pairs({ summary }: { readonly summary: SectionSummary }): ReactNode {
  const { replay: words } = useWords();
  const translate = useTranslate();
  const told = sectionPairs.flatMap((pair) => {
    const reading = readPair(summary.figures, pair);
    return reading ? [{ pair, reading }] : [];
  });
  return (
    <ScrollRegion label={words.pairs}>
      <table className="figures">
        <caption>{words.pairs}</caption>
        <tbody>
          {told.map(({ pair, reading: { mean, low, high, word, seeds } }) => (
            <tr key={pair.text}>
              <th scope="row">{translate(pair.text)}</th>
              <td className="number">
                {count(mean)} {seeds > 1 ? `[${count(low)}, ${count(high)}]` : ""}
              </td>
              <td>
                <strong>{words.pairWord[word]}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function HeatMap(props: {
  readonly summary: SectionSummary;
  readonly opening: ReturnType<typeof useOpening>;
}): ReactNode {
  const { summary, opening } = props;
  const { replay: words } = useWords();
  const meanOfCell = ({ id }: SweepCell) => {
    const values = (summary.figures[id] ?? NONE).map(({ errors }) => errors);
    return values.length > 0 ? meanOf(values) : null;
  };
  const nameOf = (taught: SweepCell["taught"]) => (taught === "labels" ? words.labels : `T = ${taught}`);
  return (
    <ScrollRegion label={words.sweep}>
      <table className="study">
        <caption>{words.sweep}</caption>
        <thead>
          <tr>
            <th scope="col">{words.width}</th>
            {(["labels", ...TEMPERATURES] as const).map((taught) => (
              <th key={taught} scope="col">
                {nameOf(taught)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WIDTHS.map((width) => {
            const cells = sweepCells.filter((cell) => cell.width === width);
            const means = cells.flatMap((cell) => meanOfCell(cell) ?? []);
            return (
              <tr key={width}>
                <th scope="row">{width}</th>
                {cells.map((cell) => {
                  const mean = meanOfCell(cell);
                  const heat = mean === null ? undefined : ({ "--heat": heatShare(mean, means) } as CSSProperties);
                  const shown = mean === null ? "·" : count(mean);
                  return (
                    <td key={cell.id} className={mean === null ? "" : "heat number"} style={heat}>
                      <button
                        type="button"
                        className="quiet"
                        aria-label={words.cell(width, nameOf(cell.taught), shown)}
                        {...opening(cell)}
                      >
                        {shown}
                      </button>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="hint">{words.sweepHint}</p>
    </ScrollRegion>
  );
}

/** @param onOpened told when a recorded run is on its way into the page */
export default function ReplayTable({ onOpened }: { readonly onOpened: () => void }): ReactNode {
  const { replay: words, datasets } = useWords();
  const { dataset, seed, summaries, chooseDataset, chooseSeed, load } = useHintonSectionStore((desk) => desk);
  const opening = useOpening(onOpened);
  useEffect(() => {
    load(dataset).catch(() => {});
  }, [load, dataset]);
  const summary = summaries[dataset];
  const isMnist = dataset === "mnist";
  const seconds = summary?.runs.reduce((sum, run) => sum + run.seconds, 0) ?? 0;
  return (
    <div className="replay">
      <p>{words.explanation}</p>
      <div className="row">
        <Segments
          label={words.images}
          value={dataset}
          options={(["mnist", "digits"] as const).map((value) => ({ value, label: datasets[value] ?? value }))}
          onChange={chooseDataset}
        />
        <Segments
          label={words.seed}
          value={`${seed}`}
          options={recordedSeeds.map((value) => ({ value: `${value}`, label: words.seedNumber(value) }))}
          onChange={(value) => chooseSeed(Number(value))}
        />
      </div>
      {summary ? (
        <>
          <ScrollRegion label={words.title}>
            <table className="figures">
              <caption>{words.outOf(count(summary.total), isMnist)}</caption>
              <thead>
                <tr>
                  {[words.what, words.paper, words.ours, words.picture, words.differs].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sectionRows.map((row) => (
                  <Row key={row.id} {...{ row, isMnist, opening }} readings={summary.figures[row.id] ?? NONE} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <Pairs summary={summary} />
          <HeatMap {...{ summary, opening }} />
          <p className="hint">
            {words.made(summary.version, summary.backend, summary.runs.at(-1)?.date ?? "", count(seconds / 3600))}
          </p>
        </>
      ) : (
        <p role="status">{summary === null ? words.missing : words.loading}</p>
      )}
    </div>
  );
}
