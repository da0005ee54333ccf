/** Joins loss rows of consecutive steps into blocks: one message, and one line of a log, instead of one per step. */

import type { TrainingEvent } from "./events.ts";

type Losses = Extract<TrainingEvent, { type: "losses" }>;

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

function follows(before: Losses | undefined, next: Losses): boolean {
  if (!before) return false;
  const steps = before.rows.length / before.columns.length;
  return before.fromStep + steps === next.fromStep && before.columns.join() === next.columns.join();
}

/** The same events in the same order for every job, with adjacent loss rows of a job joined. */
export function joinLossBlocks(events: readonly TrainingEvent[]): readonly TrainingEvent[] {
  const out: (TrainingEvent | readonly Losses[])[] = [];
  const open = new Map<string, Losses[]>();
  for (const event of events) {
    if (event.type === "losses") {
      const blocks = open.get(event.job);
      if (blocks && follows(blocks.at(-1), event)) blocks.push(event);
      else {
        const begun = [event];
        open.set(event.job, begun);
        out.push(begun);
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
