import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { valuesOf } from "../testing/vocabularyCases.ts";
import { openFloat64 } from "./executors/float64/float64Executor.ts";
import { gradients } from "./gradient.ts";
import { type Ops, openGraph, type Tensor, volume } from "./graph.ts";
import { averagePool, convolveInSteps, leakyRelu, maxPoolInSteps } from "./windowOps.ts";

beforeAll(() => tf.setBackend("cpu"));

type Shapes = readonly (readonly number[])[];

/** The result of some operations on parameters a, b, ... and the gradients of its sum weighted by `weights`. */
async function computed(shapes: Shapes, build: (ops: Ops, parts: readonly Tensor[]) => Tensor) {
  const graph = openGraph();
  const parts = shapes.map((shape, i) => graph.ops.parameter(`${i}`, shape));
  const result = build(graph.ops, parts);
  const loss = graph.ops.total(graph.ops.multiply(result, graph.ops.input("weights", result.shape)));
  const found = gradients(graph, loss, parts);
  const executor = openFloat64();
  for (const [i, shape] of shapes.entries()) executor.write(`${i}`, valuesOf(`${i}`, volume(shape)), shape);
  const outputs = Object.fromEntries([["result", result.id], ...found.map((one, i) => [`${i}`, one!.id] as const)]);
  const program = { nodes: graph.nodes, outputs, assignments: [], updates: [] };
  const values = await executor.compile(program).run({ weights: valuesOf("weights", volume(result.shape)) });
  return { shape: result.shape, values };
}

/** The same by tfjs's own operations and gradients. */
function byTfjs(shapes: Shapes, build: (...parts: tf.Tensor[]) => tf.Tensor) {
  const parts = shapes.map((shape, i) => tf.tensor(valuesOf(`${i}`, volume(shape)), [...shape]));
  const result = build(...parts);
  const weights = tf.tensor(valuesOf("weights", result.size), result.shape);
  const found = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(build(...x), weights)))(parts);
  return { shape: result.shape, values: { result: result.dataSync(), ...found.map((one) => one.dataSync()) } };
}

async function expectEqual(
  shapes: Shapes,
  build: (ops: Ops, parts: readonly Tensor[]) => Tensor,
  reference: (...parts: tf.Tensor[]) => tf.Tensor,
) {
  const [found, expected] = [await computed(shapes, build), byTfjs(shapes, reference)];
  expect(found.shape).toEqual(expected.shape);
  for (const [name, values] of Object.entries(expected.values))
    for (const [i, value] of (values as Float32Array).entries())
      expect(found.values[name]![i], `${name} ${i}`).toBeCloseTo(value, 4);
}

describe("a convolution in steps, and its gradients, are those of TensorFlow", () => {
  for (const padding of ["same", "valid"] as const)
    for (const stride of [1, 2, 3])
      for (const kernel of [1, 2, 3, 4, 5])
        it(`with ${padding} padding, stride ${stride} and ${kernel}x${kernel} filters`, async () => {
          const shapes = [
            [2, 7, 6, 2],
            [kernel, kernel, 2, 3],
          ];
          await expectEqual(
            shapes,
            (ops, [x, filter]) => convolveInSteps(ops, x!, filter!, stride, padding),
            (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, padding),
          );
        });

  it("and refuse a filter that is larger than the image", () => {
    const { ops } = openGraph();
    const [x, filter] = [ops.parameter("x", [1, 4, 4, 1]), ops.parameter("f", [5, 5, 1, 1])];
    expect(() => convolveInSteps(ops, x, filter, 2, "valid")).toThrow("does not fit into [1,4,4,1]");
  });
});

describe("pooling in steps, and its gradient, are those of TensorFlow", () => {
  for (const [size, stride] of [
    [2, 2],
    [3, 3],
    [3, 2],
    [2, 1],
    [2, 3],
    [5, 2],
  ] as const) {
    it(`with the largest of ${size}x${size} windows in steps of ${stride}`, () =>
      expectEqual(
        [[2, 7, 6, 2]],
        (ops, [x]) => maxPoolInSteps(ops, x!, size, stride),
        (x) => tf.maxPool(x as tf.Tensor4D, size, stride, "valid"),
      ));
    it(`with the largest of padded ${size}x${size} windows in steps of ${stride}`, () =>
      expectEqual(
        [[2, 7, 6, 2]],
        (ops, [x]) => maxPoolInSteps(ops, x!, size, stride, "same"),
        (x) => tf.maxPool(x as tf.Tensor4D, size, stride, "same"),
      ));
    it(`with the mean of ${size}x${size} windows in steps of ${stride}`, () =>
      expectEqual(
        [[2, 7, 6, 2]],
        (ops, [x]) => averagePool(ops, x!, size, stride),
        (x) => tf.avgPool(x as tf.Tensor4D, size, stride, "valid"),
      ));
  }
});

it("a leaky ReLU and its gradient are those of TensorFlow", () =>
  expectEqual(
    [[4, 5]],
    (ops, [x]) => leakyRelu(ops, x!, 0.01),
    (x) => tf.leakyRelu(x, 0.01),
  ));
