/** Compares long logs quickly: a test runner's own comparison takes seconds for the bytes of a checkpoint. */

import { isDeepStrictEqual } from "node:util";

/** The place of the first element in which two lists differ, to the last bit of a number; -1 where they are equal. */
export function firstDifference(found: readonly unknown[], expected: readonly unknown[]): number {
  const length = Math.max(found.length, expected.length);
  for (let i = 0; i < length; i++)
    if (i >= found.length || i >= expected.length || !isDeepStrictEqual(found[i], expected[i])) return i;
  return -1;
}
