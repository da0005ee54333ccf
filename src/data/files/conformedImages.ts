/** Brings images to the shape that the networks read: turned, in grey, scaled or cropped, inverted, as asked for. */

import { MAX_SIDE } from "../../domain/dataset.ts";
import type { Images } from "./formats/imageArrays.ts";

/** How images are changed. What is absent stays as it is. */
export interface ImageChanges {
  /** rows and columns are exchanged, as EMNIST's files need */
  readonly turned?: boolean;
  /** 255 less each value, for dark writing on white */
  readonly inverted?: boolean;
  /** one channel in place of three, by the luma weights of Rec. 601 */
  readonly grey?: boolean;
  /** height and width, pixels */
  readonly side?: number;
  /**
   * the middle of the image in place of the whole image scaled. Where its shorter side is longer than any that the
   * networks read, it is scaled to `side` first; where it is shorter than `side`, black is added
   */
  readonly cropped?: boolean;
}

/** Rows and columns exchanged. */
function turned({ bytes, count, height, width, channels }: Images): Images {
  const out = new Uint8Array(bytes.length);
  const size = height * width;
  for (let image = 0; image < count; image++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < channels; channel++)
          out[(image * size + x * height + y) * channels + channel] =
            bytes[(image * size + y * width + x) * channels + channel]!;
  return { bytes: out, count, height: width, width: height, channels };
}

/** Rec. 601's luma of a colour, 0..255. */
export function luma(red: number, green: number, blue: number): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
}

function greyOf(images: Images): Images {
  const { bytes, count, height, width } = images;
  const out = new Uint8Array(count * height * width);
  for (let i = 0; i < out.length; i++) out[i] = luma(bytes[3 * i]!, bytes[3 * i + 1]!, bytes[3 * i + 2]!);
  return { ...images, bytes: out, channels: 1 };
}

/** The sources of one pixel along one axis: index and weight in turn. */
type Weights = readonly (readonly number[])[];

/**
 * Weights by which `to` pixels are made of `from`. Fewer pixels are means over the area of each; more are between their
 * two neighbours, by distance.
 */
function weightsOf(from: number, to: number): Weights {
  const ratio = from / to;
  return Array.from({ length: to }, (_, i) => {
    if (ratio <= 1) {
      const centre = Math.min(from - 1, Math.max(0, (i + 0.5) * ratio - 0.5));
      const [left, part] = [Math.floor(centre), centre - Math.floor(centre)];
      return part === 0 ? [left, 1] : [left, 1 - part, left + 1, part];
    }
    const [begin, end] = [i * ratio, (i + 1) * ratio];
    const weights: number[] = [];
    for (let source = Math.floor(begin); source < Math.min(from, Math.ceil(end - 1e-9)); source++)
      weights.push(source, (Math.min(end, source + 1) - Math.max(begin, source)) / ratio);
    return weights;
  });
}

/** The whole of each image at another size. */
export function scaled(images: Images, height: number, width: number): Images {
  if (height === images.height && width === images.width) return images;
  const { bytes, count, channels } = images;
  const [down, across] = [weightsOf(images.height, height), weightsOf(images.width, width)];
  const rows = new Float64Array(images.height * width * channels);
  const out = new Uint8Array(count * height * width * channels);
  const size = images.height * images.width * channels;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < images.height; y++)
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < channels; channel++) {
          const weights = across[x]!;
          let sum = 0;
          for (let i = 0; i < weights.length; i += 2)
            sum += weights[i + 1]! * bytes[image * size + (y * images.width + weights[i]!) * channels + channel]!;
          rows[(y * width + x) * channels + channel] = sum;
        }
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width * channels; x++) {
        const weights = down[y]!;
        let sum = 0;
        for (let i = 0; i < weights.length; i += 2) sum += weights[i + 1]! * rows[weights[i]! * width * channels + x]!;
        out[(image * height + y) * width * channels + x] = Math.round(sum);
      }
  }
  return { bytes: out, count, height, width, channels };
}

/** The middle of each image; black where it is smaller. */
function middle(images: Images, side: number): Images {
  const { bytes, count, height, width, channels } = images;
  const out = new Uint8Array(count * side * side * channels);
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  const [fromX, toX] = [Math.max(0, left), Math.min(width, left + side)];
  for (let image = 0; image < count; image++)
    for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
      const from = ((image * height + y) * width + fromX) * channels;
      const to = ((image * side + y - top) * side + fromX - left) * channels;
      out.set(bytes.subarray(from, from + (toX - fromX) * channels), to);
    }
  return { bytes: out, count, height: side, width: side, channels };
}

/** Images cropped or scaled to a square. */
export function squared(images: Images, side: number, isCropped: boolean): Images {
  if (!isCropped) return scaled(images, side, side);
  const shorter = Math.min(images.height, images.width);
  if (shorter <= MAX_SIDE) return middle(images, side);
  const size = (length: number) => Math.max(side, Math.round((length * side) / shorter));
  return middle(scaled(images, size(images.height), size(images.width)), side);
}

/** Images with the changes, in this order: turned, grey, cropped or scaled, inverted. */
export function conformedImages(images: Images, changes: ImageChanges): Images {
  const { turned: isTurned, grey, side, cropped = false, inverted } = changes;
  let out = isTurned ? turned(images) : images;
  if (grey && out.channels === 3) out = greyOf(out);
  if (side !== undefined) out = squared(out, side, cropped);
  return inverted ? { ...out, bytes: out.bytes.map((value) => 255 - value) } : out;
}
