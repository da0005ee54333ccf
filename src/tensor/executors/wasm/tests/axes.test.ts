import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestDeviation, lossProgram, type Shapes, writeParameters } from "../../../../testing/executorParity.ts";
import { kernelVariants, TOLERANCE, upTo } from "../../../../testing/kernelVariants.ts";
import { openGraph } from "../../../graph.ts";

const twoSides = (a: readonly number[], b: readonly number[]): Shapes => ({ a, b });

describe.each(kernelVariants)("kernels that broadcast, slice and pad on %s", (_, open) => {
  it("broadcast along any axes, and sum the gradient back", async () => {
    const axes = fc.array(fc.tuple(upTo(5), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(axes, async (list) => {
      const sides = twoSides(
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
      fc.array(upTo(9), { minLength: 1, maxLength: 4 }),
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
      fc.array(upTo(7), { minLength: 1, maxLength: 4 }),
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
});
