/** One block of memory for all buffers of a plan: buffers that are never needed at the same time share addresses. */

import { type BufferId, buffersReadBy, type ExecutionPlan, isDense, type PlannedOp } from "./plannedOps.ts";

/** Offsets of buffers, in floats from the start of the block. */
export interface MemoryPlan {
  readonly offsets: ReadonlyMap<BufferId, number>;
  /** floats in the block */
  readonly size: number;
}

/** Floats that kernels may read past the end of a buffer, and the alignment of offsets: a cache line. */
const SLACK = 16;

/** The buffers that an operation may overwrite with its own result, element by element. */
function overwritableBuffers(op: PlannedOp, plan: ExecutionPlan): readonly BufferId[] {
  if (op.kind === "unary") return [op.from];
  if (op.kind !== "binary") return [];
  const sides = [op.left, op.right];
  const inOrder = sides.filter((side) => isDense(side, op.shape, plan.sizes.get(side.buffer)!));
  // A side that reads other elements of the same buffer would read new values there.
  const readOutOfOrder = sides.filter((side) => !inOrder.includes(side)).map(({ buffer }) => buffer);
  return inOrder.flatMap(({ buffer }) => (readOutOfOrder.includes(buffer) ? [] : [buffer]));
}

/** What a device requires of its buffers. */
export interface MemoryConstraints {
  /** buffers that have memory of their own */
  readonly external: ReadonlySet<BufferId>;
  /** the group of each operation; those of one group run at the same time, so their buffers may not share addresses */
  readonly groups?: readonly number[];
}

/**
 * Finds an offset for every buffer that is not external.
 * Inputs and constants are written before the first operation; outputs are read after the last.
 */
export function planMemory(plan: ExecutionPlan, { external, groups }: MemoryConstraints): MemoryPlan {
  const { operations, sizes, origins } = plan;
  const lastRead = new Map<BufferId, number>();
  for (const [at, op] of operations.entries()) for (const id of buffersReadBy(op)) lastRead.set(id, at);
  const kept = [...plan.outputs.map((o) => o.buffer), ...plan.assignments.map((a) => a.buffer), ...plan.gradients];
  for (const id of kept) lastRead.set(id, Number.POSITIVE_INFINITY);

  const offsets = new Map<BufferId, number>();
  let free: { from: number; to: number }[] = [];
  let size = 0;
  const alignedSize = (id: BufferId) => Math.ceil((sizes.get(id)! + SLACK) / SLACK) * SLACK;
  const allocate = (id: BufferId) => {
    const needed = alignedSize(id);
    const fitting = free.filter((gap) => gap.to - gap.from >= needed);
    const smallest = fitting.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    if (smallest) {
      offsets.set(id, smallest.from);
      smallest.from += needed;
      free = free.filter((gap) => gap.to > gap.from);
      return;
    }
    offsets.set(id, size);
    size += needed;
  };
  const release = (id: BufferId) => {
    const from = offsets.get(id);
    if (from === undefined) return;
    free.push({ from, to: from + alignedSize(id) });
    free.sort((a, b) => a.from - b.from);
    free = free.reduce<{ from: number; to: number }[]>((merged, gap) => {
      const last = merged.at(-1);
      if (last && last.to === gap.from) last.to = gap.to;
      else merged.push({ ...gap });
      return merged;
    }, []);
  };

  for (const id of origins.keys()) if (!external.has(id)) allocate(id);
  const owned = new Set<BufferId>();
  const toRelease: BufferId[] = [];
  for (const [at, op] of operations.entries()) {
    if (groups && groups[at] !== groups[at - 1]) for (const id of toRelease.splice(0)) release(id);
    const lastReads = [...new Set(buffersReadBy(op))].filter((id) => lastRead.get(id) === at && owned.has(id));
    const overwritten = groups ? undefined : overwritableBuffers(op, plan).find((id) => lastReads.includes(id));
    if (external.has(op.to)) continue;
    if (overwritten === undefined) allocate(op.to);
    else offsets.set(op.to, offsets.get(overwritten)!);
    owned.add(op.to);
    for (const id of lastReads) owned.delete(id);
    toRelease.push(...lastReads.filter((id) => id !== overwritten), ...(lastRead.has(op.to) ? [] : [op.to]));
    if (!groups) for (const id of toRelease.splice(0)) release(id);
  }
  return { offsets, size };
}
