/**
 * Reverse mode, written once over the vocabulary itself: the gradient of a recorded loss is more recorded graph,
 * so every executor that runs the vocabulary can train.
 */

import type { Graph, GraphNode, OpKind, OpOf, Ops, Scalar, Tensor } from "./graph.ts";

/** Sums a gradient back onto the shape that was broadcast. */
function sumOnto(ops: Ops, gradient: Tensor, shape: readonly number[]): Tensor {
  if (shape.length === 0) return ops.total(gradient);
  const axes = shape.flatMap((n, i) => (n === 1 && gradient.shape[i] !== 1 ? [i] : []));
  return axes.length ? ops.sum(gradient, axes) : gradient;
}

/**
 * The gradients of one node's inputs, in their order, from the node's own gradient `g`, which has the node's shape.
 * undefined where no gradient passes to an input.
 */
type Pullback<K extends OpKind> = (
  ops: Ops,
  node: GraphNode<OpOf<K>>,
  g: Tensor,
  ...inputs: readonly Tensor[]
) => readonly (Tensor | undefined)[];

type Pullbacks = { readonly [K in OpKind]: Pullback<K> | "stops" };

function lastAxis(x: Tensor): readonly number[] {
  return [x.shape.length - 1];
}

/** How a gradient passes back through each kind of operation; "stops" where none passes. */
const pullbacks: Pullbacks = {
  input: "stops",
  parameter: "stops",
  constant: "stops",
  add: (ops, _, g, a: Tensor, b: Tensor) => [sumOnto(ops, g, a.shape), sumOnto(ops, g, b.shape)],
  subtract: (ops, _, g, a: Tensor, b: Tensor) => [
    sumOnto(ops, g, a.shape),
    sumOnto(ops, ops.multiply(g, ops.constant(-1)), b.shape),
  ],
  multiply: (ops, _, g, a: Tensor, b: Tensor) => [
    sumOnto(ops, ops.multiply(g, b), a.shape),
    sumOnto(ops, ops.multiply(g, a), b.shape),
  ],
  divide: (ops, node, g, a: Tensor, b: Tensor) => [
    sumOnto(ops, ops.divide(g, b), a.shape),
    sumOnto(ops, ops.multiply(ops.divide(ops.multiply(g, node), b), ops.constant(-1)), b.shape),
  ],
  exp: (ops, node, g) => [ops.multiply(g, node)],
  log: (ops, _, g, x: Tensor) => [ops.divide(g, x)],
  sqrt: (ops, node, g) => [ops.divide(ops.multiply(g, ops.constant(0.5)), node)],
  relu: (ops, node, g) => [ops.multiply(g, ops.step(node))],
  step: "stops",
  round: "stops",
  stopGradient: "stops",
  matmul: (ops, { op: { transposeA, transposeB } }, g, a: Tensor, b: Tensor) => [
    transposeA ? ops.matmul(b, g, transposeB, true) : ops.matmul(g, b, false, !transposeB),
    transposeB ? ops.matmul(g, a, true, transposeA) : ops.matmul(a, g, !transposeA, false),
  ],
  sum: (ops, _, g, x: Tensor) => [ops.broadcast(g, x.shape)],
  broadcast: (ops, _, g, x: Tensor) => [sumOnto(ops, g, x.shape)],
  reshape: (ops, _, g, x: Tensor) => [ops.reshape(g, x.shape)],
  slice: (ops, { op: { axis, from } }, g, x: Tensor) => [ops.pad(g, axis, from, x.shape[axis]!)],
  pad: (ops, { op: { axis, before } }, g, x: Tensor) => [ops.slice(g, axis, before, x.shape[axis]!)],
  softmax: (ops, node, g) => {
    const weighted = ops.multiply(g, node);
    return [ops.subtract(weighted, ops.multiply(node, ops.sum(weighted, lastAxis(node))))];
  },
  logSoftmax: (ops, _, g, x: Tensor) => [ops.subtract(g, ops.multiply(ops.softmax(x), ops.sum(g, lastAxis(g))))],
  max: "stops",
  convolve: (ops, { op: { padding } }, g, x: Tensor, filter: Tensor) => [
    ops.convolveInputGradient(g, filter, padding),
    ops.convolveFilterGradient(x, g, filter.shape[0]!, padding),
  ],
  convolveInputGradient: (ops, { op: { padding } }, g, gradient: Tensor, filter: Tensor) => [
    ops.convolve(g, filter, padding),
    ops.convolveFilterGradient(g, gradient, filter.shape[0]!, padding),
  ],
  convolveFilterGradient: (ops, { op: { padding } }, g, x: Tensor, gradient: Tensor) => [
    ops.convolveInputGradient(gradient, g, padding),
    ops.convolve(x, g, padding),
  ],
  depthwise: (ops, _, g, x: Tensor, filter: Tensor) => [
    ops.depthwiseInputGradient(g, filter),
    ops.depthwiseFilterGradient(x, g, filter.shape[0]!),
  ],
  depthwiseInputGradient: (ops, _, g, gradient: Tensor, filter: Tensor) => [
    ops.depthwise(g, filter),
    ops.depthwiseFilterGradient(g, gradient, filter.shape[0]!),
  ],
  depthwiseFilterGradient: (ops, _, g, x: Tensor, gradient: Tensor) => [
    ops.depthwiseInputGradient(gradient, g),
    ops.depthwise(x, g),
  ],
  maxPool: (ops, { op: { size } }, g, x: Tensor) => [ops.maxPoolGradient(x, g, size)],
  maxPoolGradient: (ops, { op: { size } }, g, x: Tensor, gradient: Tensor) => {
    // Each block's gradient went to the block's first largest, so it comes back from there.
    const [b, h, w, c] = gradient.shape as [number, number, number, number];
    const firstLargest = ops.maxPoolGradient(x, ops.broadcast(ops.constant(1), gradient.shape), size);
    const blocks = ops.reshape(ops.multiply(g, firstLargest), [b, h, size, w, size, c]);
    return [undefined, ops.reshape(ops.sum(blocks, [2, 4]), gradient.shape)];
  },
  dropoutMask: "stops",
};

/** Every kind of operation. */
export const opKinds = Object.keys(pullbacks) as readonly OpKind[];

/** Whether a gradient passes back through operations of a kind to their inputs. */
export function passesGradient(kind: OpKind): boolean {
  return pullbacks[kind] !== "stops";
}

/** The gradients of a node's inputs. */
function pullBack<K extends OpKind>(kind: K, ops: Ops, node: GraphNode<OpOf<K>>, g: Tensor, x: readonly Tensor[]) {
  const pullback: Pullbacks[K] = pullbacks[kind];
  return pullback === "stops" ? [] : pullback(ops, node, g, ...x);
}

/** Nodes on a path from any of `wanted` to the loss: only these need a gradient. */
function dependents(graph: Graph, wanted: readonly Tensor[]): ReadonlySet<number> {
  const found = new Set(wanted.map((x) => x.id));
  for (const { id, op, inputs } of graph.nodes)
    if (passesGradient(op.kind) && inputs.some((input) => found.has(input))) found.add(id);
  return found;
}

/**
 * Records the gradient of a loss with respect to some tensors.
 *
 * @param loss a scalar of this graph
 * @param wanted usually the parameters that a stage trains
 * @returns one gradient per wanted tensor, of its shape; undefined where the loss does not depend on it
 */
export function gradients(graph: Graph, loss: Scalar, wanted: readonly Tensor[]): readonly (Tensor | undefined)[] {
  const { ops } = graph;
  const needed = dependents(graph, wanted);
  const collected = new Map<number, Tensor>([[loss.id, ops.constant(1)]]);
  for (let id = loss.id; id >= 0; id--) {
    const node = graph.nodes[id]!;
    const gradient = collected.get(id);
    if (!gradient || !needed.has(id) || !passesGradient(node.op.kind)) continue;
    const inputs = node.inputs.map((input) => graph.nodes[input]!);
    const shares = pullBack(node.op.kind, ops, node, ops.broadcast(gradient, node.shape), inputs);
    for (const [k, share] of shares.entries()) {
      const input = inputs[k]!;
      if (!share || !needed.has(input.id)) continue;
      const before = collected.get(input.id);
      collected.set(input.id, before ? ops.add(before, share) : share);
    }
  }
  return wanted.map((x) => collected.get(x.id));
}
