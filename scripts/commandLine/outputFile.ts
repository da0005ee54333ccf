/** The file that `--out` names: tried before the work begins, and written when it is done. */

import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { errorText } from "../../src/domain/errorText.ts";
import { inputError } from "./commandLine.ts";
import { labFolder } from "./savedFile.ts";

/** Bytes that are written for trial: a disk with less room is full. */
const TRIAL_BYTES = 1 << 16;

/** Why a file cannot be written, and what to do instead. */
function reasonOf(path: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const folder = dirname(resolve(path));
  switch (code) {
    case "ENOENT":
      if (existsSync(folder)) return `no file can be made in ${folder}; name a file elsewhere`;
      return `the folder ${folder} is not there; make it first, or name a file elsewhere`;
    case "EISDIR":
      return "it is a folder; name a file in it";
    case "ENOTDIR":
      return `${folder} is not a folder; name a file in a folder`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `it may not be written (${code}); name a file in a folder that you may write to`;
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full; make room, or name a file on another disk";
    default:
      return `${errorText(error)}; name another file`;
  }
}

/** Writes to a file and takes it back. A file that was not there is not there afterwards. */
function tryToWrite(path: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  // Opening a pipe waits for its reader.
  if (before?.isFIFO() || before?.isSocket()) return;
  const file = openSync(path, "a");
  try {
    // A device cannot take back what was written, and an empty line in a log is none of its events.
    if (before?.isCharacterDevice()) writeSync(file, "\n");
    else {
      const { size } = fstatSync(file);
      try {
        writeSync(file, new Uint8Array(TRIAL_BYTES));
      } finally {
        ftruncateSync(file, size);
      }
    }
  } finally {
    closeSync(file);
    if (!before) rmSync(path, { force: true });
  }
}

/** Where files go that could not be written to their own place. */
const rescueFolder = join(labFolder, "unwritten");

/** A file that can be written, as far as a trial shows. */
export interface OutputFile {
  /** @returns null, or what has gone wrong and where the text has been put instead */
  write(text: string): string | null;
}

/**
 * Tries whether a file can be written.
 * @throws CommandError naming the file, why it cannot be written and what to do
 */
export function openOutput(path: string, rescue = rescueFolder): OutputFile {
  try {
    tryToWrite(path);
  } catch (error) {
    throw inputError(`--out ${path}: ${reasonOf(path, error)}`);
  }
  return {
    write(text) {
      try {
        writeFileSync(path, text);
        return null;
      } catch (error) {
        const other = join(rescue, `${process.pid}-${basename(path)}`);
        const reason = `--out ${path}: ${reasonOf(path, error)}`;
        try {
          mkdirSync(rescue, { recursive: true });
          writeFileSync(other, text);
          return `${reason}. It was written to ${other} instead`;
        } catch {
          return `${reason}. It is lost; the figures printed are all that is left`;
        }
      }
    },
  };
}
