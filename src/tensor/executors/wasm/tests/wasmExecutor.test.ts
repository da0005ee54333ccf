import { describe, expect, it } from "vitest";
import { largestDeviation, lossProgram, writeParameters } from "../../../../testing/executorParity.ts";
import { kernelVariants, TOLERANCE } from "../../../../testing/kernelVariants.ts";
import { cases, shapes, valuesOf } from "../../../../testing/vocabularyCases.ts";
import { openGraph } from "../../../graph.ts";
import { gatherImages } from "../../../imageBatch.ts";

describe.each(kernelVariants)("the executor on %s", (_, open) => {
  it.each(Object.keys(cases))("compute %s, its gradient and updates as the reference does", async (name) => {
    for (const optimizer of ["adam", "momentum", "sgd"] as const) {
      const program = lossProgram(shapes, cases[name]!, { optimizer, maxNorm: 1.5 });
      expect(await largestDeviation(open(), shapes, program, 3)).toBeLessThan(TOLERANCE);
    }
  });

  it("gather and shift images as plain TypeScript does, bit for bit", async () => {
    const bytes = Uint8Array.from(valuesOf("pixels", 9 * 12), (x) => Math.abs(x) * 90);
    const { ops, nodes } = openGraph();
    const images = ops.relu(ops.input("images", [5, 12]));
    const compiled = open().compile({ nodes, outputs: { images: images.id }, assignments: [], updates: [] });
    for (const [jitter, key] of [
      [0, 1],
      [1, 7],
      [2, 0xfedcba98],
    ] as const) {
      for (const [height, width, channels] of [
        [3, 4, 1],
        [2, 2, 3],
      ] as const) {
        const batch = { bytes, height, width, channels, indices: Int32Array.of(8, 0, 3, 3, 5), jitter, key };
        expect((await compiled.run({ images: batch })).images).toEqual(gatherImages(batch));
      }
    }
  });

  const sides = { a: [6, 5], b: [5, 3], bias: [1, 3] };
  const regression = lossProgram(
    sides,
    (ops, p) => {
      const gap = ops.subtract(ops.relu(ops.add(ops.matmul(p.a!, p.b!), p.bias!)), ops.constant(0.5));
      return ops.multiply(gap, gap);
    },
    { optimizer: "adam", maxNorm: 2 },
  );

  it("repeat every bit of 200 steps, and agree with the reference for the first 20", async () => {
    expect(await largestDeviation(open(), sides, regression, 20)).toBeLessThan(TOLERANCE);
    const ends = await Promise.all(
      [open(), open()].map(async (one) => {
        await largestDeviation(one, sides, regression, 200);
        return one.read("b");
      }),
    );
    expect(ends[0]).toEqual(ends[1]);
  });

  it("use as much memory after 5,000 steps as after the first", async () => {
    const executor = writeParameters(open(), sides);
    const compiled = executor.compile(regression);
    const inputs = { weights: valuesOf("weights", 18) };
    await compiled.run(inputs, { step: 1, learningRate: 0.001 });
    const held = executor.held();
    for (let step = 2; step <= 5000; step++) await compiled.run(inputs, { step, learningRate: 0.001 });
    expect(executor.held()).toBe(held);
  });

  it("name the parameter or input that is missing or does not fit", async () => {
    const compiled = open().compile(regression);
    await expect(compiled.run({ weights: valuesOf("weights", 18) }, { step: 1, learningRate: 1 })).rejects.toThrow(
      'no parameter "a" has been written',
    );
    const written = writeParameters(open(), sides).compile(regression);
    await expect(written.run({}, { step: 1, learningRate: 1 })).rejects.toThrow(
      'no value was given for the input "weights"',
    );
    await expect(written.run({ weights: new Float32Array(2) }, { step: 1, learningRate: 1 })).rejects.toThrow(
      "takes 18 values",
    );
    await expect(written.run({ weights: valuesOf("weights", 18) })).rejects.toThrow("step and learning rate");
    expect(() => open().write("a", new Float32Array(3), [2, 2])).toThrow("do not fill the shape");
  });
});
