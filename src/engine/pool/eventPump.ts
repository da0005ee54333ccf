/** Pulls a job's generator: holds it while paused, lets single steps through, and gathers events into messages. */

import type { TrainingEvent } from "../../protocol/events.ts";
import { joinLossBlocks } from "../../protocol/lossBlocks.ts";

/** What may flow. A valve is shared with whoever turns it. */
export interface PumpControl {
  state: "open" | "paused" | "stopped";
  /** steps that may pass although it is paused */
  allowedSteps: number;
  /** called by whoever turned the valve */
  changed: () => void;
}

/** An open valve. */
export function openPumpControl(): PumpControl {
  return { state: "open", allowedSteps: 0, changed: () => {} };
}

/** How long events are gathered before they are sent, and how long work goes on before commands are heard; ms. */
const MESSAGE_EVERY = 50;
const BREATHE_EVERY = 16;

/** Lets timers and messages in: a task of its own, not only a promise's turn. */
function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Pulls to the end, or until stopped.
 * @param send takes some events; called about every 50 ms while work goes on, and before every wait
 */
export async function pump(
  events: AsyncGenerator<TrainingEvent>,
  valve: PumpControl,
  send: (events: readonly TrainingEvent[]) => void,
): Promise<"completed" | "stopped"> {
  let gathered: TrainingEvent[] = [];
  let [sent, breathed] = [performance.now(), performance.now()];
  const flush = () => {
    if (gathered.length > 0) send(joinLossBlocks(gathered));
    gathered = [];
    sent = performance.now();
  };
  try {
    for (;;) {
      while (valve.state === "paused" && valve.allowedSteps === 0) {
        flush();
        await new Promise<void>((resolve) => {
          valve.changed = resolve;
        });
      }
      if (valve.state === "stopped") return "stopped";
      const next = await events.next();
      if (next.done) return "completed";
      gathered.push(next.value);
      if (valve.allowedSteps > 0 && next.value.type === "losses") valve.allowedSteps--;
      const now = performance.now();
      if (now - sent > MESSAGE_EVERY) flush();
      if (now - breathed > BREATHE_EVERY) {
        await yieldToMessages();
        breathed = performance.now();
      }
    }
  } finally {
    await events.return(undefined);
    flush();
  }
}
