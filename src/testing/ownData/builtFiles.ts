/** Data sets of small images as files of each format, made by hand or by other libraries than those that read them. */

import { gzipSync } from "node:zlib";
import { encode as encodePng } from "fast-png";
import { zipSync } from "fflate";
import { encode as encodeJpeg } from "jpeg-js";
import type { OwnFile } from "../../data/files/formats/readBytes.ts";
import { hashKey } from "./seededNumbers.ts";

/** Images with their labels. */
export interface MadeImages {
  readonly bytes: Uint8Array;
  readonly labels: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Images of noise with labels in turn, all drawn from `key`. */
export function madeImages(
  key: number,
  count: number,
  [height, width, channels]: readonly [number, number, 1 | 3] = [8, 8, 1],
  classes = 3,
): MadeImages {
  const bytes = Uint8Array.from({ length: count * height * width * channels }, (_, i) => hashKey(key, i) & 255);
  // So that values never look like truth values or like scikit-learn's digits.
  bytes[0] = 255;
  return { bytes, labels: Uint8Array.from({ length: count }, (_, i) => i % classes), count, height, width, channels };
}

/** A file to be read. */
export function ownFile(path: string, bytes: Uint8Array): OwnFile {
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

/** The bytes of an IDX file of any number type. */
export function idxBytes(type: number, shape: readonly number[], body: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header[2] = type;
  header[3] = shape.length;
  for (const [axis, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([header, body]);
}

/** The bytes of an npy file, with its header padded as numpy pads it. */
export function npyBytes(type: string, shape: readonly number[], body: Uint8Array, isFortran = false): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dict = `{'descr': '${type}', 'fortran_order': ${isFortran ? "True" : "False"}, 'shape': (${sizes}), }`;
  const padding = " ".repeat(64 - ((10 + dict.length + 1) % 64));
  const text = `${dict}${padding}\n`;
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  return Buffer.concat([head, Buffer.from(text, "latin1"), body]);
}

const shapeOf = ({ count, height, width, channels }: MadeImages) =>
  channels === 1 ? [count, height, width] : [count, height, width, channels];

export const idxImages = (images: MadeImages) => idxBytes(0x08, shapeOf(images), images.bytes);
export const idxLabels = ({ labels }: MadeImages) => idxBytes(0x08, [labels.length], labels);
export const npyImages = (images: MadeImages) => npyBytes("|u1", shapeOf(images), images.bytes);
export const npyLabels = ({ labels }: MadeImages) => npyBytes("|u1", [labels.length], labels);
export const packed = (bytes: Uint8Array) => gzipSync(bytes);

/** A zip archive. */
export function zipBytes(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, new Uint8Array(bytes)])));
}

/** How a table is written. */
export interface TableStyle {
  readonly label?: "first" | "last" | "none";
  readonly header?: boolean;
  readonly delimiter?: string;
  readonly end?: string;
}

/** A table with an image a row. */
export function csvText(
  images: MadeImages,
  { label = "first", header = true, delimiter = ",", end = "\n" }: TableStyle = {},
): string {
  const size = images.bytes.length / images.count;
  const withLabel = (name: string, values: readonly string[]) =>
    label === "first" ? [name, ...values] : label === "last" ? [...values, name] : values;
  const rows = Array.from({ length: images.count }, (_, i) =>
    withLabel(`${images.labels[i]}`, [...images.bytes.subarray(i * size, (i + 1) * size)].map(String)),
  );
  const names = withLabel(
    "label",
    Array.from({ length: size }, (_, i) => `pixel${i}`),
  );
  return (header ? [names, ...rows] : rows).map((row) => row.join(delimiter) + end).join("");
}

/** A batch of CIFAR's binary version. @param images of 32x32 in colour @param coarse a label before the class's, or none */
export function cifarBytes({ bytes, labels, count }: MadeImages, coarse: number | null = null): Uint8Array {
  const records = Array.from({ length: count }, (_, i) => {
    const planes = Array.from(
      { length: 3 * 1024 },
      (_, at) => bytes[i * 3072 + 3 * (at % 1024) + Math.floor(at / 1024)]!,
    );
    return [...(coarse === null ? [] : [coarse]), labels[i]!, ...planes];
  });
  return Uint8Array.from(records.flat());
}

function pixelsOf({ bytes, height, width, channels }: MadeImages, i: number): Uint8Array {
  const size = height * width * channels;
  return bytes.slice(i * size, (i + 1) * size);
}

/** A picture as PNG. */
export function pngBytes(images: MadeImages, i: number): Uint8Array {
  const { width, height, channels } = images;
  return encodePng({ width, height, channels, depth: 8, data: pixelsOf(images, i) });
}

/** A picture as JPEG of the highest quality. */
export function jpegBytes(images: MadeImages, i: number): Uint8Array {
  const { width, height, channels } = images;
  const pixels = pixelsOf(images, i);
  const data = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < 4; channel++)
      data[4 * pixel + channel] = channel === 3 ? 255 : pixels[pixel * channels + (channels === 1 ? 0 : channel)]!;
  return new Uint8Array(encodeJpeg({ width, height, data }, 100).data);
}

/** The same picture with an Exif segment that asks for a quarter turn (orientation 6). */
export function turnedJpegBytes(images: MadeImages, i: number): Uint8Array {
  const jpeg = jpegBytes(images, i);
  const orientation = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, ...orientation, 0, 0, 0, 0];
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), Buffer.from(tiff)]);
  const segment = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, body, jpeg.subarray(2)]);
}

/** Pictures in a folder for each class, by path. */
export function pictureFolders(
  images: MadeImages,
  names: readonly string[],
  { root = "pictures", kind = "png" }: { readonly root?: string; readonly kind?: "png" | "jpg" } = {},
): Readonly<Record<string, Uint8Array>> {
  const encode = kind === "png" ? pngBytes : jpegBytes;
  return Object.fromEntries(
    Array.from({ length: images.count }, (_, i) => [
      `${root}/${names[images.labels[i]!]}/${String(i).padStart(3, "0")}.${kind}`,
      encode(images, i),
    ]),
  );
}
