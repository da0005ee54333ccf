/** A visitor's data as training and test images; where no test images are there, some are held out. */

import type { Dataset, Split } from "../../domain/dataset.ts";
import { DataError } from "../dataError.ts";
import { groupedBy } from "./groupedBy.ts";
import type { LabelledImages, OwnData } from "./ownData.ts";

/** Without test images, the last of every six images of a class is held out. */
const HELD_OUT = 6;

function datasetOf(part: LabelledImages, classNames: readonly string[]): Dataset {
  const { bytes, labels, count, height, width, channels } = part;
  return { images: bytes, labels, count, height, width, channels, classNames };
}

function selected(part: LabelledImages, indices: readonly number[]): LabelledImages {
  const size = part.height * part.width * part.channels;
  const bytes = new Uint8Array(indices.length * size);
  for (const [i, index] of indices.entries())
    bytes.set(part.bytes.subarray(index * size, (index + 1) * size), i * size);
  return { ...part, bytes, labels: Uint8Array.from(indices, (index) => part.labels[index]!), count: indices.length };
}

/**
 * Which images are held out: the last of every six of its class; where no class has six, the last image of each class of
 * two or more.
 */
export function heldOutIndices(labels: Uint8Array): readonly number[] {
  const byClass = groupedBy([...labels.keys()], (index) => labels[index]!);
  const everySixth = byClass.flatMap((indices) => indices.filter((_, i) => i % HELD_OUT === HELD_OUT - 1));
  const held =
    everySixth.length > 0 ? everySixth : byClass.flatMap((indices) => (indices.length > 1 ? [indices.at(-1)!] : []));
  return held.sort((a, b) => a - b);
}

/**
 * The split that networks train and are judged on.
 * @throws DataError "truncated" where no image can be held out
 */
export function ownSplit({ train, test, classNames }: OwnData): Split {
  if (test) return { train: datasetOf(train, classNames), test: datasetOf(test, classNames) };
  const held = heldOutIndices(train.labels);
  if (held.length === 0)
    throw new DataError(
      "truncated",
      `there are ${train.count} images, one a class, which cannot be both learnt and judged on; add images`,
    );
  const isHeld = new Set(held);
  const rest = [...train.labels.keys()].filter((index) => !isHeld.has(index));
  return {
    train: datasetOf(selected(train, rest), classNames),
    test: datasetOf(selected(train, held), classNames),
  };
}
