import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestDeviation, lossProgram } from "../../../../testing/executorParity.ts";
import { kernelVariants, TOLERANCE, upTo } from "../../../../testing/kernelVariants.ts";

describe.each(kernelVariants)("convolutions on %s", (_, open) => {
  it("convolve images of any size with 1x1, 3x3 and 5x5 filters, both gradients included", async () => {
    const property = fc.asyncProperty(
      upTo(3),
      upTo(9),
      upTo(9),
      upTo(6),
      upTo(11),
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
      upTo(3),
      upTo(9),
      upTo(9),
      upTo(6),
      upTo(11),
      upTo(9),
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
      upTo(3),
      upTo(9),
      upTo(9),
      upTo(19),
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
});
