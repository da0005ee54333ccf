/** Reads data of one's own from a folder or a file, as the page reads files that are dropped on it. */

import { existsSync, openAsBlob } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { DataError } from "../../src/data/dataError.ts";
import { mnistFiles } from "../../src/data/dataSources.ts";
import { noteText, unusedText } from "../../src/data/files/formats/dataNotes.ts";
import type { OwnFile } from "../../src/data/files/formats/readBytes.ts";
import { conformedData, type OwnDataChoices, readOwnData } from "../../src/data/files/ownData.ts";
import { ownSplit } from "../../src/data/files/ownSplit.ts";
import { type DataDescription, describeData, filesOf, problemText } from "../../src/data/files/recognisedData.ts";
import { describeShape, type Split } from "../../src/domain/dataset.ts";
import type { FilesDescription } from "../../src/domain/experiment.ts";
import { decodePicture } from "./decodePicture.ts";

const byName = new Intl.Collator("en", { numeric: true }).compare;

/**
 * The files of a folder and of the folders in it, in the order of their names, or the one file at that path. They are
 * opened when they are read.
 * @throws DataError "missing" where nothing is there
 */
export async function ownFiles(path: string): Promise<readonly OwnFile[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const what = error.code === "ENOENT" ? "is not there" : `cannot be read (${error.code})`;
    throw new DataError("missing", `${path} ${what}; give --data a folder with data files, or one such file`, error);
  });
  if (found.isFile()) return [{ path: basename(path), blob: await openAsBlob(path) }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort(byName).map(async (file) => ({
      path: relative(path, file).replaceAll("\\", "/"),
      blob: await openAsBlob(file),
    })),
  );
}

/** Whether a folder has the four files of MNIST's own names, which are read as MNIST or Fashion-MNIST. */
export function hasMnistFiles(folder: string): boolean {
  return Object.values(mnistFiles).every(({ images, labels }) =>
    [images, labels].every((name) => existsSync(join(folder, name))),
  );
}

/** A data set of one's own, ready to train on. */
export interface OwnDataSet {
  readonly split: Split;
  readonly files: FilesDescription;
  /** what was understood, in lines */
  readonly said: readonly string[];
}

/** Files that are named one by one; of more only their number is said. */
const NAMED_FILES = 8;

function linesOf(described: DataDescription): readonly string[] {
  const { train, test, heldOut, classes, roles, unused, notes, sets, problems, sha256 } = described;
  const held = heldOut > 0 ? `, of which ${heldOut} were held out as test images` : "";
  const counts = classes.map((one) => `${one.name}: ${one.train} + ${one.test}`).join(", ");
  const others = unused.length - NAMED_FILES;
  return [
    `${train + test} images of ${describeShape(described)} in ${classes.length} classes: ${train} to train on, ${test} to test on${held}`,
    `images of each class to train and test on: ${counts}`,
    ...roles.map(({ path, role, part, count }) => `${path}: ${count} ${role}${part ? ` (${part})` : ""}`),
    ...(sets.length > 1 ? [`of the data sets ${sets.map((set) => `"${set}"`).join(", ")} the first was taken`] : []),
    ...notes.map(noteText),
    ...unused.slice(0, NAMED_FILES).map(unusedText),
    ...(others > 0 ? [`${others} more files are not used`] : []),
    ...problems.map(problemText),
    `sha256 ${sha256}`,
  ];
}

/**
 * Reads a data set.
 * @param path of a folder or a file
 * @throws DataError naming the file, what is wrong in it, and what helps
 */
export async function readOwnDataSet(path: string, choices: OwnDataChoices): Promise<OwnDataSet> {
  const data = conformedData(await readOwnData(await ownFiles(path), decodePicture, choices), choices);
  const described = await describeData(data);
  const fatal = described.problems.find(({ isFatal }) => isFatal);
  const files = filesOf(described);
  if (fatal) {
    const option = fatal.kind === "size" ? " with --side N, and --crop if only their middle is wanted" : "";
    throw new DataError("wrong-size", `${path}: ${problemText(fatal)}${option}`);
  }
  if (!files) throw new Error("this Node has no sha256");
  return { split: ownSplit(data), files, said: linesOf(described) };
}
