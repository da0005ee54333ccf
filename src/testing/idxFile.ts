/** IDX files for tests. */

/** An unpacked IDX file of bytes. @param shape of its dimensions @param valueAt by index over all; absent: all are 0 */
export function idxFile(shape: readonly number[], valueAt?: (i: number) => number): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x800 + shape.length);
  for (const [axis, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  const body = Buffer.alloc(shape.reduce((a, b) => a * b, 1));
  if (valueAt) for (let i = 0; i < body.length; i++) body[i] = valueAt(i);
  return Buffer.concat([header, body]);
}
