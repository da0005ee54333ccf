/** A matrix of numbers as a matrix of colours, without smoothing. */

import { type ReactNode, useEffect, useRef } from "react";
import { usePage } from "../elements/pageChoices.ts";

/** "heat": background to text colour, as digits are; "diverging": blue below 0, orange above. */
export type Palette = "heat" | "diverging";

const tokens: Readonly<Record<Palette, readonly [below: string, zero: string, above: string]>> = {
  heat: ["--panel", "--panel", "--ink"],
  diverging: ["--teacher", "--panel", "--student"],
};

/** The largest width of a raster, pixels. */
const MAX_WIDTH = 420;

type Rgb = readonly [number, number, number];

/** A colour, or the value of a CSS custom property, as bytes. */
function bytesOf(context: CanvasRenderingContext2D, token: string): Rgb {
  const colour = token.startsWith("--") ? getComputedStyle(context.canvas).getPropertyValue(token).trim() : token;
  context.fillStyle = colour;
  const [, r, g, b] = /^#(..)(..)(..)/.exec(`${context.fillStyle}`) ?? ["", "0", "0", "0"];
  return [Number.parseInt(r!, 16), Number.parseInt(g!, 16), Number.parseInt(b!, 16)];
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [at(0), at(1), at(2)];
}

/** @param props.max the absolute value with the strongest colour @param props.maxHeight pixels */
export function Raster(props: {
  readonly values: readonly number[] | Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly palette: Palette;
  readonly max: number;
  readonly maxHeight: number;
  readonly label: string;
}): ReactNode {
  const { values, rows, columns, palette, max, maxHeight, label } = props;
  const scale = Math.min(maxHeight / rows, MAX_WIDTH / columns);
  const style = { width: Math.max(1, columns * scale), aspectRatio: `${columns} / ${rows}` };
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = usePage((page) => `${page.theme}${page.lecture}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours come from the theme
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const [below, zero, above] = tokens[palette].map((token) => bytesOf(context, token));
    const pixels = context.createImageData(columns, rows);
    for (let i = 0; i < rows * columns; i++) {
      const share = Math.max(-1, Math.min(1, values[i]! / Math.max(max, 1e-12)));
      const colour = mixed(zero!, share < 0 ? below! : above!, Math.abs(share));
      pixels.data.set([...colour, 255], 4 * i);
    }
    context.putImageData(pixels, 0, 0);
  }, [values, rows, columns, palette, max, theme]);
  return (
    <canvas ref={canvas} className="raster" width={columns} height={rows} style={style} role="img" aria-label={label} />
  );
}
