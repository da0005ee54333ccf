import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeDeviation, writeParameters } from "../../../../testing/executorParity.ts";
import { kernelVariants } from "../../../../testing/kernelVariants.ts";
import { openGraph } from "../../../graph.ts";
import { openFloat64 } from "../../float64/float64Executor.ts";

describe.each(kernelVariants)("element-by-element kernels on %s", (_, open) => {
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

  it("drop the same elements as the reference", async () => {
    const { ops, nodes } = openGraph();
    const mask = ops.dropoutMask(ops.key("key"), 0.3, [41, 53]);
    const program = { nodes, outputs: { mask: mask.id }, assignments: [], updates: [] };
    const expected = await openFloat64().compile(program).run({ key: 0xdeadbeef });
    expect(await open().compile(program).run({ key: 0xdeadbeef })).toEqual(expected);
  });
});
