/** Which file plays which part: images and labels, for training and for the test, of one data set among several. */

import { DataError } from "../dataError.ts";
import { labelsOfArray, mayBeLabels, type RawLabels } from "./classLabels.ts";
import { kindOfPath, type SplitName, setOfPath, splitOfPath } from "./fileRoles.ts";
import { type DataNote, reasonText, type UnusedFile, type UnusedReason } from "./formats/dataNotes.ts";
import { FEWEST_VALUES, type ImageArray, imagesOfArray } from "./formats/imageArrays.ts";
import type { Content } from "./formats/recognisedFile.ts";

/** Images with their labels as they are written. */
export interface LabelledPart {
  readonly images: ImageArray;
  readonly labels: RawLabels;
}

/** What a file is in the data set that was taken. */
export interface FileRole {
  readonly path: string;
  readonly role: "images" | "labels" | "images-and-labels" | "class-names";
  /** null for the names of classes */
  readonly part: "train" | "test" | null;
  /** images, labels or names in it that are used */
  readonly count: number;
}

/** Which parts are asked for. */
export interface PartChoices {
  /** the data set among several, by its name as in `sets`; undefined: the first with training images */
  readonly set?: string | undefined;
  /** takes images for validation as test images where there are none */
  readonly validationAsTest?: boolean | undefined;
}

/** What was understood of files. */
export interface UnderstoodFiles {
  readonly roles: readonly FileRole[];
  readonly unused: readonly UnusedFile[];
  readonly notes: readonly DataNote[];
  /** names of all data sets among the files, the taken one first; "" is one without a name */
  readonly sets: readonly string[];
}

/** The parts of a data set. */
export interface LabelledParts extends UnderstoodFiles {
  readonly train: LabelledPart;
  /** null: some of the training images are to be held out */
  readonly test: LabelledPart | null;
}

/** What one file has: images, labels or both. */
interface Piece {
  readonly path: string;
  readonly split: SplitName | null;
  readonly set: string;
  readonly images: ImageArray | null;
  readonly labels: RawLabels | null;
  /** images or labels that the file promises, where fewer were read */
  readonly promised: number;
  readonly notes: readonly DataNote[];
}

/** The same part of a data set is the same file, packed or not, and however often it was downloaded. */
const copyKey = (path: string) => path.toLowerCase().replaceAll(/\.gz$|\s*\(\d+\)/g, "");

function isLabels(path: string, array: Extract<Content, { kind: "array" }>["array"]): boolean {
  if (!mayBeLabels(array)) return false;
  return array.shape.length === 1 || array.shape[1]! < FEWEST_VALUES || kindOfPath(path) === "labels";
}

function pieceOf(content: Content): Piece | null {
  const { path } = content;
  const place = { path, split: splitOfPath(path), set: setOfPath(path) };
  const readInPart = (read: number, of: number | null): readonly DataNote[] =>
    of === null || read < of ? [{ kind: "read-in-part", path, read, of }] : [];
  if (content.kind === "array") {
    const { array } = content;
    const { promised } = array;
    if (isLabels(path, array)) {
      const { labels, notes } = labelsOfArray(path, array);
      return { ...place, images: null, labels, promised, notes: [...content.notes, ...notes] };
    }
    const images = imagesOfArray(path, array);
    const notes = [...content.notes, ...readInPart(images.count, promised)];
    return { ...place, images, labels: null, promised, notes };
  }
  if (content.kind === "table") {
    const { images, labels, notes, isCut } = content.table;
    const part = isCut ? readInPart(images.count, null) : [];
    const own = labels && { path, values: labels };
    return { ...place, images, labels: own, promised: images.count, notes: [...notes, ...part] };
  }
  if (content.kind === "batch") {
    const { images, labels } = content;
    const notes = content.isCut ? readInPart(images.count, null) : [];
    return { ...place, images, labels: { path, values: labels }, promised: images.count, notes };
  }
  return null;
}

/** Batches one after another. */
function joined(pieces: readonly Piece[]): LabelledPart {
  const [first] = pieces;
  if (pieces.length === 1) return { images: first!.images!, labels: first!.labels! };
  const arrays = pieces.map(({ images }) => images!);
  const values = new Uint8Array(arrays.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const array of arrays) {
    values.set(array.values, at);
    at += array.values.length;
  }
  const count = arrays.reduce((sum, array) => sum + array.count, 0);
  return {
    images: { ...arrays[0]!, values, count },
    labels: { path: first!.path, values: pieces.flatMap(({ labels }) => labels!.values) },
  };
}

interface Found {
  readonly part: LabelledPart;
  readonly pieces: readonly Piece[];
}

/** Images with their labels among the pieces of a split: batches, a table, or a file of each. */
function pairOf(pieces: readonly Piece[]): Found | null {
  const whole = pieces.filter(({ images, labels }) => images && labels);
  const batches = whole.filter(({ path }) => /batch[^/]*\.bin/i.test(path));
  const taken = batches.length > 1 ? batches : whole.slice(0, 1);
  if (taken.length > 0) return { part: joined(taken), pieces: taken };
  const images = pieces.find((piece) => piece.images);
  const labels = pieces.find((piece) => piece.labels);
  if (!images?.images || !labels?.labels) return null;
  const [promisedImages, promisedLabels] = [images.promised, labels.promised];
  if (promisedImages !== promisedLabels)
    throw new DataError(
      "counts-differ",
      `there are ${promisedImages} images in ${images.path} but ${promisedLabels} labels in ${labels.path}; choose the labels of these images`,
    );
  return { part: { images: images.images, labels: labels.labels }, pieces: [images, labels] };
}

interface Candidate {
  readonly set: string;
  readonly train: Found | null;
  readonly test: Found | null;
  readonly validation: Found | null;
}

function candidateOf(set: string, pieces: readonly Piece[]): Candidate {
  const of = (...names: readonly (SplitName | null)[]) => pairOf(pieces.filter(({ split }) => names.includes(split)));
  return { set, train: of("train") ?? of(null), test: of("test"), validation: of("validation") };
}

const isWhole = ({ train, test }: Candidate) => train !== null || test !== null;

function rolesOf(found: Found, part: "train" | "test"): readonly FileRole[] {
  return found.pieces.map(({ path, images, labels }) => {
    const role = images && labels ? "images-and-labels" : images ? "images" : "labels";
    return { path, role, part, count: images?.count ?? labels!.values.length };
  });
}

function reasonOf(piece: Piece, chosen: Candidate, taken: readonly Piece[]): UnusedReason {
  const isOther = taken.every(({ set }) => set !== piece.set);
  if (isOther) return { kind: "other-set", set: piece.set };
  if (piece.split === "validation" && chosen.validation?.pieces.includes(piece)) return { kind: "validation" };
  const same = taken.find(
    (one) => one.split === piece.split && ((one.images && piece.images) || (one.labels && piece.labels)),
  );
  if (same) return { kind: "second-copy", of: same.path };
  return { kind: piece.images ? "no-labels" : "no-images" };
}

/** Without a pair in any set, the only images and the only labels belong together whatever they are called. */
function onlyPair(pieces: readonly Piece[]): Candidate | null {
  const images = pieces.filter((piece) => piece.images);
  const labels = pieces.filter((piece) => piece.labels);
  if (images.length !== 1 || labels.length !== 1) return null;
  return { set: images[0]!.set, train: pairOf([images[0]!, labels[0]!]), test: null, validation: null };
}

/** The error for files without images and labels together: what each of them is. */
export function noPair(pieces: readonly string[], unused: readonly UnusedFile[]): DataError {
  const said = [...pieces, ...unused.map(({ path, reason }) => `${path}: ${reasonText(reason)}`)];
  const shown = said.slice(0, 4).join("; ") + (said.length > 4 ? `; and ${said.length - 4} more` : "");
  return new DataError(
    "no-pair",
    `${shown || "no file"}. Images and their labels are needed together: IDX files, npz, a table with a column of labels, or a folder of pictures for each class`,
  );
}

function describePiece({ path, images, labels }: Piece): string {
  if (images) return `${path}: ${images.count} images without labels`;
  return `${path}: ${labels!.values.length} labels without images`;
}

/** Takes out files that are there twice. */
function withoutCopies(pieces: readonly Piece[]): {
  readonly single: readonly Piece[];
  readonly unused: readonly UnusedFile[];
} {
  const byKey = new Map<string, Piece>();
  const unused: UnusedFile[] = [];
  for (const piece of pieces) {
    const known = byKey.get(copyKey(piece.path));
    if (known) unused.push({ path: piece.path, reason: { kind: "second-copy", of: known.path } });
    else byKey.set(copyKey(piece.path), piece);
  }
  return { single: [...byKey.values()], unused };
}

/**
 * The parts of a data set among files of arrays, tables and batches.
 * @param others files that are unused already, for the message where nothing can be used
 * @returns null where no file has images or labels
 * @throws DataError "no-pair" where none has both, "counts-differ" where they do not belong together
 */
export function labelledParts(
  contents: readonly Content[],
  choices: PartChoices,
  others: readonly UnusedFile[],
): LabelledParts | null {
  const all = contents.map(pieceOf).filter((piece) => piece !== null);
  if (all.length === 0) return null;
  const { single, unused: copies } = withoutCopies(all);
  const candidates = [...new Set(single.map(({ set }) => set))]
    .map((set) =>
      candidateOf(
        set,
        single.filter((piece) => piece.set === set),
      ),
    )
    .filter(isWhole)
    .sort((a, b) => Number(b.train !== null) - Number(a.train !== null));
  const asked = choices.set === undefined ? undefined : candidates.find(({ set }) => set === choices.set);
  const chosen = asked ?? candidates[0] ?? onlyPair(single);
  if (!chosen) throw noPair(single.map(describePiece), others);
  const notes: DataNote[] = [];
  const train = chosen.train ?? chosen.test!;
  let test = chosen.train ? chosen.test : null;
  if (!chosen.train) notes.push({ kind: "test-as-training" });
  else if (!test && choices.validationAsTest && chosen.validation) {
    test = chosen.validation;
    notes.push({ kind: "validation-as-test" });
  }
  const taken = [...train.pieces, ...(test?.pieces ?? [])];
  const left = single.filter((piece) => !taken.includes(piece));
  return {
    train: train.part,
    test: test?.part ?? null,
    roles: [...rolesOf(train, "train"), ...(test ? rolesOf(test, "test") : [])],
    unused: [...left.map((piece) => ({ path: piece.path, reason: reasonOf(piece, chosen, taken) })), ...copies],
    notes: [...notes, ...taken.flatMap((piece) => piece.notes)],
    sets: [chosen.set, ...candidates.map(({ set }) => set).filter((set) => set !== chosen.set)],
  };
}
