/** The plot of how cost grows: one small chart for each axis, both of whose scales are logarithmic, as plain SVG. */

/** One measured point; rates are steps a second. */
export interface ScalingPoint {
  readonly axis: string;
  readonly value: number;
  readonly title: string;
  readonly engine: number;
  /** a hand-written loop in plain tfjs; null where it was not measured */
  readonly tfjs: number | null;
}

const [WIDTH, HEIGHT, ACROSS] = [300, 220, 3] as const;
const FRAME = { left: 46, right: 14, top: 30, bottom: 40 } as const;

/** Least distance between two labels. */
const LABEL = 34;

/** The place on a logarithmic scale, 0 at `least` and 1 at `most`. */
export function placeOnScale(value: number, least: number, most: number): number {
  return most === least ? 0.5 : Math.log(value / least) / Math.log(most / least);
}

/** Powers of ten from at or below the least to at or above the most. */
function decades(least: number, most: number): readonly number[] {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, i) => 10 ** (from + i));
}

function line(name: string, places: readonly (readonly [number, number])[]): string {
  if (places.length === 0) return "";
  const text = places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const dots = places.map(([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.5"/>`).join("");
  return `<g class="${name}"><polyline points="${text}"/>${dots}</g>`;
}

function chart(axis: string, points: readonly ScalingPoint[], at: readonly [number, number]): string {
  const { left, right, top, bottom } = FRAME;
  const values = points.map(({ value }) => value);
  const rates = points.flatMap(({ engine, tfjs }) => (tfjs === null ? [engine] : [engine, tfjs]));
  const ticks = decades(Math.min(...rates), Math.max(...rates));
  const x = (value: number) =>
    left + (WIDTH - left - right) * placeOnScale(value, Math.min(...values), Math.max(...values));
  const y = (rate: number) => HEIGHT - bottom - (HEIGHT - top - bottom) * placeOnScale(rate, ticks[0]!, ticks.at(-1)!);
  const across = `x1="${left}" x2="${WIDTH - right}"`;
  const grid = ticks.map((rate) => `<line ${across} y1="${y(rate).toFixed(1)}" y2="${y(rate).toFixed(1)}"/>`).join("");
  const rateLabels = ticks
    .map((rate) => `<text x="${left - 6}" y="${(y(rate) + 4).toFixed(1)}" text-anchor="end">${rate}</text>`)
    .join("");
  // A label that would run into the one before it is left out.
  const apart = values.filter((value, i) => i === 0 || x(value) - x(values[i - 1]!) > LABEL);
  const valueLabels = apart
    .map((value) => `<text x="${x(value).toFixed(1)}" y="${HEIGHT - bottom + 15}" text-anchor="middle">${value}</text>`)
    .join("");
  const known = points.flatMap(({ value, tfjs }) => (tfjs === null ? [] : [[x(value), y(tfjs)] as const]));
  return [
    `<g transform="translate(${at[0]} ${at[1]})">`,
    `<g class="grid">${grid}</g>${rateLabels}${valueLabels}`,
    `<text class="name" x="${left}" y="18">steps/s against ${axis}</text>`,
    `<text x="${(left + WIDTH - right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${axis}</text>`,
    line("tfjs", known),
    line(
      "engine",
      points.map(({ value, engine }) => [x(value), y(engine)] as const),
    ),
    "</g>",
  ].join("\n");
}

/** Draws all axes in their order; `note` is the line below them. */
export function drawScaling(points: readonly ScalingPoint[], note: string): string {
  const axes = [...new Set(points.map(({ axis }) => axis))];
  const rows = Math.ceil(axes.length / ACROSS);
  const [width, height] = [WIDTH * ACROSS, HEIGHT * rows + 44];
  const charts = axes.map((axis, i) => {
    const own = points.filter((point) => point.axis === axis);
    return chart(axis, own, [WIDTH * (i % ACROSS), HEIGHT * Math.floor(i / ACROSS)]);
  });
  const foot = HEIGHT * rows;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Steps a second">
<style>
text { font: 11px sans-serif; fill: #333 }
.name { font-weight: 600 }
.grid line { stroke: #ddd }
polyline { fill: none; stroke-width: 2 }
.engine { stroke: #0b6bcb; fill: #0b6bcb }
.tfjs { stroke: #b3541e; fill: #b3541e; stroke-dasharray: 5 3 }
circle { stroke: none }
</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${charts.join("\n")}
<g transform="translate(0 ${foot})">
${line("engine", [
  [46, 12],
  [76, 12],
])}<text x="84" y="16">this engine</text>
${line("tfjs", [
  [176, 12],
  [206, 12],
])}<text x="214" y="16">plain tfjs, an expert's loop</text>
<text x="46" y="36">${note.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>
</g>
</svg>
`;
}
