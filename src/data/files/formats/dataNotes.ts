/** What is said of a visitor's files beside their data: which were not used and why, and what was made of the others. */

/** Why a file is not used. */
export type UnusedReason =
  /** neither data nor anything that names classes */
  | { readonly kind: "not-data" }
  | { readonly kind: "empty" }
  /** its name begins with a dot, or it is the system's own */
  | { readonly kind: "hidden" }
  /** images without labels: the labels' file is missing, or a table has no column of them */
  | { readonly kind: "no-labels" }
  | { readonly kind: "no-images" }
  /** images for validation, beside those to train on */
  | { readonly kind: "validation" }
  /** test images, in whose place training images are held out, as asked for */
  | { readonly kind: "held-out-instead" }
  /** the same part of the data set as `of` */
  | { readonly kind: "second-copy"; readonly of: string }
  /** a part of another data set than the one that was taken */
  | { readonly kind: "other-set"; readonly set: string }
  /** a picture beside files of whole data sets */
  | { readonly kind: "picture-beside-data" }
  /** a picture that lies in no folder of a class */
  | { readonly kind: "no-class-folder" }
  /** a picture that cannot be decoded */
  | { readonly kind: "damaged-picture"; readonly detail: string }
  /** a picture beyond those that were asked for */
  | { readonly kind: "beyond-first" }
  /** a kind of file that holds data, which is not read */
  | { readonly kind: "unread-format"; readonly format: string; readonly remedy: string }
  /** names of classes that do not suit the labels */
  | { readonly kind: "other-names"; readonly names: number; readonly classes: number };

/** A file that is not used. Its path is the one it was dropped with; inside an archive, the archive's path stands first. */
export interface UnusedFile {
  readonly path: string;
  readonly reason: UnusedReason;
}

/** What was made of the files, where it is not plain. */
export type DataNote =
  /** bytes behind the values that the header promises */
  | { readonly kind: "bytes-behind"; readonly path: string; readonly bytes: number }
  /** labels begin with 1; class 0 is label 1 */
  | { readonly kind: "labels-from-1" }
  /** labels are other numbers than 0, 1, 2, ...: classes are their values in order */
  | { readonly kind: "labels-renumbered"; readonly values: number }
  /** labels are the first of several columns, as in QMNIST */
  | { readonly kind: "first-column"; readonly path: string; readonly columns: number }
  /** labels are rows with a single 1 */
  | { readonly kind: "one-hot"; readonly path: string }
  /** the column of labels in a table, and whether a header names it */
  | { readonly kind: "label-column"; readonly path: string; readonly column: number; readonly isNamed: boolean }
  /** there are only test images: they are trained on, too */
  | { readonly kind: "test-as-training" }
  /** images for validation are the test images */
  | { readonly kind: "validation-as-test" }
  /** values from `from` to `to` were brought to 0..255 */
  | { readonly kind: "values-scaled"; readonly from: number; readonly to: number }
  /** only the first images were read, on request */
  | { readonly kind: "read-in-part"; readonly path: string; readonly read: number; readonly of: number | null }
  /** pictures were of other sizes, the smallest and largest of which are given, and were scaled to side x side */
  | {
      readonly kind: "pictures-scaled";
      readonly smallest: readonly [width: number, height: number];
      readonly largest: readonly [width: number, height: number];
      readonly side: number;
    }
  /** pictures have transparent pixels, which are shown on white */
  | { readonly kind: "transparent"; readonly pictures: number }
  /** EMNIST's files have rows and columns exchanged */
  | { readonly kind: "lies-on-its-side" };

/** Why a file is not used, in words. */
export function unusedText({ path, reason }: UnusedFile): string {
  return `${path} is not used: ${reasonText(reason)}`;
}

/** Why a file is not used, as the second half of a sentence. */
export function reasonText(reason: UnusedReason): string {
  switch (reason.kind) {
    case "not-data":
      return "it is no data file";
    case "empty":
      return "it is empty";
    case "hidden":
      return "it is a hidden file";
    case "no-labels":
      return "its images have no labels";
    case "no-images":
      return "there are no images for its labels";
    case "validation":
      return "images for validation are not needed; ask for them as test images if they are to be judged on";
    case "held-out-instead":
      return "training images are held out in place of these test images, as asked for";
    case "second-copy":
      return `${reason.of} is the same part of the data set`;
    case "other-set":
      return `it belongs to another data set (${reason.set || "without a name"})`;
    case "picture-beside-data":
      return "it is a picture beside files of a whole data set";
    case "no-class-folder":
      return "it lies in no folder that names its class";
    case "damaged-picture":
      return `it cannot be decoded (${reason.detail})`;
    case "beyond-first":
      return "only the first pictures were asked for";
    case "unread-format":
      return `${reason.format} is not read; ${reason.remedy}`;
    case "other-names":
      return `it names ${reason.names} classes, but the labels have ${reason.classes}`;
    default:
      return reason satisfies never;
  }
}

const sizeText = ([width, height]: readonly [number, number]) => `${width}x${height}`;

/** A note in words. */
export function noteText(note: DataNote): string {
  switch (note.kind) {
    case "bytes-behind":
      return `${note.path} has ${note.bytes} bytes behind its data, which are left out`;
    case "labels-from-1":
      return "labels begin with 1";
    case "labels-renumbered":
      return `labels are ${note.values} different numbers with gaps; each is a class`;
    case "first-column":
      return `labels are the first of ${note.columns} columns of ${note.path}`;
    case "one-hot":
      return `labels of ${note.path} are rows with a single 1`;
    case "label-column":
      return `labels are column ${note.column + 1} of ${note.path}, ${note.isNamed ? "by its header" : "by its values"}`;
    case "test-as-training":
      return "there are only test images, so most of them are trained on";
    case "validation-as-test":
      return "the images for validation are the test images";
    case "values-scaled":
      return `values from ${note.from} to ${note.to} were brought to 0 to 255`;
    case "read-in-part":
      return `${note.read} ${note.of === null ? "" : `of ${note.of} `}images of ${note.path} were read, as asked for`;
    case "pictures-scaled":
      return `pictures of ${sizeText(note.smallest)} to ${sizeText(note.largest)} were scaled to ${note.side}x${note.side}`;
    case "transparent":
      return `${note.pictures} pictures have transparent pixels, which are taken as white`;
    case "lies-on-its-side":
      return "EMNIST's files have rows and columns exchanged: turn the images if they lie on their side";
    default:
      return note satisfies never;
  }
}
