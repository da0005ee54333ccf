/** Pictures in folders, one folder a class, perhaps inside folders for training and for the test. */

import { MAX_SIDE, MIN_SIDE } from "../../domain/dataset.ts";
import { errorText } from "../../domain/errorText.ts";
import { squared } from "./conformedImages.ts";
import { type SplitName, splitOfPath } from "./fileRoles.ts";
import type { DataNote, UnusedFile, UnusedReason } from "./formats/dataNotes.ts";
import type { Images } from "./formats/imageArrays.ts";
import { type PictureSize, pictureSize } from "./formats/pictureHeader.ts";
import type { ReadLimits } from "./formats/readBytes.ts";
import { groupedBy } from "./groupedBy.ts";
import type { FileRole, LabelledPart, LabelledParts, PartChoices } from "./labelledParts.ts";

/** A decoded picture: red, green, blue and opacity of each pixel as it is stored, without turning it, [height, width, 4]. */
export interface DecodedPicture extends PictureSize {
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

/** Decodes a PNG or JPEG file. It throws for one that is damaged. */
export type DecodePicture = (bytes: Uint8Array<ArrayBuffer>, path: string) => Promise<DecodedPicture>;

/** A picture's file. */
export interface PictureFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is asked for of pictures. */
export interface PictureChoices extends PartChoices {
  /** at most so many of each part, taken from the classes in turn */
  readonly first: number;
  /** height and width to which pictures of other sizes are brought; 32 where it is undefined */
  readonly side?: number | undefined;
  readonly cropped?: boolean | undefined;
}

/** Side of pictures whose own sizes differ or are larger than the networks read. */
const DEFAULT_SIDE = 32;
/** Pictures that are decoded at a time. */
const AT_ONCE = 8;

interface Placed extends PictureFile {
  readonly name: string;
  readonly split: SplitName | null;
  readonly size: PictureSize;
}

const isArchive = (folder: string) => /\.(?:zip|npz)$/i.test(folder);

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The folders that have folders with pictures in them: these are not the classes'. */
function upperFolders(files: readonly PictureFile[]): ReadonlySet<string> {
  const upper = new Set<string>();
  for (const { path } of files)
    for (let above = folderOf(folderOf(path)); above !== "" && !upper.has(above); above = folderOf(above))
      upper.add(above);
  return upper;
}

/** The picture's class and part by its folders, or why it has none. */
function placeOf({ path, bytes }: PictureFile, upper: ReadonlySet<string>, limits: ReadLimits): Placed | UnusedReason {
  const folders = path.split("/").slice(0, -1);
  const name = folders.at(-1);
  if (
    name === undefined ||
    isArchive(name) ||
    upper.has(folderOf(path)) ||
    (splitOfPath(name) !== null && folders.length < 3)
  )
    return { kind: "no-class-folder" };
  const size = pictureSize(bytes);
  if (!size) return { kind: "damaged-picture", detail: "its header states no size" };
  const pixels = size.width * size.height;
  if (pixels > limits.picturePixels)
    return { kind: "damaged-picture", detail: `${size.width}x${size.height} pixels, at most ${limits.picturePixels}` };
  return { path, bytes, name, split: splitOfPath(folders.slice(0, -1).join("/")), size };
}

const byName = new Intl.Collator("en", { numeric: true }).compare;

/** In the order of their names, or, where not all are wanted, one of each class in turn. */
function firstOf(pictures: readonly Placed[], first: number): readonly Placed[] {
  const sorted = [...pictures].sort((a, b) => byName(a.path, b.path));
  if (sorted.length <= first) return sorted;
  const queues = groupedBy(sorted, ({ name }) => name);
  const taken: Placed[] = [];
  for (let round = 0; taken.length < first; round++)
    for (const queue of queues) if (round < queue.length && taken.length < first) taken.push(queue[round]!);
  return taken;
}

/** Red, green and blue of a picture over white, and whether any pixel is transparent. */
function opaque({ rgba, width, height }: DecodedPicture): { readonly rgb: Images; readonly isTransparent: boolean } {
  const bytes = new Uint8Array(width * height * 3);
  let isTransparent = false;
  for (let i = 0; i < width * height; i++) {
    const alpha = rgba[4 * i + 3]!;
    isTransparent ||= alpha < 255;
    for (let channel = 0; channel < 3; channel++)
      bytes[3 * i + channel] = Math.round((rgba[4 * i + channel]! * alpha + 255 * (255 - alpha)) / 255);
  }
  return { rgb: { bytes, count: 1, height, width, channels: 3 }, isTransparent };
}

const isGrey = (rgb: Uint8Array) => {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  return true;
};

/** Images one after another: grey for as long as all are, then in colour. */
class ImageStore {
  private channels: 1 | 3 = 1;
  private values: Uint8Array;
  private readonly pixels: number;

  constructor(
    capacity: number,
    readonly height: number,
    readonly width: number,
  ) {
    this.pixels = height * width;
    this.values = new Uint8Array(capacity * this.pixels);
  }

  set(place: number, rgb: Uint8Array): void {
    if (this.channels === 1 && !isGrey(rgb)) {
      this.channels = 3;
      const coloured = new Uint8Array(this.values.length * 3);
      for (const [i, value] of this.values.entries()) coloured.fill(value, 3 * i, 3 * i + 3);
      this.values = coloured;
    }
    const from = place * this.pixels * this.channels;
    if (this.channels === 3) this.values.set(rgb, from);
    else for (let i = 0; i < this.pixels; i++) this.values[from + i] = rgb[3 * i]!;
  }

  /** The images at some places, in their order; `channels` of both parts are the same. */
  at(places: readonly number[]): Pick<Images, "channels"> & { readonly values: Uint8Array } {
    const size = this.pixels * this.channels;
    const values = new Uint8Array(places.length * size);
    for (const [i, place] of places.entries())
      values.set(this.values.subarray(place * size, (place + 1) * size), i * size);
    return { values, channels: this.channels };
  }
}

/** The side to which pictures are brought; null where all have one size that the networks read. */
function sideFor(sizes: readonly PictureSize[], asked: number | undefined): number | null {
  const [{ width, height }] = sizes as readonly [PictureSize];
  const isSame = sizes.every((size) => size.width === width && size.height === height);
  const fits = Math.max(width, height) <= MAX_SIDE && Math.min(width, height) >= MIN_SIDE;
  return isSame && fits ? null : (asked ?? DEFAULT_SIDE);
}

function scaledNote(sizes: readonly PictureSize[], side: number): DataNote {
  const sorted = [...sizes].sort((a, b) => a.width * a.height - b.width * b.height);
  const of = ({ width, height }: PictureSize) => [width, height] as const;
  return { kind: "pictures-scaled", smallest: of(sorted[0]!), largest: of(sorted.at(-1)!), side };
}

/**
 * The parts of a data set of pictures. Damaged ones are left out and named.
 * @returns null where no picture has a class
 */
export async function labelledPictures(
  files: readonly PictureFile[],
  decode: DecodePicture,
  choices: PictureChoices,
  limits: ReadLimits,
): Promise<{ readonly parts: LabelledParts | null; readonly unused: readonly UnusedFile[] }> {
  const unused: UnusedFile[] = [];
  const placed: Placed[] = [];
  const upper = upperFolders(files);
  for (const file of files) {
    const place = placeOf(file, upper, limits);
    if ("kind" in place) unused.push({ path: file.path, reason: place });
    else placed.push(place);
  }
  const of = (...names: readonly (SplitName | null)[]) => placed.filter(({ split }) => names.includes(split));
  const notes: DataNote[] = [];
  let [train, test] = [of("train", null), of("test")];
  const validation = of("validation");
  if (train.length === 0 && test.length > 0) {
    [train, test] = [test, []];
    notes.push({ kind: "test-as-training" });
  } else if (train.length === 0) train = validation;
  if (test.length === 0 && choices.validationAsTest && train !== validation && validation.length > 0) {
    test = validation;
    notes.push({ kind: "validation-as-test" });
  }
  if (train.length === 0) return { parts: null, unused };
  if (train !== validation && test !== validation)
    unused.push(...validation.map(({ path }) => ({ path, reason: { kind: "validation" } as const })));
  const wanted = { train: firstOf(train, choices.first), test: firstOf(test, choices.first) };
  const all = [...wanted.train, ...wanted.test];
  const kept = new Set(all);
  for (const picture of [...train, ...test])
    if (!kept.has(picture)) unused.push({ path: picture.path, reason: { kind: "beyond-first" } });
  const sizes = all.map(({ size }) => size);
  const side = sideFor(sizes, choices.side);
  if (side !== null) notes.push(scaledNote(sizes, side));
  const store = new ImageStore(all.length, side ?? sizes[0]!.height, side ?? sizes[0]!.width);
  const isGood = new Array<boolean>(all.length).fill(false);
  let transparent = 0;
  const read = async ({ bytes, path, size }: Placed, place: number) => {
    const decoded = await decode(bytes, path);
    const isAsStated = decoded.width === size.width && decoded.height === size.height;
    if (!isAsStated || decoded.rgba.length !== 4 * size.width * size.height)
      throw new RangeError(`it is ${decoded.width}x${decoded.height}, its header says ${size.width}x${size.height}`);
    const { rgb, isTransparent } = opaque(decoded);
    if (isTransparent) transparent++;
    store.set(place, side === null ? rgb.bytes : squared(rgb, side, choices.cropped ?? false).bytes);
    isGood[place] = true;
  };
  for (let begin = 0; begin < all.length; begin += AT_ONCE)
    await Promise.all(
      all.slice(begin, begin + AT_ONCE).map((picture, i) =>
        read(picture, begin + i).catch((error: unknown) => {
          const reason = { kind: "damaged-picture", detail: errorText(error) } as const;
          unused.push({ path: picture.path, reason });
        }),
      ),
    );
  if (transparent > 0) notes.push({ kind: "transparent", pictures: transparent });
  const partOf = (begin: number, count: number): LabelledPart | null => {
    const places = Array.from({ length: count }, (_, i) => begin + i).filter((place) => isGood[place]);
    if (places.length === 0) return null;
    const path = all[begin]!.path;
    const values = places.map((place) => all[place]!.name);
    const { height, width } = store;
    return {
      images: { path, count: places.length, height, width, ...store.at(places) },
      labels: { path, values, areNames: true },
    };
  };
  const trained = partOf(0, wanted.train.length);
  if (!trained) return { parts: null, unused };
  const tested = partOf(wanted.train.length, wanted.test.length);
  const roles = [...rolesOf(trained, all, "train"), ...(tested ? rolesOf(tested, all, "test") : [])];
  return { parts: { train: trained, test: tested, roles, unused: [], notes, sets: [""] }, unused };
}

/** One role for all pictures of a part: their folder and their number. */
function rolesOf(
  { labels, images }: LabelledPart,
  all: readonly Placed[],
  part: "train" | "test",
): readonly FileRole[] {
  const folder = all
    .find(({ path }) => path === labels.path)!
    .path.split("/")
    .slice(0, -2)
    .join("/");
  return [{ path: folder || "folders of pictures", role: "images-and-labels", part, count: images.count }];
}
