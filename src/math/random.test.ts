import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mix32, openStream, type StreamKey, streamKey, uniformAt } from "./random.ts";

describe("addressed randomness", () => {
  it("gives the same stream for the same address and another for any other address", () => {
    const first = (key: number) => Array.from({ length: 8 }, openStream(key).uniform);
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.integer({ min: 0 }), (seed, who, step) => {
        expect(first(streamKey(seed, who, step))).toEqual(first(streamKey(seed, who, step)));
        expect(first(streamKey(seed, who, step))).not.toEqual(first(streamKey(seed, who, step + 1)));
        expect(first(streamKey(seed, who, step))).not.toEqual(first(streamKey(seed + 1, who, step)));
      }),
    );
  });

  it("is uniform: mean 1/2, variance 1/12, by address as by drawing", () => {
    const key = streamKey(1, "uniform");
    const stream = openStream(key);
    const n = 200_000;
    for (const draw of [(i: number) => uniformAt(key, i), () => stream.uniform()]) {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        const u = draw(i);
        sum += u;
        squares += u * u;
      }
      const mean = sum / n;
      expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
      expect(squares / n - mean * mean).toBeCloseTo(1 / 12, 2);
    }
  });

  it("draws normal numbers of mean 0 and variance 1", () => {
    const stream = openStream(streamKey(3, "normal"));
    const n = 100_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const x = stream.normal();
      sum += x;
      squares += x * x;
    }
    expect(Math.abs(sum / n)).toBeLessThan(0.02);
    expect(squares / n).toBeCloseTo(1, 1);
  });

  it("permutes: every number once, and every place equally often", () => {
    const places = new Array(5).fill(0);
    for (let s = 0; s < 5000; s++) {
      const order = openStream(streamKey(s, "shuffle")).permutation(5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      places[order.indexOf(0)]++;
    }
    for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

const GOLDEN = 0x9e3779b1;
/** The inverse of GOLDEN modulo 2^32, by Newton's iteration, which doubles the right bits each time. */
const INVERSE = Array.from({ length: 5 }).reduce<number>((x) => Math.imul(x, 2 - Math.imul(GOLDEN, x)), GOLDEN);
/** The place in the stream of key 0 at which a key's stream begins, 0 to 2^32 - 1. */
const placeOf = (key: StreamKey) => Math.imul(key, INVERSE) >>> 0;
/** The dropout layers of a network of three hidden layers, by the names that their keys have. */
const LAYERS = ["dropout/student/0", "dropout/student/2", "dropout/student/4"] as const;

describe("streams by address", () => {
  it("are shifts of one sequence: the stream of key k is that of key 0 from place k / g on", () => {
    expect(Math.imul(GOLDEN, INVERSE)).toBe(1);
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (key, n) => {
        expect(uniformAt(key, n)).toBe(uniformAt(0, (placeOf(key) + n) % 2 ** 32));
      }),
    );
  });

  it("hold no number twice within the period", () => {
    const key = streamKey(5, LAYERS[0]);
    // Of as many independent numbers some two would be equal, but for odds of 1 in 100.
    expect(new Set(Array.from({ length: 200_000 }, (_, n) => uniformAt(key, n))).size).toBe(200_000);
  });

  it("have a part in common as often as random shifts have: two of length L with probability (2 L - 1) / 2^32", () => {
    const LENGTH = 60_000;
    const places = Array.from({ length: 2000 }, (_, step) => LAYERS.map((layer) => placeOf(streamKey(7, layer, step))))
      .flat()
      .sort((a, b) => a - b);
    let pairs = 0;
    for (const [i, place] of places.entries())
      for (let j = i + 1; j < places.length && places[j]! - place < LENGTH; j++) pairs++;
    const expected = ((places.length * (places.length - 1)) / 2) * ((2 * LENGTH - 1) / 2 ** 32);
    expect(Math.abs(pairs - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });
});

describe("neighbouring streams", () => {
  const LENGTH = 10_000;
  const PAIRS = 40;
  /** The second stream is read from LAG places before the first one's beginning to LAG places after it. */
  const LAG = 8;
  type Pair = readonly [StreamKey, StreamKey];
  const layer = (k: number) => LAYERS[k % 3]!;

  /** LENGTH + 2 LAG numbers of a stream, scaled to mean 0 and variance 1. */
  const scaled = (draw: (n: number) => number) =>
    Float64Array.from({ length: LENGTH + 2 * LAG }, (_, n) => Math.sqrt(12) * (draw(n) - 0.5));
  const byAddress = (key: StreamKey) => scaled((n) => uniformAt(key, n));
  const byDrawing = (key: StreamKey) => scaled(openStream(key).uniform);

  /** Correlations at lags from -LAG to LAG, in the standard deviations that those of independent numbers have. */
  function correlations([a, b]: Pair, open: typeof byAddress): readonly number[] {
    const [first, second] = [open(a), open(b)];
    return Array.from({ length: 2 * LAG + 1 }, (_, shift) => {
      let sum = 0;
      for (let i = 0; i < LENGTH; i++) sum += first[i + LAG]! * second[i + shift]!;
      return sum / Math.sqrt(LENGTH);
    });
  }

  const families: Readonly<Record<string, (k: number) => Pair>> = {
    "consecutive steps": (k) => [streamKey(7, layer(k), k), streamKey(7, layer(k), k + 1)],
    "neighbouring seeds": (k) => [streamKey(k, layer(k), 3), streamKey(k + 1, layer(k), 3)],
    "dropout layers of one step": (k) => [streamKey(7, layer(k), k), streamKey(7, layer(k + 1), k)],
    "keys that differ by 1": (k) => [streamKey(7, "key", k), (streamKey(7, "key", k) + 1) >>> 0],
    "keys that differ in one bit": (k) => [streamKey(7, "key", k), (streamKey(7, "key", k) ^ (1 << (k % 32))) >>> 0],
    "keys mixed from neighbouring numbers": (k) => [mix32(k), mix32(k + 1)],
  };

  it.each(
    Object.keys(families).flatMap((of) => [[of, "address", byAddress] as const, [of, "drawing", byDrawing] as const]),
  )("of %s, by %s, correlate no more at lags from -8 to 8 than independent numbers do", (of, _, open) => {
    const found = Array.from({ length: PAIRS }, (_, k) => correlations(families[of]!(k), open)).flat();
    expect(Math.max(...found.map(Math.abs))).toBeLessThan(4.5);
    const variance = found.reduce((sum, z) => sum + z * z, 0) / found.length;
    expect(Math.abs(variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / found.length));
  });
});
