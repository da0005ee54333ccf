/** Splits long reductions with few results into two shorter ones, for a device that runs thousands of invocations. */

import { noEpilogue } from "../../plan/fusion.ts";
import type { BufferId, ExecutionPlan, PlannedOp } from "../../plan/plannedOps.ts";
import type { DeviceProfile } from "./deviceProfile.ts";
import { isProduct, type Product, productSize, tilingOf } from "./productTiling.ts";
import { longestReduction } from "./sharedReductions.ts";

/** Results below which a reduction leaves most of the device idle. */
const FEW = 4096;
/** Terms from which a reduction of one invocation a result is split, and the largest number of parts. */
const LONG = 1024;

function largestDivisor(n: number, most: number): number {
  for (let d = most; d > 1; d--) if (n % d === 0) return d;
  return 1;
}

/** A product whose depth is summed in parts, and the sum of these with the product's epilogue. */
function inParts(op: Product, parts: number, allocate: (size: number) => BufferId): readonly PlannedOp[] {
  const { batch, rows, columns } = productSize(op);
  const inner = batch * rows * columns;
  const shares = allocate(parts * inner);
  return [
    { ...op, to: shares, parts, epilogue: noEpilogue },
    {
      kind: "sum",
      to: op.to,
      from: shares,
      outer: 1,
      middle: parts,
      inner,
      product: { columns, epilogue: op.epilogue },
    },
  ];
}

/** Splits products, filter gradients, sums and maxima that would take one invocation or one workgroup too long. */
export function splitReductions(plan: ExecutionPlan, profile: DeviceProfile): ExecutionPlan {
  const sizes = new Map(plan.sizes);
  let nextId = Math.max(-1, ...sizes.keys()) + 1;
  const allocate = (size: number): BufferId => {
    sizes.set(nextId, size);
    return nextId++;
  };
  const partsOf = (results: number, terms: number, alongTerms: boolean) => {
    const longest = longestReduction(alongTerms, profile) ?? LONG - 1;
    return results < FEW && terms > longest ? largestDivisor(terms, LONG) : 1;
  };
  const operations = plan.operations.flatMap((op): readonly PlannedOp[] => {
    if (isProduct(op)) {
      const tiling = tilingOf(op, profile);
      if (tiling) return tiling.parts > 1 ? inParts(op, tiling.parts, allocate) : [op];
    }
    if (op.kind === "convolveFilterGradient" || op.kind === "depthwiseFilterGradient") {
      const [batch, inner] = [op.images[0]!, sizes.get(op.to)!];
      const shares = allocate(batch * inner);
      return [
        { ...op, to: shares },
        { kind: "sum", to: op.to, from: shares, outer: 1, middle: batch, inner },
      ];
    }
    if (op.kind === "sum") {
      const { outer, middle, inner } = op;
      const results = outer * inner;
      const parts = results === 1 && profile.reductions === "direct" ? 1 : partsOf(results, middle, inner === 1);
      if (parts === 1) return [op];
      const to = allocate(outer * parts * inner);
      return [
        { ...op, to, outer: outer * parts, middle: middle / parts },
        { ...op, from: to, middle: parts },
      ];
    }
    if (op.kind === "max") {
      const { rows, classes } = op;
      const parts = partsOf(rows, classes, true);
      if (parts === 1) return [op];
      const to = allocate(rows * parts);
      return [
        { ...op, to, rows: rows * parts, classes: classes / parts },
        { ...op, from: to, classes: parts },
      ];
    }
    return [op];
  });
  return { ...plan, sizes, operations };
}
