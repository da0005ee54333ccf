/** A training worker that does nothing: it records commands, and sends what a test gives it. */

import type { Command, Message } from "../protocol/commands.ts";
import type { WorkerLike } from "../session/workerClient.ts";

/** The worker, the commands that it received, and a way to send messages from it to the page. */
export function openFakeWorker() {
  const sent: Command[] = [];
  const worker: WorkerLike = {
    postMessage: (command) => void sent.push(command),
    terminate: () => {},
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  const deliver = (message: Message) => worker.onmessage?.({ data: message } as MessageEvent<Message>);
  return { worker, sent, deliver };
}
