import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../../../scripts/build/kernelFiles.ts";
import "../../../../scripts/build/relaxedSimd.ts";
import {
  largestDeviation,
  lossProgram,
  relativeDeviation,
  type Shapes,
  writeParameters,
} from "../../../testing/executorParity.ts";
import { cases, shapes, valuesOf } from "../../../testing/vocabularyCases.ts";
import { openGraph } from "../../graph.ts";
import { gatherImages } from "../../imageBatch.ts";
import { openFloat64 } from "../float64/float64Executor.ts";
import { loadKernels } from "./kernelModule.ts";
import { openWasm } from "./wasmExecutor.ts";

const modules = {
  "plain SIMD": await loadKernels({ simd: kernelFiles.simd, relaxed: kernelFiles.simd }),
  "the best variant of this machine": await loadKernels(kernelFiles),
};

/** for float32 sums of some hundred terms, which may nearly cancel */
const TOLERANCE = 1e-4;
fc.configureGlobal({ seed: 20261124 });
const some = (most: number) => fc.integer({ min: 1, max: most });
const pair = (a: readonly number[], b: readonly number[]): Shapes => ({ a, b });

describe.each(Object.entries(modules))("kernels on %s", (_, module) => {
  const open = () => openWasm(module);

  it.each(Object.keys(cases))("compute %s, its gradient and updates as the reference does", async (name) => {
    for (const optimizer of ["adam", "momentum"] as const) {
      const program = lossProgram(shapes, cases[name]!, { optimizer, maxNorm: 1.5 });
      expect(await largestDeviation(open(), shapes, program, 3)).toBeLessThan(TOLERANCE);
    }
  });

  it("multiply matrices of any size, either side transposed, with bias, relu and mask", async () => {
    const property = fc.asyncProperty(
      some(40),
      some(40),
      some(40),
      fc.boolean(),
      fc.boolean(),
      async (m, k, n, ta, tb) => {
        const sides = { ...pair(ta ? [k, m] : [m, k], tb ? [n, k] : [k, n]), bias: [1, n] };
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
      some(5),
      some(20),
      some(30),
      some(20),
      fc.boolean(),
      fc.boolean(),
      async (batch, m, k, n, ta, tb) => {
        const matrices = pair(ta ? [batch, k, m] : [batch, m, k], tb ? [batch, n, k] : [batch, k, n]);
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
      some(30),
      some(50),
      some(70),
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

  it("compute the same sparse rows from bytes as from floats, at any density and size of the images", async () => {
    const property = fc.asyncProperty(
      some(12),
      some(150),
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
        const batch = { bytes, height: 1, width: k, indices, jitter: 0, key: 0 };
        const g = valuesOf("g", m * n);
        const [fromBytes, fromFloats] = [batch, gatherImages(batch)].map((images) => compiled.run({ x: images, g }));
        expect(await fromBytes).toEqual(await fromFloats);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("broadcast along any axes, and sum the gradient back", async () => {
    const axes = fc.array(fc.tuple(some(5), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(axes, async (list) => {
      const sides = pair(
        list.map(([n, here]) => (here ? n : 1)),
        list.map(([n, , there]) => (there ? n : 1)),
      );
      for (const operation of ["add", "subtract", "multiply"] as const) {
        const program = lossProgram(sides, (ops, p) => ops[operation](p.a!, p.b!), null);
        expect(await largestDeviation(open(), sides, program)).toBeLessThan(TOLERANCE);
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("slice any axis anywhere and pad the slice with zeros, both gradients included", async () => {
    const property = fc.asyncProperty(
      fc.array(some(9), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      fc.nat(5),
      async (shape, whichAxis, whichFrom, whichSize, after) => {
        const axis = whichAxis % shape.length;
        const from = whichFrom % shape[axis]!;
        const size = 1 + (whichSize % (shape[axis]! - from));
        const program = lossProgram(
          { x: shape },
          (ops, p) => ops.pad(ops.relu(ops.slice(p.x!, axis, from, size)), axis, from, from + size + after),
          null,
        );
        expect(await largestDeviation(open(), { x: shape }, program)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it("concatenate the slices of a tensor to exactly that tensor, along any axis", async () => {
    const property = fc.asyncProperty(
      fc.array(some(7), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      async (shape, whichAxis, whichCut) => {
        const axis = whichAxis % shape.length;
        const length = 2 * shape[axis]!;
        const whole = shape.map((n, i) => (i === axis ? length : n));
        const cut = 1 + (whichCut % (length - 1));
        const { ops, nodes } = openGraph();
        const x = ops.parameter("x", whole);
        const parts = [ops.slice(x, axis, 0, cut), ops.slice(x, axis, cut, length - cut)];
        const executor = writeParameters(open(), { x: whole });
        const joined = ops.concatenate(parts, axis);
        const run = executor.compile({ nodes, outputs: { joined: joined.id }, assignments: [], updates: [] });
        expect((await run.run({})).joined).toEqual(await executor.read("x"));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it("read a slice of what they overwrite before it is overwritten", async () => {
    for (const [axis, shape] of [[0, [5, 3]] as const, [1, [4, 7]] as const]) {
      const { ops, nodes } = openGraph();
      const x = ops.exp(ops.parameter("x", shape));
      const outputs = { product: ops.multiply(x, ops.slice(x, axis, 1, 1)).id };
      const program = { nodes, outputs, assignments: [], updates: [] };
      const [expected, found] = await Promise.all(
        [openFloat64(), open()].map((one) => writeParameters(one, { x: shape }).compile(program).run({})),
      );
      expect(relativeDeviation(expected!.product!, found!.product!)).toBeLessThan(1e-6);
    }
  });

  it("round halves, quarters and large numbers as the reference does, ties to the even number", async () => {
    const quarters = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 4);
    const any = fc.float({ noNaN: true, noDefaultInfinity: true });
    const property = fc.asyncProperty(
      fc.array(fc.oneof(quarters, any), { minLength: 1, maxLength: 13 }),
      async (values) => {
        const { ops, nodes } = openGraph();
        const rounded = ops.round(ops.input("x", [values.length]));
        const program = { nodes, outputs: { rounded: rounded.id }, assignments: [], updates: [] };
        const inputs = { x: Float32Array.from(values) };
        const [expected, found] = await Promise.all(
          [openFloat64(), open()].map((one) => one.compile(program).run(inputs)),
        );
        expect(relativeDeviation(expected!.rounded!, found!.rounded!)).toBe(0);
        for (const [i, value] of values.entries()) {
          if (Math.abs(value) % 1 === 0.5) expect(Math.abs(found!.rounded![i]! % 2)).toBe(0);
        }
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it("find the largest of rows of any length, exactly", async () => {
    const property = fc.asyncProperty(some(5), some(70), async (rows, length) => {
      const { ops, nodes } = openGraph();
      const outputs = { largest: ops.max(ops.parameter("x", [rows, length])).id };
      const compiled = writeParameters(open(), { x: [rows, length] }).compile({
        nodes,
        outputs,
        assignments: [],
        updates: [],
      });
      const values = valuesOf("x", rows * length);
      const expected = Array.from({ length: rows }, (_, r) =>
        Math.max(...values.subarray(r * length, (r + 1) * length)),
      );
      expect([...(await compiled.run({})).largest!]).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it("convolve images of any size with 1x1, 3x3 and 5x5 filters, both gradients included", async () => {
    const property = fc.asyncProperty(
      some(3),
      some(9),
      some(9),
      some(6),
      some(11),
      fc.constantFrom(1, 3, 5),
      async (b, h, w, c, f, k) => {
        const sides = { image: [b, h, w, c], filter: [k, k, c, f] };
        const program = lossProgram(sides, (ops, p) => ops.relu(ops.convolve(p.image!, p.filter!)), null);
        expect(await largestDeviation(open(), sides, program)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it("convolve images of any size without padding, by any filter that fits, both gradients included", async () => {
    const property = fc.asyncProperty(
      some(3),
      some(9),
      some(9),
      some(6),
      some(11),
      some(9),
      async (b, h, w, c, f, most) => {
        const k = Math.min(h, w, most);
        const sides = { image: [b, h, w, c], filter: [k, k, c, f], bias: [1, 1, 1, f] };
        const program = lossProgram(
          sides,
          (ops, p) => ops.relu(ops.add(ops.convolve(ops.relu(p.image!), p.filter!, "valid"), p.bias!)),
          null,
        );
        expect(await largestDeviation(open(), sides, program)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it("convolve each channel of images of any size by its own filter, both gradients included", async () => {
    const property = fc.asyncProperty(
      some(3),
      some(9),
      some(9),
      some(19),
      fc.constantFrom(1, 3, 5, 7),
      async (b, h, w, c, k) => {
        const sides = { image: [b, h, w, c], filter: [k, k, c], bias: [1, 1, 1, c] };
        const program = lossProgram(
          sides,
          (ops, p) => ops.relu(ops.add(ops.depthwise(ops.relu(p.image!), p.filter!), p.bias!)),
          null,
        );
        expect(await largestDeviation(open(), sides, program)).toBeLessThan(TOLERANCE);
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it("compute softmax and log softmax of logits of ±80 at temperatures from 0.05 to 100", async () => {
    const property = fc.asyncProperty(
      some(7),
      fc.integer({ min: 2, max: 33 }),
      fc.double({ min: 0.05, max: 100, noNaN: true }),
      async (rows, classes, t) => {
        const graph = openGraph();
        const logits = graph.ops.input("logits", [rows, classes]);
        const scaled = graph.ops.divide(logits, graph.ops.input("t", []));
        const outputs = { soft: graph.ops.softmax(scaled).id, log: graph.ops.logSoftmax(scaled).id };
        const program = { nodes: graph.nodes, outputs, assignments: [], updates: [] };
        const inputs = { logits: valuesOf("z", rows * classes).map((z) => Math.max(-80, Math.min(80, 40 * z))), t };
        const [expected, found] = [
          await openFloat64().compile(program).run(inputs),
          await open().compile(program).run(inputs),
        ];
        expect(relativeDeviation(expected.soft!, found.soft!)).toBeLessThan(2e-6 * Math.max(1, 10 / t));
        expect(relativeDeviation(expected.log!, found.log!)).toBeLessThan(1e-6);
        for (let r = 0; r < rows; r++)
          expect(found.soft!.subarray(r * classes, (r + 1) * classes).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      },
    );
    await fc.assert(property, { numRuns: 60 });
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
      const batch = { bytes, height: 3, width: 4, indices: Int32Array.of(8, 0, 3, 3, 5), jitter, key };
      expect((await compiled.run({ images: batch })).images).toEqual(gatherImages(batch));
    }
  });

  it("drop the same elements as the reference", async () => {
    const { ops, nodes } = openGraph();
    const mask = ops.dropoutMask(ops.key("key"), 0.3, [41, 53]);
    const program = { nodes, outputs: { mask: mask.id }, assignments: [], updates: [] };
    const expected = await openFloat64().compile(program).run({ key: 0xdeadbeef });
    expect(await open().compile(program).run({ key: 0xdeadbeef })).toEqual(expected);
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
