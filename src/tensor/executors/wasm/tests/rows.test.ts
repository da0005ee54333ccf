import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeDeviation, writeParameters } from "../../../../testing/executorParity.ts";
import { kernelVariants, upTo } from "../../../../testing/kernelVariants.ts";
import { valuesOf } from "../../../../testing/vocabularyCases.ts";
import { openGraph } from "../../../graph.ts";
import { openFloat64 } from "../../float64/float64Executor.ts";

describe.each(kernelVariants)("kernels over rows on %s", (_, open) => {
  it("find the largest of rows of any length, exactly", async () => {
    const property = fc.asyncProperty(upTo(5), upTo(70), async (rows, length) => {
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

  it("compute softmax and log softmax of logits of ±80 at temperatures from 0.05 to 100", async () => {
    const property = fc.asyncProperty(
      upTo(7),
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
});
