import { describe, expect, it } from "vitest";
import { openGraph } from "./graph.ts";

describe("the vocabulary", () => {
  const { ops } = openGraph();
  const x = ops.parameter("x", [2, 5]);

  it("names the shapes where an index is out of range or a length too small", () => {
    expect(() => ops.slice(x, 1, 3, 3)).toThrow("slice of 3 from place 3 along axis 1: unfit shapes [2,5]");
    expect(() => ops.slice(x, 2, 0, 1)).toThrow(RangeError);
    expect(() => ops.slice(x, 0, -1, 1)).toThrow(RangeError);
    expect(() => ops.slice(x, 0, 0.5, 1)).toThrow(RangeError);
    expect(() => ops.pad(x, 1, 2, 6)).toThrow("pad from place 2 of 6 along axis 1: unfit shapes [2,5]");
    expect(() => ops.concatenate([x, ops.parameter("y", [3, 4])], 1)).toThrow(
      "concatenate along axis 1: unfit shapes [2,5] and [3,4]",
    );
    expect(() => ops.concatenate([x, x], 2)).toThrow(RangeError);
    expect(() => ops.concatenate([], 0)).toThrow(RangeError);
  });

  it("names the shapes of sides that cannot be multiplied", () => {
    const [pairs, others] = [ops.parameter("pairs", [3, 2, 5]), ops.parameter("others", [4, 5, 2])];
    expect(() => ops.matmul(pairs, others)).toThrow("matmul: unfit shapes [3,2,5] and [4,5,2]");
    expect(() => ops.matmul(pairs, x, false, true)).toThrow(RangeError);
    expect(() => ops.matmul(x, x)).toThrow(RangeError);
    expect(() => ops.matmul(ops.parameter("flat", [5]), ops.parameter("flat", [5]))).toThrow(RangeError);
    expect(ops.matmul(pairs, pairs, true).shape).toEqual([3, 5, 5]);
  });

  it("names the shapes of images and filters that do not fit", () => {
    const image = ops.parameter("image", [2, 4, 3, 1]);
    const filter = (size: number, channels = 1) => ops.parameter(`filter ${size}`, [size, size, channels, 2]);
    expect(() => ops.convolve(image, filter(2))).toThrow("convolve: unfit shapes [2,4,3,1] and [2,2,1,2]");
    expect(() => ops.convolve(image, filter(4), "valid")).toThrow("convolve, valid: unfit shapes");
    expect(() => ops.convolve(image, filter(3, 2), "valid")).toThrow(RangeError);
    expect(ops.convolve(image, filter(2), "valid").shape).toEqual([2, 3, 2, 2]);
    expect(ops.convolve(image, filter(3), "valid").shape).toEqual([2, 2, 1, 2]);
    expect(ops.convolve(image, filter(3), "same")).toBe(ops.convolve(image, filter(3)));
    expect(ops.convolve(image, filter(3), "valid")).not.toBe(ops.convolve(image, filter(3)));
    expect(() => ops.depthwise(image, ops.parameter("own", [3, 3, 2]))).toThrow(
      "depthwise: unfit shapes [2,4,3,1] and [3,3,2]",
    );
    expect(() => ops.depthwise(image, ops.parameter("even", [2, 2, 1]))).toThrow(RangeError);
    expect(() => ops.max(ops.constant(1))).toThrow("max: unfit shapes []");
  });

  it("records nothing for a whole axis, and each other slice once", () => {
    expect(ops.slice(x, 1, 0, 5)).toBe(x);
    expect(ops.pad(x, 0, 0, 2)).toBe(x);
    expect(ops.concatenate([x], 1)).toBe(x);
    expect(ops.slice(x, 1, 2, 2)).toBe(ops.slice(x, 1, 2, 2));
  });
});
