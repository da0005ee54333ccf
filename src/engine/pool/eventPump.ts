/** Pulls the events of a job's generator, holds while paused, lets single steps pass, and gathers events into messages. */

import type { TrainingEvent } from "../../protocol/events.ts";
import { joinLossBlocks } from "../../protocol/lossBlocks.ts";
import { COMMAND_INTERVAL, MESSAGE_INTERVAL } from "../../protocol/pacing.ts";

/** Whether events may flow; the pump reads it, and the commands of a training worker change it. */
export interface PumpControl {
  state: "open" | "paused" | "stopped";
  /** steps that may pass although the pump is paused */
  allowedSteps: number;
  /** to be called after every change of the two fields above; a pump that holds then reads them again */
  changed: () => void;
}

/** A control that lets everything pass. */
export function openPumpControl(): PumpControl {
  return { state: "open", allowedSteps: 0, changed: () => {} };
}

/** Waits for a task of its own: timers and messages are delivered only between tasks, not between promise callbacks. */
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
 * Pulls until the generator ends or the control is stopped; then the generator is closed. A step ends with its event
 * "losses"; what the generator yields after that, such as an evaluation, passes with the next step.
 * @param send receives gathered events: every `MESSAGE_INTERVAL` while events flow, before every hold, and at the end
 * @param now milliseconds of a steady clock
 * @throws whatever the generator throws
 */
export async function pump(
  events: AsyncGenerator<TrainingEvent>,
  control: PumpControl,
  send: (events: readonly TrainingEvent[]) => void,
  now: () => number = () => performance.now(),
): Promise<"completed" | "stopped"> {
  let gathered: TrainingEvent[] = [];
  let [lastSent, lastYield] = [now(), now()];
  const flush = () => {
    if (gathered.length > 0) send(joinLossBlocks(gathered));
    gathered = [];
    lastSent = now();
  };
  try {
    for (;;) {
      while (control.state === "paused" && control.allowedSteps === 0) {
        flush();
        await new Promise<void>((resolve) => {
          control.changed = resolve;
        });
      }
      if (control.state === "stopped") return "stopped";
      const next = await events.next();
      if (next.done) return "completed";
      gathered.push(next.value);
      if (control.allowedSteps > 0 && next.value.type === "losses") control.allowedSteps--;
      const time = now();
      if (time - lastSent > MESSAGE_INTERVAL) flush();
      if (time - lastYield > COMMAND_INTERVAL) {
        await yieldToMessages();
        lastYield = now();
      }
    }
  } finally {
    await events.return(undefined);
    flush();
  }
}
