/** Numbers drawn from a seed, for made files and for what damages them. */

/** A whole number of 32 bits, by a seed and a place. */
export function hashKey(seed: number, place: number): number {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return (value ^ (value >>> 15)) >>> 0;
}

/** Draws whole numbers below a limit, one after another. */
export function drawsOf(seed: number): (below: number) => number {
  let place = 0;
  return (below) => hashKey(seed, place++) % below;
}

/** Values that break what trusts a file's numbers. */
const EXTREME = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x2c, 0x22, 0x50];

/** A file's bytes damaged in one to three places: changed, cut off, taken out, doubled or added. */
export function damaged(bytes: Uint8Array, draw: (below: number) => number): Uint8Array {
  let out = Buffer.from(bytes);
  const times = 1 + draw(3);
  for (let i = 0; i < times && out.length > 0; i++) {
    // Half of the time near the beginning, where headers are.
    const at = draw(2) === 0 ? draw(Math.min(out.length, 64)) : draw(out.length);
    const length = Math.min(1 + draw(9), out.length - at);
    switch (draw(8)) {
      case 0:
        out[at] = out[at]! ^ (1 << draw(8));
        break;
      case 1:
        out[at] = draw(256);
        break;
      case 2:
        out.fill(EXTREME[draw(EXTREME.length)]!, at, at + length);
        break;
      case 3:
        out = out.subarray(0, at);
        break;
      case 4:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
        break;
      case 5:
        out = Buffer.concat([out.subarray(0, at + length), out.subarray(at)]);
        break;
      case 6:
        out = Buffer.concat([out, Buffer.alloc(1 + draw(40), draw(256))]);
        break;
      default:
        if (at + 4 <= out.length) out.writeUInt32LE([0, 1, 0xffffffff, 0x7fffffff, 0x10000][draw(5)]!, at);
    }
  }
  return new Uint8Array(out);
}
