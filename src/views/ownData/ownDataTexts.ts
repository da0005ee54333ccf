/** What is said of own images in several places. */

import type { FilesDescription } from "../../domain/experiment.ts";
import type { CountedImages } from "../../i18n/ownData/ownDataWords.en.ts";

/** Digits of a checksum that are shown. */
const SHOWN_DIGITS = 12;

export function checksumBegin(checksum: string): string {
  return checksum.slice(0, SHOWN_DIGITS);
}

export function countedImages({ train, test, size, channels, classNames }: FilesDescription): CountedImages {
  const [height, width] = size as readonly [number, number];
  return { train, test, width, height, channels, classes: classNames.length };
}
