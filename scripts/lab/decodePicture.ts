/** Decodes PNG and JPEG pictures in Node: red, green, blue and opacity of each pixel, as a browser's canvas has them. */

import { convertIndexedToRgb, type DecodedPng, decode as decodePng, type IndexedColors } from "fast-png";
import { decode as decodeJpeg } from "jpeg-js";
import { isPng } from "../../src/data/files/formats/pictureHeader.ts";
import type { DecodePicture } from "../../src/data/files/labelledPictures.ts";

/** Memory that a picture may take while it is decoded, MB: those of 16 million pixels do. */
const MEGABYTES = 512;
const MEGAPIXELS = 17;

/** Palette of grey values with fewer than 8 bits. */
function greys(depth: number): IndexedColors {
  const most = 2 ** depth - 1;
  return Array.from({ length: most + 1 }, (_, value) => {
    const grey = Math.round((255 * value) / most);
    return [grey, grey, grey] as [number, number, number];
  });
}

/** One to four channels of 8 bits as four. One is grey, two are grey and opacity, three are colour. */
function withFourChannels(data: ArrayLike<number>, channels: number, pixels: number): Uint8Array {
  const rgba = new Uint8Array(4 * pixels);
  const isGrey = channels < 3;
  for (let i = 0; i < pixels; i++) {
    const at = i * channels;
    for (let channel = 0; channel < 3; channel++) rgba[4 * i + channel] = data[isGrey ? at : at + channel]!;
    rgba[4 * i + 3] = channels % 2 === 0 ? data[at + channels - 1]! : 255;
  }
  return rgba;
}

/** Pixels of the one colour that a picture names as transparent, at its own depth. */
function makeTransparent(rgba: Uint8Array, { data, channels, transparency }: DecodedPng): void {
  if (!transparency || channels % 2 === 0) return;
  for (let i = 0; i < rgba.length / 4; i++) {
    const isNamed = Array.from({ length: channels }, (_, channel) => data[i * channels + channel]);
    if (isNamed.every((value, channel) => value === transparency[channel])) rgba[4 * i + 3] = 0;
  }
}

function pngPixels(png: DecodedPng): Uint8Array {
  const { data, channels, depth, palette, width, height } = png;
  const pixels = width * height;
  if (palette) return withFourChannels(convertIndexedToRgb(png), palette[0]!.length, pixels);
  if (depth < 8) return withFourChannels(convertIndexedToRgb({ ...png, palette: greys(depth) }), 3, pixels);
  const bytes = depth === 16 ? Uint8Array.from(data, (value) => Math.round(value / 257)) : data;
  const rgba = withFourChannels(bytes, channels, pixels);
  makeTransparent(rgba, png);
  return rgba;
}

/** Decodes a PNG or JPEG file. @throws Error where it is damaged or its checksums are wrong */
export const decodePicture: DecodePicture = async (bytes) => {
  if (isPng(bytes)) {
    const png = decodePng(bytes, { checkCrc: true });
    return { width: png.width, height: png.height, rgba: pngPixels(png) };
  }
  const limits = { maxMemoryUsageInMB: MEGABYTES, maxResolutionInMP: MEGAPIXELS };
  const { width, height, data } = decodeJpeg(bytes, { useTArray: true, formatAsRGBA: true, ...limits });
  return { width, height, rgba: data };
};
