/** Fits a plan to a device with thousands of invocations: long sums by few become two shorter ones by many. */

import type { BufferId, ExecutionPlan, PlannedOp } from "../../plan/plannedOps.ts";

/** Sums, and searches for the largest, with fewer results than this leave most of a device idle. */
const FEW = 4096;
/** Terms from which one is worth splitting, and the most parts it is split into. */
const LONG = 1024;

function largestDivisor(n: number, most: number): number {
  for (let d = most; d > 1; d--) if (n % d === 0) return d;
  return 1;
}

/** Splits what one invocation would take too long for. */
export function splitReductions(plan: ExecutionPlan): ExecutionPlan {
  const sizes = new Map(plan.sizes);
  let fresh = Math.max(-1, ...sizes.keys()) + 1;
  const allot = (size: number): BufferId => {
    sizes.set(fresh, size);
    return fresh++;
  };
  const operations = plan.operations.flatMap((piece): readonly PlannedOp[] => {
    if (piece.kind === "convolveFilterGradient" || piece.kind === "depthwiseFilterGradient") {
      const [batch, inner] = [piece.images[0]!, sizes.get(piece.to)!];
      const shares = allot(batch * inner);
      return [
        { ...piece, to: shares },
        { kind: "sum", to: piece.to, from: shares, outer: 1, middle: batch, inner },
      ];
    }
    if (piece.kind === "sum") {
      const { outer, middle, inner } = piece;
      if (outer * inner === 1 || outer * inner >= FEW || middle < LONG) return [piece];
      const parts = largestDivisor(middle, LONG);
      if (parts === 1) return [piece];
      const to = allot(outer * parts * inner);
      return [
        { ...piece, to, outer: outer * parts, middle: middle / parts },
        { ...piece, from: to, middle: parts },
      ];
    }
    if (piece.kind === "max") {
      const { rows, classes } = piece;
      const parts = rows < FEW && classes >= LONG ? largestDivisor(classes, LONG) : 1;
      if (parts === 1) return [piece];
      const to = allot(rows * parts);
      return [
        { ...piece, to, rows: rows * parts, classes: classes / parts },
        { ...piece, from: to, classes: parts },
      ];
    }
    return [piece];
  });
  return { ...plan, sizes, operations };
}
