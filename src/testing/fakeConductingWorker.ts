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

/** Makes a fake that sends nothing by itself. */
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
