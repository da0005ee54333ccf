/** The buffers of a plan that is being made, and how the values of each node are read from them. */

import { type GraphNode, volume } from "../graph.ts";
import {
  type BufferId,
  type BufferOrigin,
  denseView,
  isDense,
  type PlannedOp,
  type StridedView,
} from "./plannedOps.ts";

/** Buffers, and the views of nodes on them. */
interface PlanBuffers {
  /** floats in each buffer */
  readonly sizes: Map<BufferId, number>;
  /** buffers that no planned operation writes */
  readonly origins: Map<BufferId, BufferOrigin>;
  /** how the values of each planned node are read, by the node's id */
  readonly viewByNode: Map<number, StridedView>;
  /** a new buffer of `size` floats for a temporary */
  allocate(size: number): BufferId;
  /** the buffer that a node's own operation writes */
  allocateFor(node: GraphNode): BufferId;
  /**
   * The buffer that has a node's values, and how it is read along the node's axes. A step is planned only here, when
   * something reads it: the derivative of relu usually becomes a mask inside a product and needs no buffer.
   */
  viewOf(id: number): StridedView;
  /**
   * The values of a node as a dense buffer. Plans a copy where the node is a broadcast or a slice of another, and no
   * dense copy of it exists yet.
   */
  denseBuffer(id: number): BufferId;
  /**
   * How one side of an element-by-element operation is read along the axes of the result. A side has the result's rank
   * or is a scalar.
   */
  broadcastView(id: number, shape: readonly number[]): StridedView;
}

/** Opens the buffers of a plan. @param operations the plan's operations so far, to which copies and steps are added */
export function openPlanBuffers(nodes: readonly GraphNode[], operations: PlannedOp[]): PlanBuffers {
  const sizes = new Map<BufferId, number>();
  const origins = new Map<BufferId, BufferOrigin>();
  const viewByNode = new Map<number, StridedView>();
  /** dense copies of nodes whose own view is not dense, by the node's id */
  const denseCopies = new Map<number, BufferId>();
  let nextId = nodes.length;

  const allocate = (size: number, id: BufferId = nextId++) => {
    sizes.set(id, size);
    return id;
  };
  const allocateFor = (node: GraphNode): BufferId => {
    const id = allocate(volume(node.shape), node.id);
    viewByNode.set(node.id, denseView(id, node.shape));
    return id;
  };
  const viewOf = (id: number): StridedView => {
    const node = nodes[id]!;
    if (node.op.kind === "step" && !viewByNode.has(id)) {
      operations.push({ kind: "unary", to: allocateFor(node), operation: "step", from: denseBuffer(node.inputs[0]!) });
    }
    return viewByNode.get(id)!;
  };

  const denseBuffer = (id: number): BufferId => {
    const node = nodes[id]!;
    const view = viewOf(id);
    if (isDense(view, node.shape, sizes.get(view.buffer)!)) return view.buffer;
    const known = denseCopies.get(id);
    if (known !== undefined) return known;
    const to = allocate(volume(node.shape));
    operations.push({ kind: "binary", to, operation: "copy", shape: node.shape, left: view, right: view });
    denseCopies.set(id, to);
    return to;
  };

  const broadcastView = (id: number, shape: readonly number[]): StridedView => {
    const ownShape = nodes[id]!.shape;
    const view = viewOf(id);
    if (ownShape.length === 0) return { ...view, strides: shape.map(() => 0) };
    return { ...view, strides: view.strides.map((stride, axis) => (ownShape[axis] === 1 ? 0 : stride)) };
  };

  return { sizes, origins, viewByNode, allocate, allocateFor, viewOf, denseBuffer, broadcastView };
}
