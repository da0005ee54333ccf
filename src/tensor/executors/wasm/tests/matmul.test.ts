import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  largestDeviation,
  lossProgram,
  relativeDeviation,
  type Shapes,
  writeParameters,
} from "../../../../testing/executorParity.ts";
import { kernelVariants, TOLERANCE, upTo } from "../../../../testing/kernelVariants.ts";
import { valuesOf } from "../../../../testing/vocabularyCases.ts";
import { openGraph, type Tensor } from "../../../graph.ts";
import { gatherImages } from "../../../imageBatch.ts";
import { openFloat64 } from "../../float64/float64Executor.ts";

const twoSides = (a: readonly number[], b: readonly number[]): Shapes => ({ a, b });

describe.each(kernelVariants)("matrix products on %s", (_, open) => {
  it("multiply matrices of any size, either side transposed, with bias, relu and mask", async () => {
    const property = fc.asyncProperty(
      upTo(40),
      upTo(40),
      upTo(40),
      fc.boolean(),
      fc.boolean(),
      async (m, k, n, ta, tb) => {
        const sides = { ...twoSides(ta ? [k, m] : [m, k], tb ? [n, k] : [k, n]), bias: [1, n] };
        const program = lossProgram(
          sides,
          (ops, p) => ops.relu(ops.add(ops.matmul(p.a!, p.b!, ta, tb), p.bias!)),
          null,
        );
        expect(await largestDeviation(open(), sides, program)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, {
      numRuns: 60,
      examples: [
        [128, 17, 10, true, false],
        [3, 1, 30, false, true],
        [1, 1, 1, false, false],
      ],
    });
  });

  it("multiply batches of matrices of any size, either side transposed, with bias, relu and mask", async () => {
    const property = fc.asyncProperty(
      upTo(5),
      upTo(20),
      upTo(30),
      upTo(20),
      fc.boolean(),
      fc.boolean(),
      async (batch, m, k, n, ta, tb) => {
        const matrices = twoSides(ta ? [batch, k, m] : [batch, m, k], tb ? [batch, n, k] : [batch, k, n]);
        const sides = { ...matrices, bias: [1, 1, n] };
        const program = lossProgram(
          sides,
          (ops, p) => ops.relu(ops.add(ops.matmul(ops.relu(p.a!), p.b!, ta, tb), p.bias!)),
          null,
        );
        expect(await largestDeviation(open(), sides, program)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, { numRuns: 60, examples: [[3, 1, 1, 1, true, true]] });
  });

  it("skip the zeros of images, whether few or many, forwards and backwards", async () => {
    const property = fc.asyncProperty(
      upTo(30),
      upTo(50),
      upTo(70),
      fc.constantFrom(0, 0.1, 0.3, 0.5, 1),
      async (m, k, n, density) => {
        const { ops, nodes } = openGraph();
        const [x, w] = [ops.input("x", [m, k]), ops.parameter("w", [k, n])];
        const hidden = ops.relu(ops.add(ops.matmul(x, w), ops.parameter("bias", [1, n])));
        const slope = ops.multiply(ops.input("slope", [m, n]), ops.step(hidden));
        const outputs = { hidden: hidden.id, gradient: ops.matmul(x, slope, true, false).id };
        const program = { nodes, outputs, assignments: [], updates: [] };
        const noise = valuesOf("lit", m * k);
        const threshold = Float32Array.from(noise).sort()[Math.min(m * k - 1, Math.floor(density * m * k))]!;
        const inputs = {
          x: noise.map((value) => (value < threshold || density === 1 ? value : 0)),
          slope: valuesOf("slope", m * n),
        };
        const [expected, found] = await Promise.all(
          [openFloat64(), open()].map((one) => {
            one.write("w", valuesOf("w", k * n), [k, n]);
            one.write("bias", valuesOf("bias", n), [1, n]);
            return one.compile(program).run(inputs);
          }),
        );
        expect(relativeDeviation(expected!.hidden!, found!.hidden!)).toBeLessThan(TOLERANCE);
        expect(relativeDeviation(expected!.gradient!, found!.gradient!)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("skip the zeros behind a ReLU with the very sums of the dense product, either side transposed", async () => {
    const property = fc.asyncProperty(
      upTo(40),
      upTo(40),
      fc.integer({ min: 16, max: 70 }),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(0.02, 0.2, 0.4, 0.9),
      async (m, k, n, ta, tb, density) => {
        const shape = ta ? [k, m] : [m, k];
        const { ops, nodes } = openGraph();
        const [x, w] = [ops.input("x", shape), ops.parameter("w", tb ? [n, k] : [k, n])];
        const mask = ops.step(ops.parameter("mask", [m, n]));
        const product = (left: Tensor) => ops.multiply(ops.matmul(left, w, ta, tb), mask);
        // What comes out of an addition is never looked at for zeros.
        const outputs = { sparse: product(ops.relu(x)).id, dense: product(ops.add(x, ops.constant(0))).id };
        const executor = writeParameters(open(), { w: w.shape, mask: mask.shape });
        const compiled = executor.compile({ nodes, outputs, assignments: [], updates: [] });
        const kept = valuesOf("kept", m * k);
        const least = Float32Array.from(kept).sort()[Math.min(m * k - 1, Math.floor((1 - density) * m * k))]!;
        const values = valuesOf("lit", m * k).map((value, i) => (kept[i]! >= least ? Math.abs(value) : 0));
        const { sparse, dense } = await compiled.run({ x: values });
        expect(sparse!.some((value) => value !== 0)).toBe(dense!.some((value) => value !== 0));
        expect(sparse).toEqual(dense);
      },
    );
    await fc.assert(property, { numRuns: 80, examples: [[128, 33, 48, true, true, 0.2]] });
  });

  it("compute the same sparse rows from bytes as from floats, at any density and size of the images", async () => {
    const property = fc.asyncProperty(
      upTo(12),
      upTo(150),
      fc.integer({ min: 16, max: 40 }),
      fc.constantFrom(0, 0.1, 0.3, 0.9),
      async (m, k, n, density) => {
        const { ops, nodes } = openGraph();
        const [x, w] = [ops.input("x", [m, k]), ops.parameter("w", [k, n])];
        const outputs = { sums: ops.matmul(x, w).id, gradient: ops.matmul(x, ops.input("g", [m, n]), true, false).id };
        const one = open();
        one.write("w", valuesOf("w", k * n), [k, n]);
        const compiled = one.compile({ nodes, outputs, assignments: [], updates: [] });
        const bytes = Uint8Array.from(valuesOf("bytes", 5 * k), (value, i) => (i % 10 < 10 * density ? value * 97 : 0));
        const indices = Int32Array.from({ length: m }, (_, i) => (3 * i) % 5);
        const batch = { bytes, height: 1, width: k, channels: 1, indices, jitter: 0, key: 0 };
        const g = valuesOf("g", m * n);
        const [fromBytes, fromFloats] = [batch, gatherImages(batch)].map((images) => compiled.run({ x: images, g }));
        expect(await fromBytes).toEqual(await fromFloats);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("read images given as bytes in batches of products too", async () => {
    const { ops, nodes } = openGraph();
    const x = ops.reshape(ops.input("x", [6, 20]), [2, 3, 20]);
    const outputs = { products: ops.matmul(x, ops.parameter("w", [2, 20, 16])).id };
    const executor = writeParameters(open(), { w: [2, 20, 16] });
    const compiled = executor.compile({ nodes, outputs, assignments: [], updates: [] });
    const bytes = Uint8Array.from(valuesOf("bytes", 6 * 20), (value, i) => (i % 5 ? 0 : value * 97));
    const batch = {
      bytes,
      height: 4,
      width: 5,
      channels: 1,
      indices: Int32Array.of(5, 0, 1, 4, 2, 3),
      jitter: 0,
      key: 0,
    };
    const [fromBytes, fromFloats] = [batch, gatherImages(batch)].map((images) => compiled.run({ x: images }));
    expect(await fromBytes).toEqual(await fromFloats);
  });
});
