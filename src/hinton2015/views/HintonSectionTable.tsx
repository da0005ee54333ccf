/** The tables of Hinton's section: figures of the paper and ours over seeds, comparisons, temperature by width. */

import { type CSSProperties, type ReactNode, useEffect } from "react";
import { mean as meanOf } from "../../math/statistics.ts";
import { recordedSeeds } from "../../session/run/recordedRuns.ts";
import { SegmentedChoice } from "../../views/elements/formControls.tsx";
import { heatShare } from "../../views/elements/heatMapColour.ts";
import { count } from "../../views/elements/numberFormats.ts";
import { ScrollRegion } from "../../views/elements/ScrollRegion.tsx";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { useTranslate, useWords } from "../../views/elements/translation.ts";
import { TEMPERATURES, WIDTHS } from "../experiments.ts";
import {
  type SectionFigure,
  type SectionRow,
  sectionComparisons,
  sectionRows,
  type TemperatureWidthCell,
  temperatureWidthCells,
} from "../paperResults.ts";
import { type FigureReading, intervalOfReadings, readPair, type SectionSummary } from "../replay/measuredFigures.ts";
import { FigureDotPlot } from "./FigureDotPlot.tsx";

const NONE: readonly FigureReading[] = [];

/** Properties of a button that opens a figure's recorded run; disabled during a run and where there is no recording. */
function useOpenButton(onOpened: () => void): (figure: SectionFigure) => { disabled: boolean; onClick(): void } {
  const idle = usePlayground((state) => state.phase === "idle");
  const open = useHintonSectionStore((section) => section.open);
  const seed = useHintonSectionStore((section) => section.seed);
  const summary = useHintonSectionStore((section) => section.summaries[section.dataset]);
  return (figure) => ({
    disabled: !idle || !summary?.runs.some((run) => run.experiment === figure.experiment && run.seed === seed),
    onClick() {
      open(figure);
      onOpened();
    },
  });
}

function FigureRow(props: {
  readonly row: SectionRow;
  readonly readings: readonly FigureReading[];
  readonly isMnist: boolean;
  readonly openButton: ReturnType<typeof useOpenButton>;
}): ReactNode {
  const { row, readings, isMnist, openButton } = props;
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
        <button type="button" className="quiet" {...openButton(row)}>
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
          <FigureDotPlot
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

function Comparisons({ summary }: { readonly summary: SectionSummary }): ReactNode {
  const { replay: words } = useWords();
  const translate = useTranslate();
  const compared = sectionComparisons.flatMap((pair) => {
    const reading = readPair(summary.figures, pair);
    return reading ? [{ pair, reading }] : [];
  });
  return (
    <ScrollRegion label={words.pairs}>
      <table className="figures">
        <caption>{words.pairs}</caption>
        <tbody>
          {compared.map(({ pair, reading: { mean, low, high, word, seeds } }) => (
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
  readonly openButton: ReturnType<typeof useOpenButton>;
}): ReactNode {
  const { summary, openButton } = props;
  const { replay: words } = useWords();
  const meanOfCell = ({ id }: TemperatureWidthCell) => {
    const values = (summary.figures[id] ?? NONE).map(({ errors }) => errors);
    return values.length > 0 ? meanOf(values) : null;
  };
  const nameOf = (taught: TemperatureWidthCell["trainedBy"]) => (taught === "labels" ? words.labels : `T = ${taught}`);
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
            const cells = temperatureWidthCells.filter((cell) => cell.width === width);
            const means = cells.flatMap((cell) => meanOfCell(cell) ?? []);
            return (
              <tr key={width}>
                <th scope="row">{width}</th>
                {cells.map((cell) => {
                  const mean = meanOfCell(cell);
                  const heat = mean === null ? undefined : ({ "--heat": heatShare(mean, means) } as CSSProperties);
                  const text = mean === null ? "·" : count(mean);
                  return (
                    <td key={cell.id} className={mean === null ? "" : "heat number"} style={heat}>
                      <button
                        type="button"
                        className="quiet"
                        aria-label={words.cell(width, nameOf(cell.trainedBy), text)}
                        {...openButton(cell)}
                      >
                        {text}
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

/** @param onOpened called when a recorded run is being opened */
export default function HintonSectionTable({ onOpened }: { readonly onOpened: () => void }): ReactNode {
  const { replay: words, datasets } = useWords();
  const { dataset, seed, summaries, chooseDataset, chooseSeed, load } = useHintonSectionStore((section) => section);
  const openButton = useOpenButton(onOpened);
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
        <SegmentedChoice
          label={words.images}
          value={dataset}
          options={(["mnist", "digits"] as const).map((value) => ({ value, label: datasets[value] ?? value }))}
          onChange={chooseDataset}
        />
        <SegmentedChoice
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
                  <FigureRow
                    key={row.id}
                    {...{ row, isMnist, openButton }}
                    readings={summary.figures[row.id] ?? NONE}
                  />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <Comparisons summary={summary} />
          <HeatMap {...{ summary, openButton }} />
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
