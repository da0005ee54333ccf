/** When the answers to all classes are told to be almost alike. */

/** Times the equal share below which the largest of all shares makes them almost alike. */
const FLAT = 1.4;

/** Whether shares of an answer, which sum to 1, are almost alike. */
export function areAlmostAlike(shares: ArrayLike<number>): boolean {
  return Math.max(...Array.from(shares)) < FLAT / shares.length;
}
