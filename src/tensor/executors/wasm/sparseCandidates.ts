/** Which buffers of a plan products may read as sparse rows, and which of them may stay bytes. */

import {
  type BufferId,
  buffersReadBy,
  type ExecutionPlan,
  type PlannedOp,
  type StridedView,
} from "../../plan/plannedOps.ts";
import { skipsZeros } from "./matmulCalls.ts";

function inputsOf({ origins }: ExecutionPlan): readonly BufferId[] {
  return [...origins].flatMap(([buffer, { kind }]) => (kind === "input" ? [buffer] : []));
}

/**
 * Whether an operation writes a 0 wherever a ReLU or its derivative is 0, or one of some buffers is that has a value for
 * each of the result's.
 */
function mayWriteZeros(op: PlannedOp, zeros: ReadonlySet<BufferId>): boolean {
  switch (op.kind) {
    case "matmul":
      return op.epilogue.relu || op.epilogue.mask !== null;
    case "unary":
      return op.operation === "relu" || op.operation === "step";
    case "binary": {
      if (op.operation === "mask") return true;
      const hasZeros = ({ buffer, strides }: StridedView) =>
        zeros.has(buffer) && strides.every((stride, axis) => stride > 0 || op.shape[axis] === 1);
      return op.operation === "multiply" && (hasZeros(op.left) || hasZeros(op.right));
    }
    default:
      return false;
  }
}

/**
 * Buffers that may be mostly 0; the kernel counts. These are all inputs, such as images; what follows a ReLU, forwards
 * and backwards; and every product with a factor that is one of these buffers, such as images times a dropout mask.
 */
export function sparseCandidates(plan: ExecutionPlan): ReadonlySet<BufferId> {
  const found = new Set(inputsOf(plan));
  for (const op of plan.operations) if (mayWriteZeros(op, found)) found.add(op.to);
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
