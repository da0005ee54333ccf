/** The figures of Hinton's section as Markdown: the paper's, ours with intervals, and why they differ. */

import { TEMPERATURES, WIDTHS } from "../../src/hinton2015/experiments.ts";
import {
  type SectionFigure,
  sectionComparisons,
  sectionRows,
  temperatureWidthCells,
} from "../../src/hinton2015/paperResults.ts";
import {
  type FigureReading,
  intervalOfReadings,
  readPair,
  type SectionSummary,
} from "../../src/hinton2015/replay/sectionSummary.ts";
import { rowDifferences } from "../../src/hinton2015/rowDifferences.ts";
import { mean, type VerdictWord } from "../../src/math/statistics.ts";

type Figures = SectionSummary["figures"];

// Adding 0 turns -0 into 0.
const whole = (value: number) => (Math.round(value) + 0).toLocaleString("en-US");

function figureText(readings: readonly FigureReading[] | undefined): string {
  if (!readings || readings.length === 0) return "–";
  const values = readings.map(({ errors }) => errors);
  const interval = intervalOfReadings(values);
  const spread = interval ? ` [${whole(interval.low)}, ${whole(interval.high)}]` : "";
  const dropped = readings.flatMap(({ onDropped }) => onDropped ?? []);
  const ofThem = dropped.length > 0 ? `; ${whole(mean(dropped))} on dropped classes` : "";
  const biases = readings.flatMap(({ bias }) => bias ?? []).filter((bias) => bias !== 0);
  const moved = biases.length > 0 ? `; bias ${biases.map((bias) => `+${bias}`).join(", ")}` : "";
  return `**${whole(mean(values))}**${spread}${ofThem}${moved}`;
}

const seedsOf = (figures: Figures, { id }: SectionFigure) =>
  (figures[id] ?? []).map(({ errors }) => whole(errors)).join(", ") || "–";

/** The section's rows, one on each line. @param isMnist the paper's figures are of MNIST, and are shown for no other data */
export function figuresTable(figures: Figures, isMnist: boolean): string {
  const lines = sectionRows.map((row) => {
    const { paper } = row;
    const published = !isMnist || !paper ? "–" : whole(paper.errors);
    const onDropped = isMnist && paper?.onDropped !== undefined ? `; ${paper.onDropped} on dropped classes` : "";
    return `| ${row.title} | ${published}${onDropped} | ${figureText(figures[row.id])} | ${seedsOf(figures, row)} | ${rowDifferences[row.id]} |`;
  });
  return [
    "| what | paper | ours: mean [95 % interval] | seed by seed | what differs, or what it is for |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

const words: Readonly<Record<VerdictWord, string>> = {
  helps: "fewer errors",
  hurts: "more errors",
  "cannot-tell": "inconclusive",
  "one-pair": "one seed",
};

/** The section's questions: paired differences over seeds. */
export function pairsTable(figures: Figures): string {
  const lines = sectionComparisons.map((pair) => {
    const reading = readPair(figures, pair);
    if (!reading) return `| ${pair.text} | – | – |`;
    const { mean: saved, low, high, word, seeds } = reading;
    const spread = seeds > 1 ? ` [${whole(low)}, ${whole(high)}]` : "";
    return `| ${pair.text} | ${whole(saved)}${spread} | ${words[word]} |`;
  });
  return ["| question | errors saved, paired by seed | |", "| --- | --- | --- |", ...lines].join("\n");
}

/** Temperature by width: mean errors on soft targets alone, beside the baseline student on labels. */
export function sweepTable(figures: Figures): string {
  const lines = WIDTHS.map((width) => {
    const cells = temperatureWidthCells.filter((cell) => cell.width === width).map(({ id }) => figureText(figures[id]));
    return `| ${width} | ${cells.join(" | ")} |`;
  });
  return [
    `| units a layer | labels | ${TEMPERATURES.map((temperature) => `T = ${temperature}`).join(" | ")} |`,
    `| --- | --- | ${TEMPERATURES.map(() => "---").join(" | ")} |`,
    ...lines,
  ].join("\n");
}
