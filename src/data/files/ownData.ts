/**
 * Reads a data set from a visitor's files: IDX, npy, npz, tables, CIFAR's batches, pictures in folders, and archives of
 * these. What a file is, is found in its content; all its numbers are checked.
 */

import { DataError } from "../dataError.ts";
import { classesOf } from "./classLabels.ts";
import { conformedImages, type ImageChanges } from "./conformedImages.ts";
import { setOfPath } from "./fileRoles.ts";
import { cifar10Names } from "./formats/cifarBatch.ts";
import { emnistNames, type NamesByLabel } from "./formats/classNamesFile.ts";
import type { DataNote, UnusedFile } from "./formats/dataNotes.ts";
import { asBytes, type Images } from "./formats/imageArrays.ts";
import { type OwnFile, READ_LIMITS, type ReadLimits } from "./formats/readBytes.ts";
import { type Content, type ReadChoices, recogniseFile } from "./formats/recognisedFile.ts";
import { zipEntries } from "./formats/zipEntries.ts";
import { type LabelledParts, labelledParts, noPair, type PartChoices, type UnderstoodFiles } from "./labelledParts.ts";
import { type DecodePicture, labelledPictures } from "./labelledPictures.ts";

/** What is asked for of a visitor's files. */
export interface OwnDataChoices extends PartChoices, Partial<ReadChoices>, ImageChanges {}

/** Images with their classes. */
export interface LabelledImages extends Images {
  /** 0..classes-1, [count] */
  readonly labels: Uint8Array;
}

/** A data set as it was read. */
export interface OwnData extends UnderstoodFiles {
  readonly train: LabelledImages;
  /** null: some of the training images are to be held out (ownSplit.ts) */
  readonly test: LabelledImages | null;
  /** in class order */
  readonly classNames: readonly string[];
}

/** Archives inside archives that are opened: an npz in a zip. */
const MAX_DEPTH = 2;

/** The contents of all files, those in archives among them. */
async function contentsOf(
  files: readonly OwnFile[],
  choices: ReadChoices,
  limits: ReadLimits,
  onFile: (path: string) => void,
): Promise<readonly Content[]> {
  const contents: Content[] = [];
  let left = limits.totalBytes;
  let count = 0;
  const take = async (file: OwnFile, depth: number): Promise<void> => {
    if (++count > limits.files)
      throw new DataError("too-large", `there are more than ${limits.files} files; take fewer of them`);
    const { content, bytes } = await recogniseFile(file, choices, limits, left);
    left -= bytes;
    if (content.kind !== "archive") {
      contents.push(content);
      return;
    }
    const { path } = content;
    if (depth === MAX_DEPTH) {
      const reason = { kind: "unread-format", format: "an archive inside others", remedy: "unpack it" } as const;
      contents.push({ kind: "unused", path, reason });
      return;
    }
    for (const { name, bytes: inside } of zipEntries(path, content.bytes, limits, left))
      await take({ path: `${path}/${name}`, blob: new Blob([inside]) }, depth + 1);
  };
  for (const file of files) {
    onFile(file.path);
    await take(file, 0);
  }
  return contents;
}

/** The names of classes for the set: from a file of names, of EMNIST's own, or of CIFAR-10's. */
function namesFor(
  { sets, train }: LabelledParts,
  contents: readonly Content[],
): { readonly names: NamesByLabel | null; readonly path: string | null; readonly others: readonly string[] } {
  const files = contents.filter((content) => content.kind === "names");
  const words = sets[0]!.split(" ");
  const own = files.find(({ path }) => words.every((word) => setOfPath(path).split(" ").includes(word))) ?? files[0];
  const others = files.filter((file) => file !== own).map(({ path }) => path);
  if (own) return { names: own.names, path: own.path, others };
  const { path } = train.images;
  const isCifar10 = contents.some((content) => content.kind === "batch" && content.path === path);
  const known = emnistNames(path) ?? (isCifar10 && /batch/.test(path) ? new Map(cifar10Names.entries()) : null);
  return { names: known, path: null, others };
}

/** Checks that training and test images are of one shape. @throws DataError "wrong-size" naming both */
function checkSameShape({ train, test }: LabelledParts): void {
  if (!test) return;
  const [a, b] = [train.images, test.images];
  if (a.height === b.height && a.width === b.width && a.channels === b.channels) return;
  const text = ({ path, width, height, channels }: typeof a) =>
    `${path} has images of ${width}x${height}${channels === 3 ? " in colour" : ""}`;
  throw new DataError("wrong-size", `${text(a)}, but ${text(b)}; choose training and test images of one data set`);
}

async function partsOf(
  contents: readonly Content[],
  decode: DecodePicture,
  choices: OwnDataChoices & ReadChoices,
  limits: ReadLimits,
): Promise<LabelledParts> {
  const unused: UnusedFile[] = contents.filter((content) => content.kind === "unused");
  const pictures = contents.filter((content) => content.kind === "picture");
  const parts = labelledParts(contents, choices, unused);
  if (parts) {
    const beside = pictures.map(({ path }) => ({ path, reason: { kind: "picture-beside-data" } as const }));
    return { ...parts, unused: [...parts.unused, ...beside, ...unused] };
  }
  const found = await labelledPictures(pictures, decode, choices, limits);
  const all = [...found.unused, ...unused];
  if (!found.parts) throw noPair([], all);
  return { ...found.parts, unused: all };
}

/**
 * Reads a data set.
 * @param decode decodes a picture, by the browser or in Node
 * @param onFile told of each file before it is read
 * @returns the images as they are stored, but for pictures of other sizes than the networks read; `conformedData` brings
 * them to the shape that is asked for
 * @throws DataError naming the file, what is wrong in it, and what helps
 */
export async function readOwnData(
  files: readonly OwnFile[],
  decode: DecodePicture,
  choices: OwnDataChoices = {},
  limits: ReadLimits = READ_LIMITS,
  onFile: (path: string) => void = () => {},
): Promise<OwnData> {
  const told = { ...choices, first: choices.first ?? Number.POSITIVE_INFINITY };
  const contents = await contentsOf(files, told, limits, onFile);
  const parts = await partsOf(contents, decode, told, limits);
  checkSameShape(parts);
  const { train, test } = parts;
  const pair = test ? [train, test] : [train];
  const { images, notes: imageNotes } = asBytes(pair.map((part) => part.images));
  const { names, path, others } = namesFor(parts, contents);
  const classes = classesOf(
    pair.map(({ labels }) => labels),
    names,
  );
  const labelled = images.map((part, i) => ({ ...part, labels: classes.labels[i]! }));
  const notes: DataNote[] = [...parts.notes, ...imageNotes, ...classes.notes];
  if (/emnist/i.test(train.images.path)) notes.push({ kind: "lies-on-its-side" });
  const named = path !== null && classes.usesNames;
  const badNames = { kind: "other-names", names: names?.size ?? 0, classes: classes.names.length } as const;
  const unusedNames = [...others, ...(path !== null && !named ? [path] : [])];
  return {
    train: labelled[0]!,
    test: labelled[1] ?? null,
    classNames: classes.names,
    roles: named
      ? [...parts.roles, { path, role: "class-names", part: null, count: classes.names.length }]
      : parts.roles,
    unused: [...parts.unused, ...unusedNames.map((file) => ({ path: file, reason: badNames }))],
    notes,
    sets: parts.sets,
  };
}

/** A data set with its images brought to the shape that is asked for. */
export function conformedData(data: OwnData, changes: ImageChanges): OwnData {
  const changed = (part: LabelledImages): LabelledImages => ({
    ...conformedImages(part, changes),
    labels: part.labels,
  });
  const notes = changes.turned ? data.notes.filter(({ kind }) => kind !== "lies-on-its-side") : data.notes;
  return { ...data, train: changed(data.train), test: data.test && changed(data.test), notes };
}
