/** One block of memory for all buffers of a plan: buffers that are never needed at the same time share a place. */

import { type BufferId, buffersReadBy, type ExecutionPlan, isDense, type PlannedOp } from "./plannedOps.ts";

/** Places of buffers, in floats from the block's start. */
export interface MemoryPlan {
  readonly offsets: ReadonlyMap<BufferId, number>;
  /** floats in the block */
  readonly size: number;
}

/** Floats that kernels may read past a buffer's end, and the grain of places: a cache line. */
const SLACK = 16;

/** The buffer that a piece of work may overwrite with its own result, element by element. */
function overwritableBuffers(work: PlannedOp, plan: ExecutionPlan): readonly BufferId[] {
  if (work.kind === "unary") return [work.from];
  if (work.kind !== "binary") return [];
  const sides = [work.left, work.right];
  const inOrder = sides.filter((side) => isDense(side, work.shape, plan.sizes.get(side.buffer)!));
  // A side that reads elsewhere in the same buffer would find the new numbers there.
  const elsewhere = sides.filter((side) => !inOrder.includes(side)).map(({ buffer }) => buffer);
  return inOrder.flatMap(({ buffer }) => (elsewhere.includes(buffer) ? [] : [buffer]));
}

/** How a device wants its buffers. */
export interface MemoryConstraints {
  /** buffers that lie in memory of their own */
  readonly external: ReadonlySet<BufferId>;
  /** by piece of work: the group with which it runs at the same time, so that no two of a group may share a place */
  readonly groups?: readonly number[];
}

/**
 * Finds a place for every buffer that does not lie elsewhere.
 * Inputs and constants are written before the first piece of work; outputs are read after the last.
 */
export function planMemory(plan: ExecutionPlan, { external, groups }: MemoryConstraints): MemoryPlan {
  const { operations, sizes, origins } = plan;
  const lastRead = new Map<BufferId, number>();
  for (const [at, piece] of operations.entries()) for (const id of buffersReadBy(piece)) lastRead.set(id, at);
  const kept = [...plan.outputs.map((o) => o.buffer), ...plan.assignments.map((a) => a.buffer), ...plan.gradients];
  for (const id of kept) lastRead.set(id, Number.POSITIVE_INFINITY);

  const offsets = new Map<BufferId, number>();
  let free: { from: number; to: number }[] = [];
  let size = 0;
  const room = (id: BufferId) => Math.ceil((sizes.get(id)! + SLACK) / SLACK) * SLACK;
  const take = (id: BufferId) => {
    const wanted = room(id);
    const fitting = free.filter((gap) => gap.to - gap.from >= wanted);
    const best = fitting.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    if (best) {
      offsets.set(id, best.from);
      best.from += wanted;
      free = free.filter((gap) => gap.to > gap.from);
      return;
    }
    offsets.set(id, size);
    size += wanted;
  };
  const release = (id: BufferId) => {
    const from = offsets.get(id);
    if (from === undefined) return;
    free.push({ from, to: from + room(id) });
    free.sort((a, b) => a.from - b.from);
    free = free.reduce<{ from: number; to: number }[]>((merged, gap) => {
      const last = merged.at(-1);
      if (last && last.to === gap.from) last.to = gap.to;
      else merged.push({ ...gap });
      return merged;
    }, []);
  };

  for (const id of origins.keys()) if (!external.has(id)) take(id);
  const owned = new Set<BufferId>();
  const leaving: BufferId[] = [];
  for (const [at, piece] of operations.entries()) {
    if (groups && groups[at] !== groups[at - 1]) for (const id of leaving.splice(0)) release(id);
    const dying = [...new Set(buffersReadBy(piece))].filter((id) => lastRead.get(id) === at && owned.has(id));
    const heir = groups ? undefined : overwritableBuffers(piece, plan).find((id) => dying.includes(id));
    if (external.has(piece.to)) continue;
    if (heir === undefined) take(piece.to);
    else offsets.set(piece.to, offsets.get(heir)!);
    owned.add(piece.to);
    for (const id of dying) owned.delete(id);
    leaving.push(...dying.filter((id) => id !== heir), ...(lastRead.has(piece.to) ? [] : [piece.to]));
    if (!groups) for (const id of leaving.splice(0)) release(id);
  }
  return { offsets, size };
}
