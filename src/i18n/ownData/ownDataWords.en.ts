/** Words about a visitor's own images, in English: the sheet before they are taken, what a link asks for, what is kept. */

import type { DataNote, UnusedReason } from "../../data/files/formats/dataNotes.ts";
import type { FileRole } from "../../data/files/labelledParts.ts";
import type { DataProblem } from "../../data/files/recognisedData.ts";

/** Counts and shape of a data set. */
export interface CountedImages {
  readonly train: number;
  readonly test: number;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly classes: number;
}

const number = (value: number) => value.toLocaleString("en-US");

export const ownDataWords = {
  title: "Your own images",
  chooseFiles: "Choose files",
  chooseFolder: "Choose a folder",
  whatIsRead:
    "Choose or drop images with their classes: IDX files like MNIST's, .npy and .npz, tables (CSV), CIFAR's binary batches, folders of PNG or JPEG with a folder for each class, or zips of these. Nothing leaves this device, and nothing is taken before you have seen what was understood.",
  reading: (files: number, of: number, path: string) => `Reading file ${number(files)} of ${number(of)}: ${path}`,
  pictures: (count: number) => `${number(count)} pictures decoded`,
  preparing: "Preparing the images…",
  stop: "Stop reading",
  cancel: "Cancel",
  use: "Use these images",
  refused: "These files cannot be used.",
  stays: "What was there before stays as it is.",
  back: "Back to the files before",
  together: (paths: readonly string[]) =>
    `Read together with ${paths.length > 2 ? `the ${number(paths.length)} files before` : paths.join(" and ")}`,
  ofLesson: "A lesson runs here: only the images that it was made with can be used.",
  firstOnly: (count: number) => `Read only the first ${number(count)} images`,
  stopped: "The program that reads files stopped. Choose the files again, or read only their first images.",
  counted: ({ train, test, width, height, channels, classes }: CountedImages) =>
    `${number(train)} training images and ${number(test)} test images of ${width}×${height}${channels === 3 ? " in colour" : " in grey"}, ${classes} classes.`,
  heldOut: (count: number) =>
    `${number(count)} of the training images, every sixth of a class, are held out as test images.`,
  checksum: (digits: string) => `Checksum ${digits}…`,
  wanted: "These are the images that the experiment was made with.",
  others:
    "These are other images than the experiment was made with. If you use them, it becomes an experiment on these.",
  problems: "What stands in the way",
  notes: "What was made of the files",
  firstImages: "The first images",
  changes: "Changes",
  changing: "Images are changed in this order; the pictures above follow.",
  set: "Data set among these files",
  unnamedSet: "without a name",
  turned: "Turn: exchange rows and columns",
  inverted: "Invert: ink is bright, paper dark",
  grey: "Grey in place of colour",
  side: "Size",
  sideAsIs: (width: number, height: number) => `as read, ${width}×${height}`,
  sideOf: (side: number) => `${side}×${side}`,
  fitting: "To this size by",
  fittings: { scaled: "scaling the whole image", cropped: "taking its middle" },
  first: "Read only the first",
  firstAll: "all images",
  firstOf: (count: number) => `${number(count)} images`,
  test: "Test images",
  tests: {
    own: "the files' own",
    validation: "the images for validation",
    "held-out": "some training images, held out",
  },
  classes: "Classes",
  classesHelp: "Names can be typed. They are part of the checksum.",
  className: (place: number) => `Name of class ${place}`,
  inTraining: "training",
  inTest: "test",
  namesRefused: "Each class needs a name of its own, of at most 64 characters.",
  files: "Files",
  unused: (count: number) => `${number(count)} ${count === 1 ? "file is" : "files are"} not used`,
  moreFiles: (count: number) => `and ${number(count)} more`,
  role: ({ role, part, count }: FileRole) => {
    if (role === "class-names") return `names of ${count} classes`;
    const what = { images: "images", labels: "labels", "images-and-labels": "images with labels" }[role];
    return `${number(count)} ${what}, ${part === "test" ? "test" : "training"}`;
  },
  taking: "If you use them, the experiment changes:",
  takingNothing: "The experiment already fits these images: nothing else changes.",
  keep: "Keep these images in this browser, so that they are here after a reload",
  keepHelp: "They stay on this device. Otherwise they are gone when the page is reloaded.",
  atHand: (name: string) => `Own images: ${name}`,
  unnamed: "files without a name",
  kept: "Kept in this browser.",
  forget: "Forget them",
  notKept: "Gone when the page is reloaded.",
  takeKept: (name: string) => `Use the images kept in this browser: ${name}`,
  keepNow: "Keep in this browser",
  otherKept: (name: string) => `This browser keeps other images: ${name}.`,
  needed: "This experiment was made with images that are not here.",
  neededAny: "This experiment is trained on files of your own. Choose or drop them.",
  load: (name: string) => `Load ${name}:`,
  classNames: (names: readonly string[]) =>
    `Classes: ${names.slice(0, 12).join(", ")}${names.length > 12 ? ` and ${names.length - 12} others` : ""}.`,
  neededRecognised: "The page recognises them by their checksum; other images are shown before they are taken.",
  problem(problem: DataProblem): string {
    switch (problem.kind) {
      case "size":
        return `Images are ${problem.width}×${problem.height}, and networks read sides of 8 to 64 pixels. Choose a size below.`;
      case "too-few":
        return `There are ${problem.count} images, one a class, so that none can be held out. Add images.`;
      case "class-untrained":
        return `Class ${problem.name} has no training image. Add some, or read more of the files.`;
      case "class-untested":
        return `Class ${problem.name} has no test image, so its errors are not seen.`;
      case "all-alike":
        return "All training images are the same. Choose the file with the images.";
    }
  },
  note(note: DataNote): string {
    switch (note.kind) {
      case "bytes-behind":
        return `${note.path} has ${number(note.bytes)} bytes behind its data, which are left out.`;
      case "labels-from-1":
        return "Labels begin with 1: the first class is label 1.";
      case "labels-renumbered":
        return `Labels are ${note.values} different numbers with gaps; each is a class.`;
      case "first-column":
        return `Labels are the first of ${note.columns} columns of ${note.path}.`;
      case "one-hot":
        return `Labels of ${note.path} are rows with a single 1.`;
      case "label-column":
        return `Labels are column ${note.column + 1} of ${note.path}, ${note.isNamed ? "by its header" : "by its values"}.`;
      case "test-as-training":
        return "There are only test images, so most of them are trained on.";
      case "validation-as-test":
        return "The images for validation are the test images.";
      case "values-scaled":
        return `Values from ${note.from} to ${note.to} were brought to 0 to 255.`;
      case "read-in-part":
        return `${number(note.read)}${note.of === null ? "" : ` of ${number(note.of)}`} images of ${note.path} were read, as asked for.`;
      case "pictures-scaled":
        return `Pictures of ${note.smallest.join("×")} to ${note.largest.join("×")} pixels were brought to ${note.side}×${note.side}.`;
      case "transparent":
        return `${number(note.pictures)} pictures have transparent pixels, which are taken as white.`;
      case "lies-on-its-side":
        return "EMNIST's files have rows and columns exchanged: turn the images if they lie on their side.";
    }
  },
  reason(reason: UnusedReason): string {
    switch (reason.kind) {
      case "not-data":
        return "no data file";
      case "empty":
        return "empty";
      case "hidden":
        return "a hidden file";
      case "no-labels":
        return "its images have no labels: add the file with the labels";
      case "no-images":
        return "there are no images for its labels: add the file with the images";
      case "validation":
        return "images for validation; they can be the test images";
      case "held-out-instead":
        return "test images, in whose place training images are held out";
      case "second-copy":
        return `the same part of the data set as ${reason.of}`;
      case "other-set":
        return `belongs to another data set (${reason.set || "without a name"})`;
      case "picture-beside-data":
        return "a picture beside files of a whole data set";
      case "no-class-folder":
        return "lies in no folder that names its class";
      case "damaged-picture":
        return `cannot be decoded (${reason.detail})`;
      case "beyond-first":
        return "beyond the first pictures, as asked for";
      case "unread-format":
        return `${reason.format} is not read; ${reason.remedy}`;
      case "other-names":
        return `names ${reason.names} classes, but the labels have ${reason.classes}`;
    }
  },
};
