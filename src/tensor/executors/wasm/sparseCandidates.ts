/** Which buffers of a plan products may read as sparse rows, and which of them may stay bytes. */

import { type BufferId, buffersReadBy, type ExecutionPlan } from "../../plan/plannedOps.ts";
import { skipsZeros } from "./matmulCalls.ts";

function inputsOf({ origins }: ExecutionPlan): readonly BufferId[] {
  return [...origins].flatMap(([buffer, { kind }]) => (kind === "input" ? [buffer] : []));
}

/**
 * Buffers that may be mostly 0; the kernel counts. These are all inputs, such as images, and every product whose left
 * factor is one of these buffers, such as images times a dropout mask.
 */
export function sparseCandidates(plan: ExecutionPlan): ReadonlySet<BufferId> {
  const found = new Set(inputsOf(plan));
  for (const op of plan.operations)
    if (op.kind === "binary" && op.operation === "multiply" && found.has(op.left.buffer)) found.add(op.to);
  return found;
}

/** Inputs that are only left sides of sparse products: images among them may stay bytes. */
export function onlyReadAsSparse(
  plan: ExecutionPlan,
  isSparseCandidate: (buffer: BufferId) => boolean,
): ReadonlySet<BufferId> {
  const found = new Set(inputsOf(plan));
  for (const op of plan.operations) {
    const reads = buffersReadBy(op);
    for (const buffer of reads) {
      const isLeftOfSparseProduct = op.kind === "matmul" && op.left === buffer && skipsZeros(op, isSparseCandidate);
      const isReadOnce = reads.indexOf(buffer) === reads.lastIndexOf(buffer);
      if (!isLeftOfSparseProduct || !isReadOnce) found.delete(buffer);
    }
  }
  for (const { buffer } of [...plan.outputs, ...plan.assignments]) found.delete(buffer);
  for (const buffer of plan.gradients) found.delete(buffer);
  return found;
}
