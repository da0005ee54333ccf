/** The files of a folder, or one file, as they are read like those that are dropped on the page. */

import { openAsBlob } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { DataError } from "../../src/data/dataError.ts";
import type { OwnFile } from "../../src/data/files/formats/readBytes.ts";

const byName = new Intl.Collator("en", { numeric: true }).compare;

/**
 * The files of a folder and of the folders in it, in the order of their names, or the one file at that path. They are
 * opened when they are read.
 * @throws DataError "missing" where nothing is there
 */
export async function ownFiles(path: string): Promise<readonly OwnFile[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const what = error.code === "ENOENT" ? "is not there" : `cannot be read (${error.code})`;
    throw new DataError("missing", `${path} ${what}; name a folder with data files, or one such file`, error);
  });
  if (found.isFile()) return [{ path: basename(path), blob: await openAsBlob(path) }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sorted = files.sort(byName);
  return Promise.all(
    sorted.map(async (file) => ({
      path: relative(path, file).replaceAll("\\", "/"),
      blob: await openAsBlob(file),
    })),
  );
}
