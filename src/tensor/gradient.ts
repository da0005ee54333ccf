/**
 * Reverse mode, written once over the vocabulary itself: the gradient of a recorded loss is more recorded graph,
 * so every executor that runs the vocabulary can train.
 */

import type { Graph, GraphNode, Ops, Scalar, Tensor } from "./graph.ts";

/** Sums a gradient back onto the shape that was stretched to reach it. */
function gatherOnto(ops: Ops, gradient: Tensor, shape: readonly number[]): Tensor {
  if (shape.length === 0) return ops.total(gradient);
  const axes = shape.flatMap((n, i) => (n === 1 && gradient.shape[i] !== 1 ? [i] : []));
  return axes.length ? ops.sum(gradient, axes) : gradient;
}

type Pullback = (ops: Ops, node: GraphNode, gradient: Tensor, x: readonly Tensor[]) => readonly (Tensor | undefined)[];

const matmulPullback: Pullback = (ops, node, g, [a, b]) => {
  const { transposeA, transposeB } = node.op as Extract<GraphNode["op"], { kind: "matmul" }>;
  const da = transposeA ? ops.matmul(b!, g, transposeB, true) : ops.matmul(g, b!, false, !transposeB);
  const db = transposeB ? ops.matmul(g, a!, true, transposeA) : ops.matmul(a!, g, !transposeA, false);
  return [da, db];
};

const convolvePullback: Pullback = (ops, node, g, [x, filter]) => {
  const { padding } = node.op as Extract<GraphNode["op"], { kind: "convolve" | "convolveInputGradient" }>;
  return [
    ops.convolveInputGradient(g, filter!, padding),
    ops.convolveFilterGradient(x!, g, filter!.shape[0]!, padding),
  ];
};

function lastAxis(x: Tensor): readonly number[] {
  return [x.shape.length - 1];
}

/** How each operation hands a gradient to its inputs: element k belongs to input k. */
const pullbacks: { readonly [K in GraphNode["op"]["kind"]]?: Pullback } = {
  add: (ops, _, g, [a, b]) => [gatherOnto(ops, g, a!.shape), gatherOnto(ops, g, b!.shape)],
  subtract: (ops, _, g, [a, b]) => [
    gatherOnto(ops, g, a!.shape),
    gatherOnto(ops, ops.multiply(g, ops.constant(-1)), b!.shape),
  ],
  multiply: (ops, _, g, [a, b]) => [
    gatherOnto(ops, ops.multiply(g, b!), a!.shape),
    gatherOnto(ops, ops.multiply(g, a!), b!.shape),
  ],
  divide: (ops, node, g, [a, b]) => [
    gatherOnto(ops, ops.divide(g, b!), a!.shape),
    gatherOnto(ops, ops.multiply(ops.divide(ops.multiply(g, node), b!), ops.constant(-1)), b!.shape),
  ],
  exp: (ops, node, g) => [ops.multiply(g, node)],
  log: (ops, _, g, [x]) => [ops.divide(g, x!)],
  sqrt: (ops, node, g) => [ops.divide(ops.multiply(g, ops.constant(0.5)), node)],
  relu: (ops, node, g) => [ops.multiply(g, ops.step(node))],
  matmul: matmulPullback,
  sum: (ops, _, g, [x]) => [ops.broadcast(g, x!.shape)],
  broadcast: (ops, _, g, [x]) => [gatherOnto(ops, g, x!.shape)],
  reshape: (ops, _, g, [x]) => [ops.reshape(g, x!.shape)],
  slice: (ops, { op }, g, [x]) =>
    op.kind === "slice" ? [ops.pad(g, op.axis, op.from, x!.shape[op.axis]!)] : [undefined],
  pad: (ops, { op }, g, [x]) =>
    op.kind === "pad" ? [ops.slice(g, op.axis, op.before, x!.shape[op.axis]!)] : [undefined],
  softmax: (ops, node, g) => {
    const weighted = ops.multiply(g, node);
    return [ops.subtract(weighted, ops.multiply(node, ops.sum(weighted, lastAxis(node))))];
  },
  logSoftmax: (ops, _, g, [x]) => [ops.subtract(g, ops.multiply(ops.softmax(x!), ops.sum(g, lastAxis(g))))],
  convolve: convolvePullback,
  depthwise: (ops, _, g, [x, filter]) => [
    ops.depthwiseInputGradient(g, filter!),
    ops.depthwiseFilterGradient(x!, g, filter!.shape[0]!),
  ],
  maxPool: (ops, node, g, [x]) => ["size" in node.op ? ops.maxPoolGradient(x!, g, node.op.size) : undefined],
};

/** Operations through which no gradient passes. */
const stops = new Set<GraphNode["op"]["kind"]>([
  ...(["input", "parameter", "constant", "dropoutMask"] as const),
  ...(["step", "round", "max", "stopGradient"] as const),
]);

/** Nodes on a way from any of `wanted` to the loss: only these need a gradient. */
function reaching(graph: Graph, wanted: readonly Tensor[]): ReadonlySet<number> {
  const reached = new Set(wanted.map((x) => x.id));
  for (const node of graph.nodes) {
    if (!stops.has(node.op.kind) && node.inputs.some((id) => reached.has(id))) reached.add(node.id);
  }
  return reached;
}

/**
 * Records the gradient of a loss with respect to some tensors.
 *
 * @param loss a scalar of this graph
 * @param wanted usually the parameters that a stage trains
 * @returns one gradient per wanted tensor, of its shape; undefined where the loss does not depend on it
 * @throws RangeError when the way passes an operation without a known gradient
 */
export function gradients(graph: Graph, loss: Scalar, wanted: readonly Tensor[]): readonly (Tensor | undefined)[] {
  const { ops } = graph;
  const onTheWay = reaching(graph, wanted);
  const collected = new Map<number, Tensor>([[loss.id, ops.constant(1)]]);
  for (let id = loss.id; id >= 0; id--) {
    const node = graph.nodes[id]!;
    const gradient = collected.get(id);
    if (!gradient || !onTheWay.has(id) || stops.has(node.op.kind)) continue;
    const pullback = pullbacks[node.op.kind];
    if (!pullback) throw new RangeError(`no gradient passes back through "${node.op.kind}"`);
    const inputs = node.inputs.map((input) => graph.nodes[input]!);
    const shares = pullback(ops, node, ops.broadcast(gradient, node.shape), inputs);
    for (const [k, share] of shares.entries()) {
      const input = inputs[k]!;
      if (!share || !onTheWay.has(input.id)) continue;
      const before = collected.get(input.id);
      collected.set(input.id, before ? ops.add(before, share) : share);
    }
  }
  return wanted.map((x) => collected.get(x.id));
}
