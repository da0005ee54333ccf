/** Finds the folders with the files of MNIST and Fashion-MNIST on this machine. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { IdxDatasetId } from "../../src/data/fileChecksums.ts";
import { installation } from "../commandLine/installation.ts";

/** The environment variables that name the folders. */
export const folderVariables: Readonly<Record<IdxDatasetId, string>> = { mnist: "MNIST_DIR", fashion: "FASHION_DIR" };

/**
 * The folder of the data set's environment variable, else ../shared/ID beside the checkout, or ID in the bundle; null where
 * neither exists.
 */
export function dataFolder(id: IdxDatasetId): string | null {
  const places = [process.env[folderVariables[id]], join(installation.data, id)];
  return places.find((place) => place !== undefined && existsSync(place)) ?? null;
}
