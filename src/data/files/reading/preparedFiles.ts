/** A visitor's files, read once and prepared as often as the choices on the sheet change. */

import type { FilesDescription, Preparation } from "../../../domain/experiment.ts";
import { DataError } from "../../dataError.ts";
import { type OwnFile, READ_LIMITS, type ReadLimits } from "../formats/readBytes.ts";
import type { FileRole } from "../labelledParts.ts";
import type { DecodePicture } from "../labelledPictures.ts";
import { conformedData, type OwnData, readOwnData } from "../ownData.ts";
import { ownSplit } from "../ownSplit.ts";
import { describeData, filesOf } from "../recognisedData.ts";
import { type IdxFiles, idxFilesOf } from "./idxFilesOf.ts";
import type { PreparationRequest, PreparedDescription } from "./readingMessages.ts";

/** Longest name of files that an experiment keeps, in characters. */
const MAX_NAME = 64;

/** Told of each file before it is read, and of each picture after it was decoded. */
export interface ReadingProgress {
  onFile(path: string): void;
  onPicture(): void;
}

/** Files that are prepared as asked for. */
export interface PreparedFiles {
  /** @throws DataError naming the file, what is wrong in it, and what helps */
  prepare(request: PreparationRequest): Promise<PreparedDescription>;
  /** Prepares the files as the images that an experiment asks for were, and, where they are others, as they are. */
  recognise(wanted: FilesDescription | null): Promise<PreparedDescription>;
  /** the images that were prepared last. @throws DataError "truncated" where none can be held out */
  take(): IdxFiles;
}

/** What the files are called: the folder or archive that all lie in, or the file with the training images. */
function nameOf(files: readonly OwnFile[], roles: readonly FileRole[]): string {
  const trained = roles.find(({ part }) => part === "train")?.path ?? "";
  const [top = ""] = trained.split("/");
  const isShared = trained.includes("/") && files.every(({ path }) => path === top || path.startsWith(`${top}/`));
  return (isShared ? top : trained.split("/").at(-1)!).slice(0, MAX_NAME);
}

/** Without what is as it is when nothing is asked for. */
function withoutDefaults(prepared: Preparation): Preparation {
  const { cropped, ...rest } = prepared;
  const told = rest.side !== undefined && cropped ? { ...rest, cropped } : rest;
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== false));
}

/** The test images set aside, so that training images are held out in their place. */
function withoutTest(data: OwnData): OwnData {
  const reason = { kind: "held-out-instead" } as const;
  const aside = data.roles.filter(({ part }) => part === "test").map(({ path }) => ({ path, reason }));
  const roles = data.roles.filter(({ part }) => part !== "test");
  return { ...data, test: null, roles, unused: [...aside, ...data.unused] };
}

/**
 * The data set with the changes of a preparation and with other names.
 * @throws DataError "label-range" where there are more or fewer names than classes
 */
function changedData(read: OwnData, { prepared, names }: PreparationRequest): OwnData {
  const { turned, inverted, grey, side, cropped } = prepared;
  const changes = { turned, inverted, grey, side, cropped };
  const asked = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const conformed = conformedData(prepared.test === "held-out" && read.test ? withoutTest(read) : read, asked);
  if (names === null) return conformed;
  const classes = conformed.classNames.length;
  if (names.length !== classes)
    throw new DataError("label-range", `there are ${names.length} names for ${classes} classes; give one for each`);
  return { ...conformed, classNames: names };
}

/**
 * Opens files; nothing is read before they are prepared.
 * @param decode decodes a picture
 */
export function openPreparedFiles(
  files: readonly OwnFile[],
  decode: DecodePicture,
  progress: ReadingProgress = { onFile: () => {}, onPicture: () => {} },
  limits: ReadLimits = READ_LIMITS,
): PreparedFiles {
  let read: { readonly key: string; readonly data: OwnData } | null = null;
  let taken: OwnData | null = null;

  const counted: DecodePicture = async (bytes, path) => {
    const picture = await decode(bytes, path);
    progress.onPicture();
    return picture;
  };
  /** Reads the files again only where what is asked for changes how they are read. */
  const readFor = async ({ first, test, set, side, cropped }: Preparation): Promise<OwnData> => {
    const parts = { validationAsTest: test === "validation", ...(set === undefined ? {} : { set }) };
    const asked = { ...parts, ...(first === undefined ? {} : { first }) };
    // Pictures of several sizes are brought to one while they are decoded.
    const sized = { ...asked, ...(side === undefined ? {} : { side }), cropped: cropped ?? false };
    const wasScaled = read?.data.notes.some(({ kind }) => kind === "pictures-scaled") ?? false;
    const key = JSON.stringify(wasScaled ? sized : asked);
    if (read?.key === key) return read.data;
    const data = await readOwnData(files, counted, sized, limits, progress.onFile);
    const isScaled = data.notes.some(({ kind }) => kind === "pictures-scaled");
    read = { key: JSON.stringify(isScaled ? sized : asked), data };
    return data;
  };
  const prepare = async (request: PreparationRequest): Promise<PreparedDescription> => {
    const prepared = withoutDefaults(request.prepared);
    const data = await readFor(prepared);
    const changed = changedData(data, { ...request, prepared });
    const description = await describeData(changed);
    taken = changed;
    const told = { name: nameOf(files, description.roles), ...(Object.keys(prepared).length > 0 ? { prepared } : {}) };
    const { height, width, channels } = data.train;
    const isValidation = data.notes.some(({ kind }) => kind === "validation-as-test");
    return {
      ...{ prepared, names: request.names, description },
      files: filesOf(description, told),
      hasValidation: isValidation || data.unused.some(({ reason }) => reason.kind === "validation"),
      hasTest: data.test !== null && !isValidation,
      asRead: { height, width, channels },
    };
  };
  return {
    prepare,
    async recognise(wanted) {
      const plain = { prepared: {}, names: null };
      if (!wanted) return prepare(plain);
      try {
        const found = await prepare({ prepared: wanted.prepared ?? {}, names: wanted.classNames });
        if (found.description.sha256 === wanted.checksum) return found;
      } catch (error) {
        // Other files may have other classes, or may not be read in this way.
        if (!(error instanceof DataError)) throw error;
      }
      return prepare(plain);
    },
    take() {
      if (!taken) throw new DataError("no-pair", "no files have been read; choose some first");
      return idxFilesOf(ownSplit(taken));
    },
  };
}
