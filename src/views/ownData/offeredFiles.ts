/** Files of a visitor that are to be read and shown before they are taken. The code that does so is fetched then. */

import { create } from "zustand";
import type { OwnFile } from "../../data/files/formats/readBytes.ts";

interface OfferedFiles {
  /** null where there are none; each offer is a list of its own */
  readonly files: readonly OwnFile[] | null;
}

export const useOfferedFiles = create<OfferedFiles>(() => ({ files: null }));

/** Shows what files are before they are taken; those of a folder have their path in it. */
export function offerFiles(files: readonly File[]): void {
  if (files.length > 0) offerOwnFiles(files.map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob })));
}

export function offerOwnFiles(files: readonly OwnFile[]): void {
  useOfferedFiles.setState({ files });
}
