/** The chart of a run of a report: test errors over steps as SVG, drawn from its numbers, for paper and light screens. */

import { BASELINE, DISTILLED } from "../domain/experiment.ts";
import { count } from "../i18n/numberFormats.ts";
import { logarithmicAxis } from "../math/roundAxis.ts";
import { type Markup, markup } from "./markup.ts";
import type { ReportRun } from "./reportData.ts";
import { type ReportTexts, runSentence } from "./reportTexts.ts";

/** Sizes in px. */
const WIDTH = 620;
const PLOT_HEIGHT = 250;
const MARGIN = { left: 56, right: 20, top: 30, bottom: 44 } as const;
const LEGEND_LINE = 20;

/** How a line is drawn: its colour, on white with at least 4.5:1, and its dashes. */
interface Stroke {
  readonly colour: string;
  readonly dashes: string;
}
const TEACHER: Stroke = { colour: "#005f9e", dashes: "2 4" };
const STROKES: Readonly<Record<string, Stroke>> = {
  [DISTILLED]: { colour: "#b34407", dashes: "none" },
  [BASELINE]: { colour: "#565c65", dashes: "7 4" },
};
const OTHERS: readonly Stroke[] = [
  { colour: "#6b4fa0", dashes: "12 3 2 3" },
  { colour: "#17693f", dashes: "4 2" },
  { colour: "#7a5c00", dashes: "12 4" },
  { colour: "#a3231b", dashes: "1 3" },
  { colour: "#00707a", dashes: "8 2 2 2 2 2" },
];

/** How the curves of a run are drawn, in their order. */
function strokesOf(curves: ReportRun["curves"]): readonly Stroke[] {
  let others = 0;
  return curves.map(({ arm }) => {
    if (arm === null) return TEACHER;
    return STROKES[arm] ?? OTHERS[others++ % OTHERS.length]!;
  });
}

/** The whole steps at which the axis has numbers: about five round ones. */
function stepsOfAxis(last: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, last / 5)));
  const tick = [1, 2, 5, 10].map((factor) => factor * power).find((one) => last / one <= 6) ?? last;
  return Array.from({ length: Math.floor(last / tick) + 1 }, (_, i) => i * tick);
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** The chart; null for a run without curves. */
export function reportChart(run: ReportRun, texts: ReportTexts): Markup | null {
  const { words } = texts;
  const points = run.curves.flatMap((curve) => curve.points);
  if (points.length === 0) return null;
  const axis = logarithmicAxis(...extent(points.map(([, errors]) => errors)));
  const last = Math.max(1, ...points.map(([step]) => step));
  const top = MARGIN.top + LEGEND_LINE * run.curves.length + 14;
  const height = top + PLOT_HEIGHT + MARGIN.bottom;
  const right = WIDTH - MARGIN.right;
  const x = (step: number) => rounded(MARGIN.left + (step / last) * (right - MARGIN.left));
  const share = (errors: number) => Math.log(Math.max(errors, axis.low) / axis.low) / Math.log(axis.high / axis.low);
  const y = (errors: number) => rounded(top + (1 - share(errors)) * PLOT_HEIGHT);
  const strokes = strokesOf(run.curves);
  const { chart } = words.resultColumn;
  const line = ({ colour, dashes }: Stroke, path: string) =>
    markup`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>`;
  const legend = run.curves.map(({ arm, points: own }, i) => {
    const at = MARGIN.top + LEGEND_LINE * i - 12;
    const end = own.at(-1);
    const label = end ? texts.report.document.errorsOf(texts.arm(run, arm), count(end[1])) : texts.arm(run, arm);
    return markup`${line(strokes[i]!, `M${MARGIN.left} ${at}h44`)}<text x="${MARGIN.left + 54}" y="${at + 4}">${label}</text>`;
  });
  const rows = axis.ticks.map(
    (tick) =>
      markup`<path d="M${MARGIN.left} ${y(tick)}H${right}" stroke="#dedacf"/><text x="${MARGIN.left - 8}" y="${y(tick) + 4}" text-anchor="end">${count(tick)}</text>`,
  );
  const steps = stepsOfAxis(last).map(
    (step) =>
      markup`<path d="M${x(step)} ${top + PLOT_HEIGHT}v5" stroke="#85837b"/><text x="${x(step)}" y="${top + PLOT_HEIGHT + 18}" text-anchor="middle">${count(step)}</text>`,
  );
  const lines = run.curves.map(({ points: own }, i) => {
    const path = own.map(([step, errors], k) => `${k === 0 ? "M" : "L"}${x(step)} ${y(errors)}`).join("");
    const end = own.at(-1);
    const dot = end ? markup`<circle cx="${x(end[0])}" cy="${y(end[1])}" r="3.5" fill="${strokes[i]!.colour}"/>` : null;
    return markup`${line(strokes[i]!, path)}${dot}`;
  });
  const areMeans = run.arms.some(({ errors }) => errors.length > 1);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${runSentence(run, texts)}" font-family="sans-serif" font-size="13" fill="#1b1d21"><rect width="${WIDTH}" height="${height}" fill="#ffffff"/>${legend}<text x="${MARGIN.left}" y="${top - 10}" fill="#50555d">${chart.axis(count(run.total), areMeans, null)}</text>${rows}${steps}<text x="${right}" y="${height - 6}" text-anchor="end" fill="#50555d">${chart.steps}</text>${lines}</svg>`;
}

/** The least and the greatest of some numbers. */
function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
