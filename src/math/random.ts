/**
 * Addressed randomness: every random number of the playground is a pure function of a seed and an address (purpose,
 * step, element), so nothing has to be saved to resume a run but its step number, and plain TypeScript, WebAssembly and
 * WGSL give the same integers.
 *
 * Two kinds of streams are opened from a key.
 *
 * {@link uniformAt} gives the n-th number without the ones before it: mix32(n g + key) / 2^32, all modulo 2^32, with
 * the odd constant g = 0x9e3779b1. As g has an inverse, n g + key = (n + key / g) g: the stream of a key is the stream
 * of key 0 from place key / g on. All such streams are therefore shifts of one sequence of period 2^32, in which every
 * 32-bit number occurs once, and they are not independent:
 * - Two streams, of which L and M numbers are used, have a part in common with probability (L + M - 1) / 2^32 for keys
 *   from {@link streamKey}; of two of equal length it is L / 2 long on average. Masks of 60,000 numbers (100 images,
 *   600 units): 1 pair in 36,000; of the 1,500 masks of 500 steps and three dropout layers, about 31 of 1.1 million
 *   pairs.
 * - The common part stands at different elements in the two streams. Element by element, and at small lags,
 *   neighbouring streams are as uncorrelated as independent numbers are (random.test.ts measures it).
 * - No number of a stream occurs again within 2^32 numbers.
 * Dropout masks, the shifts of jittered images, images of noise and noisy labels are drawn so, because executors need
 * any element by itself.
 *
 * {@link openStream} draws one number after another from sfc32, a generator with a state of 128 bits, of which 32 count
 * the draws. Each key has a state of its own, a step is a bijection of states, and all counts begin alike: the streams
 * of two keys meet in no state within 2^32 draws. First weights, the order of images, subsets and transfer sets, the
 * built-in digits, exchanged classes, the choices of weight transforms and the noise on weights are drawn so.
 */

/** A 32-bit key that names one stream of random numbers; made by {@link streamKey}. */
export type StreamKey = number;

/**
 * Mixes 32 bits so that neighbouring inputs give outputs without a visible relation: the integer finaliser "lowbias32",
 * a bijection of 32-bit numbers. Only xor, shift and 32-bit multiplication, so every device can repeat it exactly.
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
 * Derives the key of a stream from a seed and an address, for example `streamKey(7, "order", 3)`. The order of the
 * parts matters. Different addresses have different keys but for collisions of 32 bits: 1 pair in 2^32. How the streams
 * of different keys relate is stated above.
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

/** The n-th number of a key's stream, uniform in [0, 1), a multiple of 2^-32. @param n a whole number, modulo 2^32 */
export function uniformAt(key: StreamKey, n: number): number {
  return mix32(Math.imul(n, 0x9e3779b1) + key) / 2 ** 32;
}

/** A stream whose numbers are drawn one after another. */
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

/** Opens a key's stream for drawing: the generator sfc32 (Doty-Humphrey's PractRand), its state made from the key. */
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
        const swapped = order[i]!;
        order[i] = order[j]!;
        order[j] = swapped;
      }
      return order;
    },
  };
}
