/** The chart of Home: test errors of the teacher and of both small networks over their steps, as far as they have got. */

import type { HomeWords } from "../i18n/words/homeWords.en.ts";
import { mean } from "../math/statistics.ts";
import type { Curve, HomeFacts } from "./homeFacts.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Places around the lines in px: numbers on the left, the heading above, steps below; names on the right need what they need. */
const MARGIN = { left: 44, top: 28, bottom: 40 } as const;
/** The space between a line's end and its name, and what is left behind the name, in px. */
const NAME_GAP = 8;
const NAME_END = 2;

/** The axis of errors: its ends and its lines. */
const LEAST = 50;
const TICKS = [50, 100, 200, 500, 1000, 2000] as const;

/** The least distance of two names, in px. */
const LINE_HEIGHT = 17;

/** The width of a number of steps with the space beside it, in px. */
const MARK_WIDTH = 32;

/** The mean of curves that were evaluated at the same steps. */
function meanCurve(curves: readonly Curve[]): Curve {
  return curves[0]!.map(([step], i) => [step, mean(curves.map((curve) => curve[i]![1]))]);
}

/** A curve up to a step, its last point interpolated. */
function upTo(curve: Curve, step: number): Curve {
  const before = curve.filter(([at]) => at <= step);
  const next = curve[before.length];
  const last = before.at(-1)!;
  if (!next) return before;
  const share = (step - last[0]) / (next[0] - last[0]);
  return [...before, [step, last[1] + share * (next[1] - last[1])]];
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`);
  made.textContent = text;
  return made;
}

/** The room that the longest name takes with its number, in px, measured once for each language. */
let measured: { readonly words: HomeWords; readonly room: number } | null = null;

function roomForNames(place: HTMLElement, words: HomeWords, most: number): number {
  if (measured?.words !== words) {
    const svg = element("svg", { width: 1, height: 1 });
    const names = [words.linePlain, words.lineTaught, words.lineTeacher];
    const drawn = names.map((name) => element("text", { class: "name" }, `${name} ${Math.round(most)}`));
    svg.append(...drawn);
    place.replaceChildren(svg);
    const widths = drawn.map((text) => (text as SVGTextElement).getComputedTextLength());
    measured = { words, room: NAME_GAP + Math.ceil(Math.max(...widths)) + NAME_END };
  }
  return measured.room;
}

/**
 * Draws the chart anew.
 * @param place the element that it fills
 * @param run how much of the teacher's steps are shown, 0 to 1
 */
export function drawRace(place: HTMLElement, facts: HomeFacts, words: HomeWords, run: number): void {
  const [width, height] = [place.clientWidth, place.clientHeight];
  if (width === 0 || height === 0) return;
  const [plain, taught] = [meanCurve(facts.plain), meanCurve(facts.taught)];
  const right = roomForNames(
    place,
    words,
    Math.max(...[plain, taught, facts.teacher.curve].map((curve) => curve.at(-1)![1])),
  );
  const steps = Math.max(facts.teacher.steps, facts.student.steps);
  const most = Math.log(facts.total);
  const x = (step: number) => MARGIN.left + (step / steps) * (width - MARGIN.left - right);
  const y = (errors: number) =>
    MARGIN.top +
    ((most - Math.log(Math.max(errors, LEAST))) / (most - Math.log(LEAST))) * (height - MARGIN.top - MARGIN.bottom);
  const number = (value: number) => value.toLocaleString("en-US");
  const bottom = height - MARGIN.bottom;

  const axes = TICKS.filter((tick) => tick <= facts.total).flatMap((tick) => [
    element("line", { class: "grid", x1: MARGIN.left, x2: width - right, y1: y(tick), y2: y(tick) }),
    element("text", { class: "tick", x: MARGIN.left - 8, y: y(tick) + 4, "text-anchor": "end" }, number(tick)),
  ]);
  // Where the last two would run together, they stand on either side of their places.
  const apart = x(steps) - x(facts.student.steps) < MARK_WIDTH ? MARK_WIDTH / 4 : 0;
  const marks = [0, facts.student.steps, steps].map((step, i) =>
    element(
      "text",
      { class: "tick", x: x(step) + [0, -apart, apart][i]!, y: bottom + 17, "text-anchor": "middle" },
      number(step),
    ),
  );
  const names = [
    element("text", { x: 0, y: 12 }, words.chart(facts.total)),
    element("text", { x: MARGIN.left, y: height - 4 }, words.steps(facts.student.steps)),
  ];

  const shown = run * steps;
  const pathOf = (curve: Curve, className: string) =>
    element("path", {
      class: className,
      d: upTo(curve, shown)
        .map(([step, errors], i) => `${i === 0 ? "M" : "L"}${x(step).toFixed(1)} ${y(errors).toFixed(1)}`)
        .join(""),
    });
  const lines = [
    ...facts.plain.map((curve) => pathOf(curve, "of-baseline single")),
    ...facts.taught.map((curve) => pathOf(curve, "of-student single")),
    pathOf(facts.teacher.curve, "of-teacher"),
    pathOf(plain, "of-baseline"),
    pathOf(taught, "of-student"),
  ];

  // Names stand at the ends that the lines have reached, in the order of the lines, none upon another.
  const ends = [
    { curve: plain, name: words.linePlain, className: "of-baseline" },
    { curve: taught, name: words.lineTaught, className: "of-student" },
    { curve: facts.teacher.curve, name: words.lineTeacher, className: "of-teacher" },
  ].map(({ curve, name, className }) => {
    const [step, errors] = upTo(curve, shown).at(-1)!;
    const text = run === 1 ? `${name} ${Math.round(errors)}` : name;
    return { text, className, left: x(step) + NAME_GAP, at: y(errors) + 4 };
  });
  let lowest = Number.NEGATIVE_INFINITY;
  const labels = ends.map(({ at, className, left, text }, i) => {
    lowest = Math.max(at, lowest + LINE_HEIGHT);
    const room = bottom - (ends.length - 1 - i) * LINE_HEIGHT;
    return element("text", { class: `name ${className}`, x: left, y: Math.min(lowest, room) }, text);
  });

  const svg = element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  svg.append(...axes, ...marks, ...names, ...lines, ...labels);
  place.replaceChildren(svg);
  place.setAttribute("aria-label", `${words.chart(facts.total)}: ${ends.map(({ text }) => text).join(", ")}`);
}
