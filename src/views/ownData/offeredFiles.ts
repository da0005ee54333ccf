/** Files of a visitor that are to be read and shown before they are taken. The code that does so is fetched then. */

import { create } from "zustand";
import type { OwnFile } from "../../data/files/formats/readBytes.ts";

type Offered = readonly (OwnFile | File)[];

interface OfferedFiles {
  /** null where there are none; each offer is a list of its own */
  readonly files: Offered | null;
  /** those that the sheet showed when these were dropped on it: they may belong together */
  readonly before: Offered;
}

export const useOfferedFiles = create<OfferedFiles>(() => ({ files: null, before: [] }));

/** Shows what files are before they are taken; where there are none, they are chosen first. */
export function offerFiles(files: Offered): void {
  useOfferedFiles.setState(({ files: shown }) => ({ files, before: shown ?? [] }));
}
