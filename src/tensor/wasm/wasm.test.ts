import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../../scripts/kernelFiles.ts";
import type { Executor, Program, Update } from "../executor.ts";
import { openFloat64 } from "../float64.ts";
import { gradients } from "../gradient.ts";
import { recordGraph, type Tensor, volume } from "../graph.ts";
import { cases, shapes, valuesOf, weigh } from "../vocabularyCases.ts";
import { loadKernels } from "./kernels.ts";
import { openWasm } from "./wasm.ts";

const variants = {
  simd: await loadKernels({ simd: kernelFiles.simd, relaxed: kernelFiles.simd }),
};

const TOLERANCE = 2e-5;

function fill(executor: Executor): Executor {
  for (const [name, shape] of Object.entries(shapes)) executor.write(name, valuesOf(name, volume(shape)), shape);
  return executor;
}

function programOf(build: (typeof cases)[string], updates: Omit<Update, "parameter" | "gradient"> | null): Program {
  const graph = recordGraph();
  const entries = Object.entries(shapes).map(([name, shape]) => [name, graph.ops.parameter(name, shape)] as const);
  const result = build(graph.ops, Object.fromEntries(entries) as Record<keyof typeof shapes, Tensor>);
  const loss = weigh(graph.ops, result);
  const wanted = entries.map(([, tensor]) => tensor);
  const found = gradients(graph, loss, wanted).flatMap((gradient, i) =>
    gradient ? [{ parameter: entries[i]![0], gradient: gradient.id }] : [],
  );
  const outputs = Object.fromEntries([
    ["result", result.id],
    ["loss", loss.id],
    ...found.map((one) => [`d ${one.parameter}`, one.gradient]),
  ]);
  return {
    nodes: graph.nodes,
    outputs,
    assignments: [],
    updates: updates ? found.map((f) => ({ ...f, ...updates })) : [],
  };
}

describe("planned WASM", () => {
  it.each(Object.keys(cases))("computes %s and its gradient as the oracle does", async (name) => {
    const program = programOf(cases[name]!, null);
    const inputs = { weights: valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape)) };
    const oracle = await fill(openFloat64()).compile(program).run(inputs);
    const found = await fill(openWasm(variants.simd)).compile(program).run(inputs);
    for (const [output, expected] of Object.entries(oracle)) {
      const scale = Math.max(1, ...expected.map(Math.abs));
      const worst = Math.max(...expected.map((value, i) => Math.abs(value - found[output]![i]!)));
      expect(worst / scale, output).toBeLessThan(TOLERANCE);
    }
  });
});
