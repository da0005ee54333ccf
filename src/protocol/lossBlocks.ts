/** Joins the loss rows of consecutive steps into blocks, so that a message or a log has one event instead of many. */

import type { TrainingEvent } from "./events.ts";

type Losses = Extract<TrainingEvent, { type: "losses" }>;

/** The last step whose losses a block holds. */
export function lastStepOf({ fromStep, rows, columns }: Losses): number {
  return fromStep + rows.length / columns.length - 1;
}

/** One block with the rows of all. */
function joined(blocks: readonly Losses[]): Losses {
  const [first] = blocks as [Losses];
  if (blocks.length === 1) return first;
  const rows = new Float32Array(blocks.reduce((sum, block) => sum + block.rows.length, 0));
  let at = 0;
  for (const block of blocks) {
    rows.set(block.rows, at);
    at += block.rows.length;
  }
  return { ...first, rows };
}

/** Whether a block continues the one before it: the next step, with the same columns. */
function follows(before: Losses | undefined, next: Losses): boolean {
  if (!before) return false;
  return lastStepOf(before) + 1 === next.fromStep && before.columns.join() === next.columns.join();
}

/**
 * The same events, with adjacent loss blocks of a job joined. The order of each job's events stays; an event without a job
 * ends all blocks.
 */
export function joinLossBlocks(events: readonly TrainingEvent[]): readonly TrainingEvent[] {
  const out: (TrainingEvent | readonly Losses[])[] = [];
  const open = new Map<string, Losses[]>();
  for (const event of events) {
    if (event.type === "losses") {
      const blocks = open.get(event.job);
      if (blocks && follows(blocks.at(-1), event)) blocks.push(event);
      else {
        const fresh = [event];
        open.set(event.job, fresh);
        out.push(fresh);
      }
      continue;
    }
    const job = "job" in event ? event.job : "network" in event ? event.network : undefined;
    if (job === undefined) open.clear();
    else open.delete(job);
    out.push(event);
  }
  return out.map((event) => (Array.isArray(event) ? joined(event as readonly Losses[]) : (event as TrainingEvent)));
}
