/** What a file's path says of its part in a data set: for training, test or validation; images or labels; which set. */

/** The part of a data set that a file is for. */
export type SplitName = "train" | "test" | "validation";

const BESIDE = "(?:set|data|images?|imgs?|labels?|lbls?|x|y)?";
const splits: readonly (readonly [SplitName, RegExp])[] = [
  ["train", new RegExp(`^[xy]?(?:train|training|trn)${BESIDE}$`)],
  ["test", new RegExp(`^[xy]?(?:t10k|test|testing|tst)${BESIDE}$`)],
  ["validation", new RegExp(`^[xy]?(?:valid|validation|val|dev)${BESIDE}$`)],
];
const LABELS = /^(?:labels?|lbls?|y|targets?|y(?:train|test|valid|val).*|.*labels)$/;
const IMAGES = /^(?:images?|imgs?|pixels?|x|data|features?|x(?:train|test|valid|val).*|.*images)$/;
/** Words that say nothing of which data set it is: of the formats, of numpy, of copies, of batches. */
const PLAIN = /^(?:idx\d?|ubyte|int|byte|float|arr|batch|gz|npy|csv|tsv|txt|bin|zip|npz|\d+)$/;

/** The words of a path in small letters, each without the digits behind it: "x_train2" gives "x", "train". */
function wordsOf(path: string): readonly string[] {
  const words = path.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => (word === "t10k" || /^\d+$/.test(word) ? word : word.replace(/\d+k?$/, "")));
}

const splitOfWord = (word: string) => splits.find(([, pattern]) => pattern.test(word))?.[0] ?? null;

/** The part of the data set by the last word of a path that names one; null where none does. */
export function splitOfPath(path: string): SplitName | null {
  return (
    wordsOf(path)
      .map(splitOfWord)
      .findLast((split) => split !== null) ?? null
  );
}

/** Whether a path says labels or images by its last word that says either; null where none does. */
export function kindOfPath(path: string): "labels" | "images" | null {
  const word = wordsOf(path).findLast((one) => LABELS.test(one) || IMAGES.test(one));
  if (word === undefined) return null;
  return LABELS.test(word) ? "labels" : "images";
}

/** The data set that a file belongs to: its path without the words of its part, such as "emnist letters". */
export function setOfPath(path: string): string {
  return wordsOf(path)
    .filter((word) => !splitOfWord(word) && !LABELS.test(word) && !IMAGES.test(word) && !PLAIN.test(word))
    .join(" ");
}
