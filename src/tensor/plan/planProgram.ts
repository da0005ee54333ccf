/**
 * Plans a program for executors with fixed buffers: which operations are fused, which are only views of a buffer, and
 * in which order the rest runs.
 */

import { type Program, schedule } from "../executor.ts";
import { type GraphNode, volume } from "../graph.ts";
import { borderOf } from "../shapes.ts";
import { fuseEpilogues, noEpilogue, type ProductNode } from "./fusion.ts";
import { openPlanBuffers } from "./planBuffers.ts";
import { type BinaryOperation, denseView, type Epilogue, type ExecutionPlan, type PlannedOp } from "./plannedOps.ts";
import { splitSumOverAxes } from "./splitSumOverAxes.ts";

/** Plans a program. @throws RangeError for a dropout mask without a random key */
export function planProgram(program: Program): ExecutionPlan {
  const { nodes } = program;
  const order = schedule(program).map(({ node }) => node);
  /** nodes whose values are needed after the run */
  const kept = new Set([
    ...Object.values(program.outputs),
    ...program.assignments.map((a) => a.node),
    ...program.updates.map((u) => u.gradient),
  ]);
  const { fusedByLastNode, skippedNodes } = fuseEpilogues(program, order, kept);
  const operations: PlannedOp[] = [];
  const { sizes, origins, viewByNode, allocate, allocateFor, viewOf, denseBuffer, broadcastView } = openPlanBuffers(
    nodes,
    operations,
  );

  const planBinary = (node: GraphNode, operation: BinaryOperation, left: number, right: number) => {
    const { shape } = node;
    const sides = { left: broadcastView(left, shape), right: broadcastView(right, shape) };
    operations.push({ kind: "binary", to: allocateFor(node), operation, shape, ...sides });
  };

  const sum = (node: GraphNode, axes: readonly number[]) => {
    let from = denseBuffer(node.inputs[0]!);
    const sums = splitSumOverAxes(nodes[node.inputs[0]!]!.shape, axes);
    // All summed axes have length 1: there is nothing to sum.
    if (sums.length === 0) viewByNode.set(node.id, denseView(from, node.shape));
    for (const [i, part] of sums.entries()) {
      const to = i === sums.length - 1 ? allocateFor(node) : allocate(part.outer * part.inner);
      operations.push({ kind: "sum", to, from, ...part });
      from = to;
    }
  };

  const planProduct = (node: GraphNode, product: ProductNode, epilogue: Epilogue) => {
    const [a, b] = product.inputs as readonly [number, number];
    const resolved = {
      ...epilogue,
      bias: epilogue.bias === null ? null : denseBuffer(epilogue.bias),
      mask: epilogue.mask === null ? null : denseBuffer(epilogue.mask),
    };
    const { op } = product;
    if (op.kind === "matmul") {
      const { transposeA, transposeB } = op;
      const [rows, columns] = product.shape.slice(-2) as [number, number];
      const batch = volume(product.shape.slice(0, -2));
      const depth = nodes[a]!.shape.at(transposeA ? -2 : -1)!;
      const [left, right] = [denseBuffer(a), denseBuffer(b)];
      operations.push({
        kind: "matmul",
        to: allocateFor(node),
        left,
        right,
        transposeA,
        transposeB,
        batch,
        rows,
        columns,
        depth,
        parts: 1,
        epilogue: resolved,
      });
      return;
    }
    const images = op.kind === "convolve" ? nodes[a]!.shape : product.shape;
    const filter = nodes[b]!.shape;
    const border = borderOf(filter[0]!, op.padding);
    const [image, filterOrGradient] = [denseBuffer(a), denseBuffer(b)];
    operations.push({
      kind: op.kind,
      to: allocateFor(node),
      image,
      filterOrGradient,
      images,
      filter,
      border,
      parts: 1,
      epilogue: resolved,
    });
  };

  /** value * step(source) as one operation that reads the source itself: value where source is above 0, else 0. */
  const planMasked = (node: GraphNode, value: number, reluStep: number) => {
    const { shape } = node;
    const source = nodes[reluStep]!.inputs[0]!;
    const sides = { left: broadcastView(value, shape), right: broadcastView(source, shape) };
    operations.push({ kind: "binary", to: allocateFor(node), operation: "mask", shape, ...sides });
  };

  const plan = (node: GraphNode): void => {
    const { op } = node;
    const [a, b] = node.inputs as readonly [number, number];
    switch (op.kind) {
      case "input":
        if (op.holds === "values") origins.set(allocateFor(node), { kind: "input", name: op.name });
        return;
      case "parameter":
        origins.set(allocateFor(node), { kind: "parameter", name: op.name });
        return;
      case "constant":
        origins.set(allocateFor(node), { kind: "constant", value: op.value });
        return;
      case "multiply": {
        const reluStep = [b, a].find((id) => nodes[id]!.op.kind === "step");
        if (reluStep === undefined || viewByNode.has(reluStep)) planBinary(node, "multiply", a, b);
        else planMasked(node, reluStep === b ? a : b, reluStep);
        return;
      }
      case "add":
      case "subtract":
      case "divide":
        planBinary(node, op.kind, a, b);
        return;
      case "step":
        return;
      case "exp":
      case "log":
      case "sqrt":
      case "relu":
      case "round": {
        const from = denseBuffer(a);
        operations.push({ kind: "unary", to: allocateFor(node), operation: op.kind, from });
        return;
      }
      case "reshape":
      case "stopGradient":
        viewByNode.set(node.id, denseView(denseBuffer(a), node.shape));
        return;
      case "slice": {
        const view = viewOf(a);
        viewByNode.set(node.id, { ...view, offset: view.offset + op.from * view.strides[op.axis]! });
        return;
      }
      case "pad": {
        const from = denseBuffer(a);
        const inner = volume(node.shape.slice(op.axis + 1));
        const [length, before] = [op.length * inner, op.before * inner];
        const size = nodes[a]!.shape[op.axis]! * inner;
        operations.push({
          kind: "pad",
          to: allocateFor(node),
          from,
          outer: volume(node.shape) / length,
          before,
          size,
          length,
        });
        return;
      }
      case "broadcast":
        viewByNode.set(node.id, broadcastView(a, node.shape));
        return;
      case "matmul":
      case "convolve":
      case "convolveInputGradient":
        planProduct(node, { ...node, op }, noEpilogue);
        return;
      case "convolveFilterGradient": {
        const [image, filterOrGradient] = [denseBuffer(a), denseBuffer(b)];
        const images = nodes[a]!.shape;
        const border = borderOf(node.shape[0]!, op.padding);
        operations.push({
          kind: op.kind,
          to: allocateFor(node),
          image,
          filterOrGradient,
          images,
          filter: node.shape,
          border,
          parts: 1,
          epilogue: noEpilogue,
        });
        return;
      }
      case "depthwise":
      case "depthwiseInputGradient":
      case "depthwiseFilterGradient": {
        const [image, filterOrGradient] = [denseBuffer(a), denseBuffer(b)];
        const kernel = op.kind === "depthwiseFilterGradient" ? node.shape[0]! : nodes[b]!.shape[0]!;
        operations.push({
          kind: op.kind,
          to: allocateFor(node),
          image,
          filterOrGradient,
          images: nodes[a]!.shape,
          kernel,
        });
        return;
      }
      case "sum":
        sum(node, op.axes);
        return;
      case "softmax":
      case "logSoftmax":
      case "max": {
        const from = denseBuffer(a);
        const { shape } = nodes[a]!;
        const classes = shape.at(-1)!;
        operations.push({ kind: op.kind, to: allocateFor(node), from, rows: volume(shape) / classes, classes });
        return;
      }
      case "maxPool": {
        const from = denseBuffer(a);
        operations.push({ kind: "maxPool", to: allocateFor(node), from, images: nodes[a]!.shape, size: op.size });
        return;
      }
      case "maxPoolGradient": {
        const [from, gradient] = [denseBuffer(a), denseBuffer(b)];
        operations.push({
          kind: "maxPoolGradient",
          to: allocateFor(node),
          from,
          gradient,
          images: node.shape,
          size: op.size,
        });
        return;
      }
      case "dropoutMask": {
        const key = nodes[a]!.op;
        if (key.kind !== "input") throw new RangeError("a dropout mask needs a random key");
        operations.push({ kind: "dropoutMask", to: allocateFor(node), key: key.name, rate: op.rate });
        return;
      }
      default:
        op satisfies never;
    }
  };

  for (const node of order) {
    const fused = fusedByLastNode.get(node.id);
    if (fused) planProduct(node, fused.product, fused.epilogue);
    else if (!skippedNodes.has(node.id)) plan(node);
  }
  const keys = order.flatMap(({ op }) => (op.kind === "input" && op.holds === "key" ? [op.name] : []));
  // These reads may add copies to `operations`.
  const outputs = Object.entries(program.outputs).map(([name, id]) => ({ name, buffer: denseBuffer(id) }));
  const assignments = program.assignments.map(({ parameter, node }) => ({ parameter, buffer: denseBuffer(node) }));
  const gradients = program.updates.map(({ gradient }) => denseBuffer(gradient));
  return { outputs, assignments, gradients, keys, operations, sizes, origins };
}
