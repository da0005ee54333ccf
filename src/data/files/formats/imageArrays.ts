/** Arrays of numbers as images: which dimensions are which, and how their values become bytes. */

import { DataError } from "../../dataError.ts";
import type { DataNote } from "./dataNotes.ts";
import { countInEntry, type NumberArray, type NumberValues, shapeText } from "./numberArray.ts";

/** Images whose values are not yet bytes, [count, height, width, channels]. */
export interface ImageArray {
  readonly path: string;
  readonly values: NumberValues;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Images as bytes, [count, height, width, channels]. */
export interface Images {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Fewest values of a flat image: of 8x8 pixels. */
export const FEWEST_VALUES = 64;
/** Largest side of an image in an array. Larger ones than the networks read are scaled or cropped on request. */
const LARGEST_SIDE = 1024;

const isChannels = (size: number): size is 1 | 3 => size === 1 || size === 3;

/** Height, width and channels of a flat image of so many values, which has to be square; null where it cannot be. */
export function squareOf(values: number): { readonly side: number; readonly channels: 1 | 3 } | null {
  for (const channels of [1, 3] as const) {
    const side = Math.round(Math.sqrt(values / channels));
    if (side * side * channels === values && side >= 8) return { side, channels };
  }
  return null;
}

/** From [count, channels, height, width] to [count, height, width, channels]. */
function channelsLast(values: NumberValues, count: number, pixels: number): NumberValues {
  const moved = values.slice();
  for (let image = 0; image < count; image++) {
    const base = image * pixels * 3;
    for (let channel = 0; channel < 3; channel++)
      for (let pixel = 0; pixel < pixels; pixel++)
        moved[base + 3 * pixel + channel] = values[base + channel * pixels + pixel]!;
  }
  return moved;
}

/**
 * An array of rank 2 (flat square images), 3 (grey images) or 4 (channels last or second) as images.
 * @throws DataError "wrong-size" where its dimensions are not those of images
 */
export function imagesOfArray(path: string, { values, shape }: NumberArray): ImageArray {
  const [count = 0, second = 0, third = 0, fourth = 0] = shape;
  const refuse = (what: string) =>
    new DataError(
      "wrong-size",
      `${path} is ${shapeText(shape)}: ${what}; save images as [count, height, width] or [count, height, width, 3]`,
    );
  const layout = (() => {
    if (shape.length === 2) {
      const square = squareOf(countInEntry(shape));
      if (square) return { height: square.side, width: square.side, channels: square.channels };
      throw refuse(`${second} values are no square image`);
    }
    if (shape.length === 3) return { height: second, width: third, channels: 1 as const };
    if (shape.length === 4 && isChannels(fourth)) return { height: second, width: third, channels: fourth };
    if (shape.length === 4 && isChannels(second)) return { height: third, width: fourth, channels: second };
    throw refuse("images have one channel or three");
  })();
  if (Math.max(layout.height, layout.width) > LARGEST_SIDE)
    throw refuse(`sides of at most ${LARGEST_SIDE} pixels are read`);
  const isPlanar = shape.length === 4 && !isChannels(fourth) && layout.channels === 3;
  const ordered = isPlanar ? channelsLast(values, count, layout.height * layout.width) : values;
  return { path, values: ordered, count, ...layout };
}

/** Largest values of images whose values do not go up to 255, as whole numbers: truth values, and scikit-learn's digits. */
const SMALL_RANGES = [1, 16] as const;
/** Largest value of 16-bit grey values. */
const DEEP = 65_535;

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangeOf(parts: readonly ImageArray[]): Range & { readonly isWhole: boolean; readonly isBytes: boolean } {
  let [low, high, isWhole] = [Infinity, -Infinity, true];
  const isBytes = parts.every(({ values }) => values instanceof Uint8Array);
  for (const { path, values } of parts)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value))
        throw new DataError("not-readable", `value ${i + 1} of ${path} is ${value}; grey values are numbers: mend it`);
      if (value < low) low = value;
      if (value > high) high = value;
      if (!isBytes && isWhole && !Number.isInteger(value)) isWhole = false;
    }
  return { from: low, to: high, isWhole, isBytes };
}

/** The range that is brought to 0..255. @throws DataError where the values are no grey values */
function scaleOf(parts: readonly ImageArray[]): Range {
  const { from, to, isWhole } = rangeOf(parts);
  if (from >= 0 && isWhole) {
    const small = SMALL_RANGES.find((range) => to <= range);
    if (small !== undefined && to > 0) return { from: 0, to: small };
    if (to <= 255) return { from: 0, to: 255 };
    if (to <= DEEP) return { from: 0, to: DEEP };
  }
  if (from >= 0 && to <= 1) return { from: 0, to: 1 };
  if (from >= -1 && to <= 1) return { from: -1, to: 1 };
  if (from >= 0 && to <= 255) return { from: 0, to: 255 };
  throw new DataError(
    "not-readable",
    `the values of ${parts[0]!.path} go from ${from} to ${to}; grey values are 0 to 255, 0 to 1 or -1 to 1: bring them to one of these`,
  );
}

/**
 * Images as bytes; those of training and test by one scale.
 * @throws DataError "not-readable" for values that are no grey values
 */
export function asBytes(parts: readonly ImageArray[]): {
  readonly images: readonly Images[];
  readonly notes: readonly DataNote[];
} {
  const scale = scaleOf(parts);
  const isPlain = scale.from === 0 && scale.to === 255;
  const factor = 255 / (scale.to - scale.from);
  const images = parts.map(({ values, count, height, width, channels }) => {
    const bytes =
      isPlain && values instanceof Uint8Array
        ? values
        : Uint8Array.from(values, (value) => Math.round((value - scale.from) * factor));
    return { bytes, count, height, width, channels };
  });
  return { images, notes: isPlain ? [] : [{ kind: "values-scaled", ...scale }] };
}
