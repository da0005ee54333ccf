/** Fuses bias, relu and mask into the product before them, which applies them before it stores its sums. */

import type { Program } from "../executor.ts";
import { type GraphNode, type OpOf, volume } from "../graph.ts";
import type { Epilogue } from "./plannedOps.ts";

/** A product that only stores its sums. */
export const noEpilogue: Epilogue = { bias: null, relu: false, mask: null };

/** An operation that may end with an epilogue. */
export type ProductNode = GraphNode<OpOf<"matmul" | "convolve" | "convolveInputGradient">>;

function isProduct(node: GraphNode): node is ProductNode {
  const { kind } = node.op;
  return kind === "matmul" || kind === "convolve" || kind === "convolveInputGradient";
}

/** The operations that are fused into products. */
export interface Fusion {
  /** by the id of the last operation that is fused: the product and its epilogue */
  readonly fusedByLastNode: ReadonlyMap<number, { readonly product: ProductNode; readonly epilogue: Epilogue }>;
  /** the nodes before the last of each chain: the fused operation computes them, so they are not planned */
  readonly skippedNodes: ReadonlySet<number>;
}

/** The node whose values a chain of reshapes has. */
function origin(nodes: readonly GraphNode[], id: number): GraphNode {
  let node = nodes[id]!;
  while (node.op.kind === "reshape" || node.op.kind === "stopGradient") node = nodes[node.inputs[0]!]!;
  return node;
}

function isRow(nodes: readonly GraphNode[], id: number, columns: number): boolean {
  const { shape, op } = nodes[id]!;
  const dense = origin(nodes, id).op.kind !== "broadcast" && op.kind !== "broadcast";
  return dense && shape.at(-1) === columns && volume(shape) === columns;
}

/** Finds what can be fused into each product. @param kept nodes whose own values are needed, which end a chain */
export function fuseEpilogues(program: Program, order: readonly GraphNode[], kept: ReadonlySet<number>): Fusion {
  const { nodes } = program;
  const users = new Map<number, GraphNode[]>();
  for (const node of order) for (const id of new Set(node.inputs)) users.set(id, [...(users.get(id) ?? []), node]);
  const onlyUser = (id: number) => (kept.has(id) || users.get(id)?.length !== 1 ? undefined : users.get(id)![0]);
  const fusedByLastNode = new Map<number, { product: ProductNode; epilogue: Epilogue }>();
  const skippedNodes = new Set<number>();

  for (const product of order) {
    if (!isProduct(product)) continue;
    const columns = product.shape.at(-1)!;
    let epilogue = noEpilogue;
    let end: GraphNode = product;
    const chain = [product.id];
    for (let next = onlyUser(product.id); next; next = onlyUser(next.id)) {
      const last = chain.at(-1)!;
      const other = next.inputs.find((id) => id !== last) ?? last;
      const kind = next.op.kind;
      if (kind === "add" && epilogue === noEpilogue && isRow(nodes, other, columns))
        epilogue = { ...epilogue, bias: origin(nodes, other).id };
      else if (kind === "relu" && !epilogue.relu) epilogue = { ...epilogue, relu: true };
      else if (
        kind === "multiply" &&
        nodes[other]!.op.kind === "step" &&
        volume(next.shape) === volume(nodes[other]!.shape)
      ) {
        const masked = origin(nodes, nodes[other]!.inputs[0]!);
        if (masked.op.kind === "broadcast" || volume(masked.shape) !== volume(product.shape)) break;
        epilogue = { ...epilogue, mask: masked.id };
      } else if (kind !== "reshape") break;
      chain.push(next.id);
      if (kind !== "reshape") end = next;
      if (epilogue.mask !== null) break;
    }
    if (end === product) continue;
    for (const id of chain.slice(0, chain.indexOf(end.id))) skippedNodes.add(id);
    fusedByLastNode.set(end.id, { product, epilogue });
  }
  return { fusedByLastNode, skippedNodes };
}
