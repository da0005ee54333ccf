import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { type BackendWasm, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { lossProgram, writeParameters } from "../../../testing/executorParity.ts";
import { cases, shapes, valuesOf } from "../../../testing/vocabularyCases.ts";
import type { Executor, Program } from "../../executor.ts";
import { openGraph, volume } from "../../graph.ts";
import { openFloat64 } from "../float64/float64Executor.ts";
import { openTfjs } from "./tfjsExecutor.ts";

/** for float32 sums of a few dozen terms of size 1 */
const TOLERANCE = 2e-4;

function weightsFor(program: Program): Float32Array {
  return valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape));
}

async function openBackend(name: "cpu" | "wasm"): Promise<Executor> {
  await tf.setBackend(name);
  if (name === "cpu") return openTfjs({ transposeFirst: false });
  const wasm = tf.backend() as BackendWasm;
  return openTfjs({ transposeFirst: true, memory: (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array });
}

beforeAll(() => {
  setWasmPaths(`${join(process.cwd(), "node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`);
});

describe.each(["cpu", "wasm"] as const)("tfjs on %s", (backend) => {
  it.each(Object.keys(cases))("computes %s and its gradient as the reference does", async (name) => {
    const program = lossProgram(shapes, cases[name]!, null);
    const inputs = { weights: weightsFor(program) };
    const reference = await writeParameters(openFloat64(), shapes).compile(program).run(inputs);
    const executor = writeParameters(await openBackend(backend), shapes);
    const found = await executor.compile(program).run(inputs);
    executor.dispose();
    for (const [output, expected] of Object.entries(reference)) {
      const scale = Math.max(1, ...expected.map(Math.abs));
      const worst = Math.max(...expected.map((value, i) => Math.abs(value - found[output]![i]!)));
      expect(worst / scale, output).toBeLessThan(TOLERANCE);
    }
  });

  it.each(["adam", "momentum", "sgd"] as const)(
    "updates weights by %s with max-norm as the reference does",
    async (optimizer) => {
      const squared: (typeof cases)[string] = (ops, p) => {
        const product = ops.matmul(p.a, p.b);
        return ops.multiply(product, product);
      };
      const program = lossProgram(shapes, squared, { optimizer, maxNorm: 1.5 });
      const inputs = { weights: weightsFor(program) };
      const executors = [
        writeParameters(openFloat64(), shapes),
        writeParameters(await openBackend(backend), shapes),
      ] as const;
      for (const executor of executors) {
        const compiled = executor.compile(program);
        for (let step = 1; step <= 5; step++) await compiled.run(inputs, { step, learningRate: 0.05 });
      }
      const [expected, found] = [await executors[0].read("b"), await executors[1].read("b")];
      for (const [i, value] of expected.entries()) expect(found[i]!).toBeCloseTo(value, 4);
      for (const unit of [0, 1])
        expect(Math.hypot(...[...found].filter((_, i) => i % 2 === unit))).toBeLessThan(1.50001);
      executors[1].dispose();
    },
  );

  it("rounds ties to the even number", async () => {
    const { ops, nodes } = openGraph();
    const rounded = ops.round(ops.input("x", [8]));
    const program = { nodes, outputs: { rounded: rounded.id }, assignments: [], updates: [] };
    const x = Float32Array.of(-2.5, -1.5, -0.75, 0.5, 1.5, 2.5, 3.25, 1e6 + 0.5);
    const found = await (await openBackend(backend)).compile(program).run({ x });
    expect([...found.rounded!]).toEqual([-2, -2, -1, 0, 2, 2, 3, 1e6]);
  });

  it("masks the same elements as the reference, and about the rate of them", async () => {
    const { ops, nodes } = openGraph();
    const mask = ops.dropoutMask(ops.key("key"), 0.3, [40, 50]);
    const program = { nodes, outputs: { mask: mask.id }, assignments: [], updates: [] };
    const expected = await openFloat64().compile(program).run({ key: 77 });
    const found = await (await openBackend(backend)).compile(program).run({ key: 77 });
    expect(found).toEqual(expected);
    const dropped = found.mask!.filter((value) => value === 0).length / 2000;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.04);
  });

  it("holds as many tensors after many steps as after the first", async () => {
    const program = lossProgram(shapes, cases["max pooling"]!, { optimizer: "adam", maxNorm: 0 });
    const executor = writeParameters(await openBackend(backend), shapes);
    const compiled = executor.compile(program);
    const inputs = { weights: weightsFor(program) };
    const counts: number[] = [];
    for (let step = 1; step <= 6; step++) {
      await compiled.run(inputs, { step, learningRate: 0.01 });
      counts.push(executor.held());
    }
    expect(new Set(counts).size).toBe(1);
  });
});
