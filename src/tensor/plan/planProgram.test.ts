import { describe, expect, it } from "vitest";
import { recordWorkload } from "../../bench/engineSide.ts";
import { prepare, workloads } from "../../bench/workloads.ts";
import { lossProgram } from "../../testing/executorParity.ts";
import { cases, shapes } from "../../testing/vocabularyCases.ts";
import { opKinds } from "../gradient.ts";
import { openGraph } from "../graph.ts";
import { noEpilogue } from "./fusion.ts";
import { planMemory } from "./memoryPlan.ts";
import { buffersReadBy } from "./plannedOps.ts";
import { planProgram } from "./planProgram.ts";

describe("a plan", () => {
  it("covers the whole vocabulary", () => {
    const graph = openGraph();
    const { ops } = graph;
    const x = ops.stopGradient(ops.step(ops.parameter("a", [3, 4])));
    const masked = ops.multiply(x, ops.dropoutMask(ops.key("key"), 0.5, [3, 4]));
    const programs = [
      { nodes: graph.nodes, outputs: { masked: masked.id }, assignments: [], updates: [] },
      ...Object.values(cases).map((build) => lossProgram(shapes, build, null)),
    ];
    const planned = new Set(
      programs.flatMap((program) => {
        planProgram(program);
        return program.nodes.map(({ op }) => op.kind);
      }),
    );
    expect(opKinds.filter((kind) => !planned.has(kind))).toEqual([]);
  });

  it("fuses product, bias and relu, and the gradient of relu with the product before it", () => {
    const graph = openGraph();
    const { ops } = graph;
    const [x, w] = [ops.parameter("x", [4, 3]), ops.parameter("w", [3, 5])];
    const hidden = ops.relu(ops.add(ops.matmul(x, w), ops.parameter("bias", [1, 5])));
    const back = ops.multiply(
      ops.matmul(ops.parameter("g", [4, 2]), ops.parameter("v", [5, 2]), false, true),
      ops.step(hidden),
    );
    const { operations } = planProgram({
      nodes: graph.nodes,
      outputs: { hidden: hidden.id, back: back.id },
      assignments: [],
      updates: [],
    });
    expect(operations.map(({ kind }) => kind)).toEqual(["matmul", "matmul"]);
    expect(operations[0]).toMatchObject({ epilogue: { relu: true, bias: expect.any(Number), mask: null } });
    expect(operations[1]).toMatchObject({ epilogue: { relu: false, bias: null, mask: expect.any(Number) } });
  });

  it("fuses neither rounding nor slices into a product, and nothing into a depthwise convolution", () => {
    const { ops, nodes } = openGraph();
    const product = ops.matmul(ops.parameter("x", [4, 3]), ops.parameter("w", [3, 6]));
    const image = ops.parameter("image", [2, 5, 5, 3]);
    const convolved = ops.depthwise(image, ops.parameter("own", [3, 3, 3]));
    const outputs = {
      rounded: ops.relu(ops.round(product)).id,
      part: ops.relu(ops.slice(ops.matmul(product, product, true), 1, 2, 3)).id,
      shifted: ops.relu(ops.add(convolved, ops.parameter("bias", [1, 1, 1, 3]))).id,
    };
    const { operations } = planProgram({ nodes, outputs, assignments: [], updates: [] });
    expect(operations.filter((op) => "epilogue" in op).map((op) => op.epilogue)).toEqual([noEpilogue, noEpilogue]);
    expect(operations.map(({ kind }) => kind).toSorted()).toEqual([
      "binary",
      "binary",
      "depthwise",
      "matmul",
      "matmul",
      "unary",
      "unary",
      "unary",
      "unary",
    ]);
  });

  it.each(workloads.map((workload) => [workload.id, workload] as const))(
    "of %s gives no two buffers that are needed at the same time the same addresses",
    (_, workload) => {
      const small = { ...workload, batch: 2 };
      const plan = planProgram(recordWorkload(small, prepare(small)));
      const external = new Set([...plan.origins].flatMap(([id, { kind }]) => (kind === "parameter" ? [id] : [])));
      const { offsets, size } = planMemory(plan, { external });
      const written = new Map<number, number>([...plan.origins.keys()].map((id) => [id, -1]));
      const lastRead = new Map<number, number>();
      for (const [at, op] of plan.operations.entries()) {
        written.set(op.to, at);
        lastRead.set(op.to, at);
        for (const id of buffersReadBy(op)) lastRead.set(id, at);
      }
      for (const id of [...plan.outputs.map((o) => o.buffer), ...plan.gradients])
        lastRead.set(id, plan.operations.length);
      const regions = [...offsets].map(([id, from]) => ({ id, from, to: from + plan.sizes.get(id)! }));
      for (const a of regions) {
        expect(a.to).toBeLessThanOrEqual(size);
        for (const b of regions) {
          if (a.id >= b.id || a.from >= b.to || b.from >= a.to) continue;
          // Where they share addresses, one is read for the last time no later than the other is written.
          const [first, second] = written.get(a.id)! < written.get(b.id)! ? [a, b] : [b, a];
          expect(lastRead.get(first.id)).toBeLessThanOrEqual(written.get(second.id)!);
        }
      }
    },
  );
});
