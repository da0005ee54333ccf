/** Stands for the conducting worker where the page's side of it is tested: records commands, and sends what a test says. */

import type { Command, Message } from "../protocol/commands.ts";
import { openWorkerPort, type WorkerPort } from "../protocol/workerPort.ts";

/** One worker of the fake. */
export interface FakeWorker {
  readonly port: WorkerPort<Command, Message>;
  /** the commands it has received */
  readonly commands: readonly Command[];
  isTerminated(): boolean;
  send(message: Message): void;
  /** it stops, for a reason in words */
  die(detail: string): void;
}

/** A worker that does nothing of its own accord. */
export function fakeConductingWorker(): FakeWorker {
  const commands: Command[] = [];
  let terminated = false;
  const { port, deliver, lose } = openWorkerPort<Command, Message>({
    post: (command) => {
      commands.push(command);
    },
    terminate: () => {
      terminated = true;
    },
  });
  return { port, commands, isTerminated: () => terminated, send: deliver, die: lose };
}
