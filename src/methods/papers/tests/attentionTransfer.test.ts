import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LayerSpec } from "../../../domain/architecture.ts";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { dense } from "../../../domain/namedArchitectures.ts";
import { openStream, streamKey } from "../../../math/random.ts";
import { evaluateOps } from "../../../testing/evaluateOps.ts";
import { stagesOf } from "../../registry/arms.ts";
import { attentionDistance, attentionMap, attentionTransfer } from "../attentionTransfer.ts";

const drawn = (seed: number, ...shape: number[]) => {
  const stream = openStream(streamKey(seed, "maps"));
  return { shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()) };
};
const mapOf = async (maps: ReturnType<typeof drawn>) =>
  (await evaluateOps({ maps }, (ops, x) => ({ q: attentionMap(ops, x.maps!) }))).q!;

describe("an attention map", () => {
  it("has norm 1 and is the same for any scale, sign and order of channels", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 5 }), async (seed, channels) => {
        const maps = drawn(seed, 1, 3, 3, channels);
        const q = await mapOf(maps);
        expect(Math.hypot(...q)).toBeCloseTo(1, 5);
        const order = openStream(streamKey(seed, "order")).permutation(channels);
        const changed = maps.values.map((_, i) => -3 * maps.values[i - (i % channels) + order[i % channels]!]!);
        for (const [i, value] of (await mapOf({ ...maps, values: changed })).entries())
          expect(value).toBeCloseTo(q[i]!, 5);
      }),
      { numRuns: 20 },
    );
  });

  it("of maps of zeros is zero", async () => {
    expect(await mapOf({ shape: [1, 2, 2, 3], values: new Float32Array(12) })).toEqual(new Float32Array(4));
  });
});

describe("the attention loss", () => {
  const given = { teacher: drawn(1, 2, 3, 3, 4), student: drawn(2, 2, 3, 3, 2) };
  const loss = (squared: boolean, x: typeof given) =>
    evaluateOps(
      x,
      (ops, { teacher, student }) => {
        return { loss: attentionDistance(ops, attentionMap(ops, teacher!), attentionMap(ops, student!), squared) };
      },
      "loss",
    );

  it("is the mean distance of the two directions, or of its square", async () => {
    const [a, b] = [await mapOf(given.teacher), await mapOf(given.student)];
    const distances = [0, 9].map((from) =>
      Math.hypot(...Array.from({ length: 9 }, (_, i) => a[from + i]! - b[from + i]!)),
    );
    expect((await loss(false, given)).loss![0]).toBeCloseTo((distances[0]! + distances[1]!) / 2, 5);
    expect((await loss(true, given)).loss![0]).toBeCloseTo((distances[0]! ** 2 + distances[1]! ** 2) / 2, 5);
  });

  it("has no gradient for the teacher, and a finite one for a student with equal maps", async () => {
    const result = await loss(false, given);
    expect(result["d teacher"]).toBeUndefined();
    expect(result["d student"]!.some((value) => value !== 0)).toBe(true);
    const equal = await loss(false, { teacher: given.teacher, student: given.teacher });
    expect(equal.loss![0]).toBeLessThan(2e-6);
    expect(Math.hypot(...equal["d student"]!)).toBeLessThan(1e-6);
  });
});

describe("attention transfer", () => {
  it("compares networks of different widths, and refuses sections that cannot be compared", () => {
    const experiment = attentionTransfer.preset(defaultExperiment);
    expect(stagesOf("taught", experiment)[0]!.pictures!.length).toBe(2);
    const conv = (filters: number, kernel = 3): LayerSpec => ({
      kind: "conv",
      filters,
      kernel,
      padding: "valid",
      activation: "relu",
    });
    const planned =
      (...layers: LayerSpec[]) =>
      () =>
        stagesOf("taught", { ...experiment, student: { ...experiment.student, architecture: { ...dense(), layers } } });
    expect(planned(...dense(30).layers)).toThrow(/give each at least 1/);
    expect(planned(conv(4))).toThrow(/give both as many/);
    expect(planned(conv(4), conv(5))).toThrow(/section 1 has 14x14 maps in the teacher and 26x26/);
  });
});
