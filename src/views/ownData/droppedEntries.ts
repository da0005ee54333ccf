/** The files of a drop, those in dropped folders among them, with their paths. */

import type { OwnFile } from "../../data/files/formats/readBytes.ts";

/** Files of a drop that are listed at most: more are refused when they are read. */
const MAX_FILES = 250_000;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** One part of a folder's entries; empty behind the last. */
function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function collect(entry: FileSystemEntry, found: OwnFile[]): Promise<void> {
  if (found.length >= MAX_FILES) return;
  if (entry.isFile) {
    found.push({ path: entry.fullPath.replace(/^\//, ""), blob: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const entries = await entriesOf(reader);
    if (entries.length === 0) return;
    for (const inner of entries) await collect(inner, found);
  }
}

/**
 * The files of a drop. Its entries are taken before this returns, since a drop gives nothing any more afterwards.
 * @returns null where it has no folder: its files are then those of `transfer.files`
 */
export function filesOfFolders(transfer: DataTransfer): Promise<readonly OwnFile[]> | null {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === "file" ? item.webkitGetAsEntry?.() : null;
    return entry ? [entry] : [];
  });
  if (!entries.some(({ isDirectory }) => isDirectory)) return null;
  return (async () => {
    const found: OwnFile[] = [];
    for (const entry of entries) await collect(entry, found);
    return found;
  })();
}
