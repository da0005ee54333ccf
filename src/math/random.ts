/**
 * Addressed randomness: every random number of the playground is a pure function of a seed and an address
 * (who asks, at which step, for which element), so nothing has to be saved to resume a run but its step number,
 * and the same integers come out of plain TypeScript, WebAssembly and WGSL.
 */

/** A 32-bit key that names one stream of random numbers; made by {@link streamKey}. */
export type StreamKey = number;

/**
 * Mixes 32 bits so that neighbouring inputs give unrelated outputs (the "lowbias32" integer finaliser).
 * Only xor, shift and 32-bit multiplication, so every device can repeat it exactly.
 * @returns an unsigned 32-bit integer
 */
export function mix32(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return x >>> 0;
}

/**
 * Derives the key of a stream from a seed and an address, for example `streamKey(7, "student", "batches", 3)`.
 * Different addresses give independent streams; the order of the parts matters.
 */
export function streamKey(seed: number, ...address: readonly (string | number)[]): StreamKey {
  let key = mix32(mix32(Math.floor(seed / 2 ** 32)) ^ (seed >>> 0) ^ 0x9e3779b9);
  for (const part of address) {
    const text = typeof part === "number" ? `#${part}` : part;
    for (let i = 0; i < text.length; i++) key = mix32(Math.imul(key, 31) + text.charCodeAt(i) + 1);
    key = mix32(key ^ 0x85ebca6b);
  }
  return key;
}

/** The n-th number of a stream, uniform in [0, 1), without drawing the ones before it. */
export function uniformAt(key: StreamKey, n: number): number {
  return mix32(Math.imul(n, 0x9e3779b1) + key) / 2 ** 32;
}

/** A drawing end of one stream: numbers come one after another. */
export interface Random {
  /** uniform in [0, 1), 32 bits */
  uniform(): number;
  /** an integer in [0, n) */
  integer(n: number): number;
  /** standard normal (Box and Muller) */
  normal(): number;
  /** the numbers 0..n-1 in random order (Fisher and Yates) */
  permutation(n: number): Uint32Array;
}

/** Opens a stream for drawing (the generator sfc32, seeded from the key). */
export function openStream(key: StreamKey): Random {
  let a = mix32(key ^ 0x243f6a88);
  let b = mix32(key ^ 0x85a308d3);
  let c = mix32(key ^ 0x13198a2e);
  let counter = 1;
  const next = (): number => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    return out >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  const uniform = () => next() / 2 ** 32;
  const integer = (n: number) => Math.floor(uniform() * n);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation: (n) => {
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = order[i]!;
        order[i] = order[j]!;
        order[j] = held;
      }
      return order;
    },
  };
}
