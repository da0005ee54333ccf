/** Errors by width and temperature as a heat map: each cell opens its run. */

import type { CSSProperties, ReactNode } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { mean as meanOf } from "../../math/statistics.ts";
import { heatShare } from "../../views/elements/heatMapColour.ts";
import { useLaterWords } from "../../views/elements/laterWords.ts";
import { ScrollRegion } from "../../views/elements/ScrollRegion.tsx";
import { useWords } from "../../views/elements/translation.ts";
import { useNarrow } from "../../views/shown/windowWidth.ts";
import { sectionExperiments, WIDTHS } from "../experiments.ts";
import { type TemperatureWidthCell, temperatureWidthCells } from "../paperResults.ts";
import { readTemperatures } from "../replay/sectionOrder.ts";
import type { SectionSummary } from "../replay/sectionSummary.ts";
import { OpenRun } from "./OpenRun.tsx";

function Cell(props: {
  readonly cell: TemperatureWidthCell;
  readonly errors: number | null;
  /** 0 for the fewest errors of the width, 1 for the most */
  readonly share: number;
  readonly isFewest: boolean;
}): ReactNode {
  const { cell, errors, share, isFewest } = props;
  const { replay: words } = useLaterWords();
  const isLabels = cell.trainedBy === "labels";
  const taught = isLabels ? words.labels : `T = ${cell.trainedBy}`;
  const text = errors === null ? "·" : count(Math.round(errors));
  const classes = ["heat-cell", isLabels ? "labels" : "", isFewest ? "fewest" : ""].join(" ").trim();
  return (
    <td style={{ "--heat": share } as CSSProperties}>
      <OpenRun figure={cell} name={words.cell(cell.width, taught, text)} className={classes}>
        {text}
      </OpenRun>
    </td>
  );
}

/** MNIST's training images, of which one pass sees each once. */
const IMAGES = 60_000;

/** How many passes over the training images the students of a width train. */
function passesOf(width: number): number {
  const cell = temperatureWidthCells.find((one) => one.width === width);
  const found = sectionExperiments.find(({ id }) => id === cell?.experiment);
  const { steps = 0, batchSize = 0 } = found?.experiment.student.training ?? {};
  return Math.round((steps * batchSize) / IMAGES);
}

/** @param props.figures of the chosen seed, or of all */
export function TemperatureMap(props: {
  readonly figures: SectionSummary["figures"];
  readonly total: number;
}): ReactNode {
  const { figures, total } = props;
  const { replay: words } = useLaterWords();
  const { punctuation } = useWords();
  const meanOfCell = ({ id }: TemperatureWidthCell) => {
    const values = (figures[id] ?? []).map(({ errors }) => errors);
    return values.length > 0 ? meanOf(values) : null;
  };
  const best = readTemperatures(figures);
  // On a phone widths are columns, of which there are few.
  const isNarrow = useNarrow();
  const ofWidths = WIDTHS.map((width) => temperatureWidthCells.filter((cell) => cell.width === width));
  const ofTeaching = ofWidths[0]!.map((_, i) => ofWidths.map((cells) => cells[i]!));
  const taughtBy = (by: TemperatureWidthCell["trainedBy"]) => (by === "labels" ? words.labels : `T = ${by}`);
  const drawn = (cell: TemperatureWidthCell) => {
    const errors = meanOfCell(cell);
    const ofWidth = temperatureWidthCells.filter(({ width }) => width === cell.width);
    const means = ofWidth.flatMap((one) => meanOfCell(one) ?? []);
    const share = errors === null ? 1 : heatShare(errors, means);
    const isFewest = best.find(({ width }) => width === cell.width)?.temperature === cell.trainedBy;
    return <Cell key={cell.id} {...{ cell, errors, share, isFewest }} />;
  };
  const passes = punctuation.list(WIDTHS.map((width) => words.passes(width, count(passesOf(width)))));
  return (
    <section aria-labelledby="replay-sweep">
      <h3 id="replay-sweep">{words.sweep}</h3>
      <p className="hint">{words.sweepOf(count(total), passes)}</p>
      <ScrollRegion label={words.sweep}>
        <table className="heat-map">
          <thead>
            <tr>
              <th scope="col">{isNarrow ? "" : words.units}</th>
              {(isNarrow ? ofTeaching : ofWidths)[0]!.map(({ width, trainedBy }) => (
                <th key={`${width} ${trainedBy}`} scope="col">
                  {isNarrow ? words.unitsOf(width) : taughtBy(trainedBy)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(isNarrow ? ofTeaching : ofWidths).map((cells) => (
              <tr key={cells[0]!.id}>
                <th scope="row">{isNarrow ? taughtBy(cells[0]!.trainedBy) : cells[0]!.width}</th>
                {cells.map(drawn)}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="hint">
        {best
          .map(({ width, temperature, alike }) =>
            words.fewest(width, `${temperature}`, punctuation.list(alike.map((one) => `${one}`))),
          )
          .join(punctuation.space)}
        {punctuation.space}
        {words.sweepOfPaper}
      </p>
    </section>
  );
}
