/** The visitor's own data set: which files are images or labels, for training or for the test. */

import { DataError } from "../../data/dataError.ts";
import { kindOfFile } from "../../data/idxFiles.ts";
import type { DroppedFiles } from "../../protocol/commands.ts";

/** How many files a message names; the others are counted. */
const NAMED_FILES = 3;

function namesOf(files: readonly File[]): string {
  const names = files.slice(0, NAMED_FILES).map(({ name }) => name);
  const more = files.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ") || "no file";
}

/**
 * Sorts two or four files by their first bytes and their names.
 * @throws DataError when training images or training labels are missing
 */
export async function sortDataFiles(files: readonly File[]): Promise<DroppedFiles> {
  const kinds = await Promise.all(files.map(async (file) => ({ file, kind: await kindOfFile(file, file.name) })));
  const isTest = (file: File) => /t10k|test/i.test(file.name);
  const find = (kind: "images" | "labels", test: boolean) =>
    kinds.find((one) => one.kind === kind && isTest(one.file) === test)?.file;
  const [trainImages, trainLabels] = [find("images", false), find("labels", false)];
  const [testImages, testLabels] = [find("images", true), find("labels", true)];
  if (!trainImages || !trainLabels) {
    throw new DataError(
      "no-pair",
      `${namesOf(files)}: training images and training labels are needed together; choose one file of each`,
    );
  }
  const train = { trainImages, trainLabels };
  return testImages && testLabels ? { ...train, testImages, testLabels } : train;
}
