/** What was understood of a visitor's files, for a sheet that is shown before they are taken. */

import { MAX_SIDE, MIN_SIDE } from "../../domain/dataset.ts";
import type { FilesDescription } from "../../domain/experiment.ts";
import { sha256Of } from "../fileChecksums.ts";
import type { UnderstoodFiles } from "./labelledParts.ts";
import type { LabelledImages, OwnData } from "./ownData.ts";
import { heldOutIndices } from "./ownSplit.ts";

/** Images of a class. */
export interface ClassCount {
  readonly name: string;
  readonly train: number;
  readonly test: number;
}

/** The first images, [count, height, width, channels], with their classes. */
export interface ShownImages {
  readonly bytes: Uint8Array;
  readonly labels: readonly number[];
}

/** What stands in the way of training on the data, or should be known before. */
export type DataProblem =
  /** a side is shorter than 8 or longer than 64 pixels: scale or crop the images */
  | { readonly kind: "size"; readonly height: number; readonly width: number; readonly isFatal: true }
  /** a class without training images */
  | { readonly kind: "class-untrained"; readonly name: string; readonly isFatal: false }
  /** a class without test images */
  | { readonly kind: "class-untested"; readonly name: string; readonly isFatal: false }
  /** no image can be held out: one a class */
  | { readonly kind: "too-few"; readonly count: number; readonly isFatal: true }
  /** the same image for all */
  | { readonly kind: "all-alike"; readonly isFatal: false };

/** A data set in plain values. */
export interface DataDescription extends UnderstoodFiles {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** images to train on and to judge on, after some were held out where no test images are there */
  readonly train: number;
  readonly test: number;
  /** images that are held out of the training images; 0 with test images of their own */
  readonly heldOut: number;
  readonly classes: readonly ClassCount[];
  readonly first: ShownImages;
  /** of the images, labels and names, in hexadecimal digits; null where the browser has no sha256 */
  readonly sha256: string | null;
  readonly problems: readonly DataProblem[];
}

/** Images that are shown. */
const SHOWN = 20;

function countsOf(data: OwnData): { readonly classes: readonly ClassCount[]; readonly heldOut: number } {
  const { train, test, classNames } = data;
  const held = test ? [] : heldOutIndices(train.labels);
  const count = (labels: Iterable<number>) => {
    const counts = classNames.map(() => 0);
    for (const label of labels) counts[label]!++;
    return counts;
  };
  const all = count(train.labels);
  const tested = count(test ? test.labels : held.map((index) => train.labels[index]!));
  const classes = classNames.map((name, label) => ({
    name,
    train: all[label]! - (test ? 0 : tested[label]!),
    test: tested[label]!,
  }));
  return { classes, heldOut: held.length };
}

function areAlike({ bytes, count }: LabelledImages): boolean {
  const size = bytes.length / count;
  for (let i = size; i < bytes.length; i++) if (bytes[i] !== bytes[i % size]) return false;
  return count > 1;
}

/** What stands in the way, the fatal first. */
export function checkData(data: OwnData): readonly DataProblem[] {
  const { height, width, count } = data.train;
  const { classes, heldOut } = countsOf(data);
  const problems: DataProblem[] = [];
  const fits = (side: number) => side >= MIN_SIDE && side <= MAX_SIDE;
  if (!fits(height) || !fits(width)) problems.push({ kind: "size", height, width, isFatal: true });
  if (!data.test && heldOut === 0) problems.push({ kind: "too-few", count, isFatal: true });
  for (const { name, train, test } of classes) {
    if (train === 0) problems.push({ kind: "class-untrained", name, isFatal: false });
    if (test === 0) problems.push({ kind: "class-untested", name, isFatal: false });
  }
  if (areAlike(data.train)) problems.push({ kind: "all-alike", isFatal: false });
  return problems;
}

/** A problem and its remedy in words. */
export function problemText(problem: DataProblem): string {
  switch (problem.kind) {
    case "size":
      return `images are ${problem.width}x${problem.height}; networks read ${MIN_SIDE}x${MIN_SIDE} to ${MAX_SIDE}x${MAX_SIDE}: scale or crop them`;
    case "too-few":
      return `there are ${problem.count} images, one a class, so that none can be held out: add images`;
    case "class-untrained":
      return `class ${problem.name} has no image to train on: add some, or read more of the files`;
    case "class-untested":
      return `class ${problem.name} has no test image: its errors are not seen`;
    case "all-alike":
      return "all training images are the same: choose the file with the images";
    default:
      return problem satisfies never;
  }
}

/** The sha256 of the images, the labels and the classes' names, in their order. */
export async function dataChecksum({ train, test, classNames }: OwnData): Promise<string | null> {
  const parts = test ? [train, test] : [train];
  const sums: (string | null)[] = [];
  for (const { bytes, labels } of parts) sums.push(await sha256Of(asBuffer(bytes)), await sha256Of(asBuffer(labels)));
  if (sums.includes(null)) return null;
  const { height, width, channels } = train;
  const text = JSON.stringify({ height, width, channels, classNames, sums });
  return sha256Of(new TextEncoder().encode(text));
}

/** The same bytes; a part of a file's bytes is never in memory that is shared between workers. */
function asBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

/**
 * What an experiment keeps of a data set, so that whoever has the same files can load them for it.
 * @param told what the files are called and how they were prepared
 * @returns null where there is no checksum, or something stands in the way of training
 */
export function filesOf(
  { problems, ...described }: DataDescription,
  told: Pick<FilesDescription, "name" | "prepared"> = {},
): FilesDescription | null {
  const { sha256, train, test, height, width, channels, classes } = described;
  if (sha256 === null || problems.some(({ isFatal }) => isFatal)) return null;
  const classNames = classes.map(({ name }) => name);
  return { checksum: sha256, train, test, size: [height, width], channels, classNames, ...told };
}

/** Describes a data set in plain values. */
export async function describeData(data: OwnData): Promise<DataDescription> {
  const { train, test, roles, unused, notes, sets } = data;
  const { height, width, channels } = train;
  const { classes, heldOut } = countsOf(data);
  const shown = Math.min(SHOWN, train.count);
  return {
    ...{ height, width, channels, heldOut, classes, roles, unused, notes, sets },
    train: train.count - heldOut,
    test: test?.count ?? heldOut,
    first: {
      bytes: train.bytes.slice(0, shown * height * width * channels),
      labels: [...train.labels.slice(0, shown)],
    },
    sha256: await dataChecksum(data),
    problems: checkData(data),
  };
}
