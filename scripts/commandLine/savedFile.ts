/** Files that commands have saved for themselves and read again. */

import { renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { errorText } from "../../src/domain/errorText.ts";
import { CommandError } from "./commandLine.ts";
import { installation } from "./installation.ts";

/** The folder in which commands keep what they go on from; tests have their own. */
export const labFolder = process.env.LAB_FOLDER ?? join(installation.root, ".lab");

/**
 * What `read` makes of a saved file.
 * @param then what happens once the file is deleted, for the message
 * @throws CommandError naming the file where it is damaged
 */
export function readSaved<T>(path: string, then: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CommandError(`${path} is damaged (${errorText(error)}); delete it, and ${then}`);
  }
}

/** Written to a file beside it and renamed: an interruption leaves the old file whole, and a reader sees one or the other. */
export function writeSaved(path: string, content: string | Uint8Array): void {
  const fresh = `${path}.${hostname()}.${process.pid}.new`;
  writeFileSync(fresh, content);
  renameSync(fresh, path);
}
