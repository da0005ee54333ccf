import { describe, expect, it } from "vitest";
import { cases, shapes, valuesOf, weigh } from "../testing/vocabularyCases.ts";
import { openFloat64 } from "./executors/float64/float64Executor.ts";
import { gradients } from "./gradient.ts";
import { openGraph, type Tensor, volume } from "./graph.ts";

async function lossAndGradients(build: (typeof cases)[string], changed?: { name: string; at: number; by: number }) {
  const graph = openGraph();
  const entries = Object.entries(shapes).map(([name, shape]) => [name, graph.ops.parameter(name, shape)] as const);
  const parameters = Object.fromEntries(entries) as Record<keyof typeof shapes, Tensor>;
  const result = build(graph.ops, parameters);
  const loss = weigh(graph.ops, result);
  const wanted = Object.entries(parameters);
  const found = gradients(
    graph,
    loss,
    wanted.map(([, tensor]) => tensor),
  );
  const executor = openFloat64();
  for (const [name, shape] of Object.entries(shapes)) {
    const initial = valuesOf(name, volume(shape));
    if (changed?.name === name) initial[changed.at]! += changed.by;
    executor.write(name, initial, shape);
  }
  const outputs: Record<string, number> = { loss: loss.id };
  wanted.forEach(([name], i) => {
    if (found[i]) outputs[name] = found[i].id;
  });
  const program = { nodes: graph.nodes, outputs, assignments: [], updates: [] };
  return executor.compile(program).run({ weights: valuesOf("weights", volume(result.shape)) });
}

describe("the reverse mode", () => {
  it.each(Object.keys(cases))("agrees with central differences through %s", async (name) => {
    const build = cases[name]!;
    const { loss: _, ...found } = await lossAndGradients(build);
    expect(Object.keys(found).length).toBeGreaterThan(0);
    for (const [parameter, gradient] of Object.entries(found)) {
      for (const at of [0, gradient.length >> 1, gradient.length - 1]) {
        const by = 2 ** -8;
        const [up, down] = [
          await lossAndGradients(build, { name: parameter, at, by }),
          await lossAndGradients(build, { name: parameter, at, by: -by }),
        ];
        const slope = (up.loss![0]! - down.loss![0]!) / (2 * by);
        expect(gradient[at]!).toBeCloseTo(slope, 2);
      }
    }
  });

  it("passes nothing through steps, rounding, the largest of rows and stopGradient", () => {
    const graph = openGraph();
    const { ops } = graph;
    const x = ops.parameter("x", [2, 2]);
    for (const stopped of [ops.step(x), ops.round(x), ops.max(x), ops.stopGradient(x)])
      expect(gradients(graph, ops.total(stopped), [x])).toEqual([undefined]);
  });
});
