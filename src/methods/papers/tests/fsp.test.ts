import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Architecture, LayerSpec } from "../../../domain/architecture.ts";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { dense } from "../../../domain/namedArchitectures.ts";
import { resnet8 } from "../../../domain/publishedArchitectures.ts";
import { openStream, streamKey } from "../../../math/random.ts";
import { evaluateLoss } from "../../../testing/evaluateLoss.ts";
import { evaluateOps, type GivenTensors } from "../../../testing/evaluateOps.ts";
import { wholeSectionsOf } from "../../parts/convolutionSections.ts";
import { stagesOf, stepsOf } from "../../registry/arms.ts";
import { fsp, fspLoss, fspMatrix } from "../fsp.ts";

const drawn = (seed: number, name: string, ...shape: number[]) => {
  const stream = openStream(streamKey(seed, name));
  return { shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()) };
};
type Maps = ReturnType<typeof drawn>;

const flow = async (first: Maps, second: Maps) =>
  (await evaluateOps({ first, second }, (ops, x) => ({ g: fspMatrix(ops, x.first!, x.second!) }))).g!;

/** Pixels, or channels, of maps [1, h, w, c] in another order. */
function reordered({ shape, values }: Maps, order: ArrayLike<number>, axis: "pixels" | "channels"): Maps {
  const c = shape[3]!;
  const from = (i: number) => {
    const [pixel, channel] = [Math.floor(i / c), i % c];
    return axis === "pixels" ? order[pixel]! * c + channel : pixel * c + order[channel]!;
  };
  return { shape, values: values.map((_, i) => values[from(i)]!) };
}

const sizes = fc.record({
  seed: fc.integer(),
  side: fc.integer({ min: 1, max: 4 }),
  m: fc.integer({ min: 1, max: 4 }),
  n: fc.integer({ min: 1, max: 4 }),
});

it("a residual network has a section for each number of filters, which ends with the sum of its last block", () => {
  const sections = wholeSectionsOf(resnet8, resnet8, 3).map(({ teacher: { start, end } }) => [start.index, end.index]);
  expect(sections).toEqual([
    [0, 3],
    [4, 6],
    [7, 9],
  ]);
});

describe("the FSP matrix", () => {
  it("is the mean over pixels of the products of channels (Yim et al. 2017, eq. 1)", async () => {
    const [first, second] = [drawn(1, "first", 2, 2, 2, 3), drawn(1, "second", 2, 2, 2, 2)];
    const g = await flow(first, second);
    for (let b = 0; b < 2; b++)
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 2; j++) {
          let sum = 0;
          for (let pixel = 0; pixel < 4; pixel++)
            sum += first.values[(b * 4 + pixel) * 3 + i]! * second.values[(b * 4 + pixel) * 2 + j]!;
          expect(g[(b * 3 + i) * 2 + j]).toBeCloseTo(sum / 4, 5);
        }
  });

  it("does not change when both maps' pixels are permuted alike", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ seed, side, m, n }) => {
        const [first, second] = [drawn(seed, "first", 1, side, side, m), drawn(seed, "second", 1, side, side, n)];
        const order = openStream(streamKey(seed, "order")).permutation(side * side);
        const g = await flow(first, second);
        const same = await flow(reordered(first, order, "pixels"), reordered(second, order, "pixels"));
        for (const [i, value] of g.entries()) expect(same[i]).toBeCloseTo(value, 5);
      }),
      { numRuns: 30 },
    );
  });

  it("becomes P'GQ when channels are permuted by P and Q", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ seed, side, m, n }) => {
        const [first, second] = [drawn(seed, "first", 1, side, side, m), drawn(seed, "second", 1, side, side, n)];
        const stream = openStream(streamKey(seed, "orders"));
        const [p, q] = [stream.permutation(m), stream.permutation(n)];
        const g = await flow(first, second);
        const shuffled = await flow(reordered(first, p, "channels"), reordered(second, q, "channels"));
        for (let i = 0; i < m; i++)
          for (let j = 0; j < n; j++) expect(shuffled[i * n + j]).toBeCloseTo(g[p[i]! * n + q[j]!]!, 5);
      }),
      { numRuns: 30 },
    );
  });

  it("takes the largest of each block where the sides differ, and divides by the number of pixels left", async () => {
    const first = { shape: [1, 2, 2, 1], values: Float32Array.of(1, 5, -2, 3) };
    const second = { shape: [1, 1, 1, 2], values: Float32Array.of(2, -1) };
    expect(await flow(first, second)).toEqual(Float32Array.of(10, -5));
    expect(await flow(second, first)).toEqual(Float32Array.of(10, -5));
  });
});

describe("the FSP loss", () => {
  const given: GivenTensors = { target: drawn(2, "target", 3, 2, 4), own: drawn(2, "own", 3, 2, 4) };

  it("is the squared Frobenius distance, mean over the batch, and has a gradient for the student alone", async () => {
    const found = await evaluateOps(given, (ops, x) => ({ loss: fspLoss(ops, x.target!, x.own!) }), "loss");
    const [t, o] = [given.target!.values, given.own!.values];
    expect(found.loss![0]).toBeCloseTo(t.reduce((sum, value, i) => sum + (value - o[i]!) ** 2, 0) / 3, 4);
    for (const [i, gradient] of found["d own"]!.entries()) expect(gradient).toBeCloseTo((2 / 3) * (o[i]! - t[i]!), 5);
    expect(found["d target"]).toBeUndefined();
  });

  it("does not change when both matrices are shuffled alike", async () => {
    const [p, q] = [
      [1, 0],
      [2, 0, 3, 1],
    ] as const;
    const shuffled = ({ shape, values }: GivenTensors[string]) => ({
      shape,
      values: values.map((_, i) => values[Math.floor(i / 8) * 8 + p[Math.floor(i / 4) % 2]! * 4 + q[i % 4]!]!),
    });
    const loss = async (x: GivenTensors) =>
      (await evaluateOps(x, (ops, { target, own }) => ({ loss: fspLoss(ops, target!, own!) }))).loss![0]!;
    const after = await loss({ target: shuffled(given.target!), own: shuffled(given.own!) });
    expect(after).toBeCloseTo(await loss(given), 4);
  });
});

describe("the FSP method", () => {
  const experiment = fsp.preset(defaultExperiment);
  const conv = (filters: number): LayerSpec => ({ kind: "conv", filters, kernel: 3, activation: "relu" });
  const pool = (size: 2 | 7): LayerSpec => ({ kind: "pool", size });
  const withStudent = (...layers: LayerSpec[]) => {
    const architecture: Architecture = { ...dense(), layers };
    return { ...experiment, student: { ...experiment.student, architecture } };
  };

  it("learns the flow without labels up to the last section's end, then the task alone", () => {
    const [first, second] = stagesOf("taught", experiment);
    expect(first!.networks.map(({ trains }) => trains)).toEqual(["none", { upToLayer: expect.any(Number) }]);
    expect(second!.networks.map(({ name }) => name)).toEqual(["student"]);
  });

  it("gives every arm as many steps", () => {
    const steps = stepsOf(stagesOf("taught", experiment));
    for (const arm of ["plain", ...Object.keys(fsp.arms ?? {})]) expect(stepsOf(stagesOf(arm, experiment))).toBe(steps);
  });

  const both = (...layers: LayerSpec[]) => {
    const architecture: Architecture = { ...dense(), layers };
    const { teacher, student, method } = experiment;
    return {
      ...experiment,
      teacher: { ...teacher, architecture },
      student: { ...student, architecture },
      method: { ...method, params: { ...method.params, matrices: "between sections" } },
    };
  };

  it("takes each section's first and last convolution, or the ends of neighbouring sections", async () => {
    const shapes = (given: typeof experiment) =>
      stagesOf("taught", given)[0]!.pictures!.map(({ title, panels }) => [title, panels.length > 0]);
    expect(shapes(experiment).map(([title]) => title)).toEqual([1, 2, 3].map((i) => `Flow through section ${i}`));
    const between = both(pool(2), conv(8), pool(2), conv(16), conv(32));
    expect(shapes(between).map(([title]) => title)).toEqual(["Flow from section 1 to 2", "Flow from section 2 to 3"]);
  });

  it("has the loss of eq. 2 over the section's two convolutions: 0 for equal maps, and a gradient at both of them", async () => {
    const [stage] = stagesOf("taught", experiment);
    const setting = { batch: 2 };
    const [term] = Object.values(await evaluateLoss(stage!, setting));
    const indices = [1, 2, 4, 5, 6, 7];
    expect(Object.keys(term!.gradients).sort()).toEqual(indices.map((i) => `student/${i}`));
    const maps = indices.map((i) => {
      const side = i < 4 ? 14 : 7;
      return [i, drawn(i, "map", 2, side, side, { 1: 8, 2: 8, 4: 16, 5: 16 }[i] ?? 32).values] as const;
    });
    const outputs = Object.fromEntries(
      maps.flatMap(([i, values]) => [`teacher/${i}`, `student/${i}`].map((name) => [name, values] as const)),
    );
    const [same] = Object.values(await evaluateLoss(stage!, { ...setting, outputs }));
    expect(same!.value).toBe(0);
  });

  it("refuses networks without sections, with different numbers of them or of channels, and sides that do not divide", () => {
    const planned =
      (...layers: LayerSpec[]) =>
      () =>
        stagesOf("taught", withStudent(...layers));
    expect(planned(...dense(30).layers)).toThrow(/the student 0; give each at least 1/);
    expect(planned(pool(2), conv(8), conv(8), pool(2), conv(16))).toThrow(/sections .* give both as many/);
    expect(planned(pool(2), conv(8), conv(8), pool(2), conv(16), conv(16), conv(32))).toThrow(
      /section 3 of the student has one convolution, .* give it another one of as many filters/,
    );
    expect(planned(pool(2), conv(8), conv(8), pool(2), conv(16), conv(16), conv(24), conv(24))).toThrow(
      /section 3 has 32 .* and 24 .*filters/,
    );
    expect(() => stagesOf("taught", both(pool(2), conv(8), conv(8)))).toThrow(/give each at least 2/);
    const valid: LayerSpec = { kind: "conv", filters: 16, kernel: 3, padding: "valid", activation: "relu" };
    expect(() => stagesOf("taught", both(pool(2), conv(8), valid, conv(32)))).toThrow(
      /14x14 cannot be pooled to 12x12/,
    );
  });

  it("copies weights between equal networks only", () => {
    const smaller = withStudent(pool(2), conv(8), pool(2), conv(16), conv(32), ...dense(8).layers);
    expect(() => stagesOf("weight-copy", smaller)).toThrow(/give the student the teacher's layers/);
  });
});
