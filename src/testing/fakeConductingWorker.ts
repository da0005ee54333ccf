/** A fake conducting worker for tests of the page: it records commands, and sends the messages that a test gives it. */

import type { Command, Message } from "../protocol/commands.ts";
import { openWorkerPort, type WorkerPort } from "../protocol/workerPort.ts";

/** The fake, with its port. */
export interface FakeWorker {
  readonly port: WorkerPort<Command, Message>;
  /** the commands it has received */
  readonly commands: readonly Command[];
  isTerminated(): boolean;
  send(message: Message): void;
  /** it stops, for a reason in words */
  die(detail: string): void;
}

/**
 * Makes a fake that sends nothing by itself but, at its first command, that its program runs.
 * @param starts false: its program does not start, and it sends nothing at all
 */
export function fakeConductingWorker(starts = true): FakeWorker {
  const commands: Command[] = [];
  let terminated = false;
  const { port, deliver, lose } = openWorkerPort<Command, Message>({
    post: (command) => {
      commands.push(command);
      if (starts && commands.length === 1) deliver({ type: "ready" });
    },
    terminate: () => {
      terminated = true;
    },
  });
  return { port, commands, isTerminated: () => terminated, send: deliver, die: lose };
}
