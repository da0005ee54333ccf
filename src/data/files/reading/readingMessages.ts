/** What the page and the worker that reads a visitor's files send each other. */

import type { FilesDescription, Preparation } from "../../../domain/experiment.ts";
import type { DataFault } from "../../dataError.ts";
import type { OwnFile } from "../formats/readBytes.ts";
import type { DataDescription } from "../recognisedData.ts";
import type { IdxFiles } from "./idxFilesOf.ts";

/** How files are to be read, and the names of the classes; null: as the files name them. */
export interface PreparationRequest {
  readonly prepared: Preparation;
  readonly names: readonly string[] | null;
}

/** A data set as it was prepared. */
export interface PreparedDescription extends PreparationRequest {
  readonly description: DataDescription;
  /** what an experiment keeps of it; null where something stands in the way of training */
  readonly files: FilesDescription | null;
  /** whether there are images for validation that may be the test images */
  readonly hasValidation: boolean;
  /** whether the files have test images of their own */
  readonly hasTest: boolean;
  /** the images before they were changed */
  readonly asRead: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
}

/** A command that reads, and the report that answers it, bear the same number; it grows from command to command. */
interface Numbered {
  readonly number: number;
}

export type ReadingCommand =
  /** reads the files. @param wanted the images that an experiment asks for: they are prepared so first, and recognised */
  | ({ readonly type: "open"; readonly files: readonly OwnFile[]; readonly wanted: FilesDescription | null } & Numbered)
  /** prepares the images anew; of several the newest is answered */
  | ({ readonly type: "prepare" } & PreparationRequest & Numbered)
  /** asks for the images that were described last */
  | { readonly type: "take" };

export type ReadingReport =
  /** files and pictures that have been read so far */
  | { readonly type: "progress"; readonly files: number; readonly path: string; readonly pictures: number }
  | ({ readonly type: "described" } & PreparedDescription & Numbered)
  /** the files cannot be used as asked for; `detail` is English and names the file, the fault and the remedy */
  | ({ readonly type: "refused"; readonly fault: DataFault | "internal"; readonly detail: string } & Numbered)
  | { readonly type: "taken"; readonly files: IdxFiles };
