/**
 * A worker as the side that started it uses it. The page holds such a port to its conducting worker (Command, Message),
 * the conductor one to each training worker (WorkerCommand, WorkerReport); a training worker is a browser worker, or in
 * the laboratory a Node process.
 */

/**
 * Receives the loss of a worker.
 * @param detail the reason in words
 * @param hasReported whether the worker had sent anything; one that never did may have no program that runs
 */
export type LossListener = (detail: string, hasReported: boolean) => void;

/** One worker. Each kind of listener is set once or replaced: there is at most one of each. */
export interface WorkerPort<Command, Report> {
  post(command: Command): void;
  onReport(listener: (report: Report) => void): void;
  /** the worker stopped, or sent something unreadable */
  onLost(listener: LossListener): void;
  /** ends the worker; afterwards no listener is called, whatever is still on its way */
  terminate(): void;
}

/** A port with the functions by which its transport delivers to the listeners. */
export interface PortEnds<Command, Report> {
  readonly port: WorkerPort<Command, Report>;
  deliver(report: Report): void;
  lose(detail: string): void;
}

/** Makes a port on any transport of messages. */
export function openWorkerPort<Command, Report>(
  transport: Pick<WorkerPort<Command, Report>, "post" | "terminate">,
): PortEnds<Command, Report> {
  let reportListener: (report: Report) => void = () => {};
  let lossListener: LossListener = () => {};
  let [terminated, hasReported] = [false, false];
  return {
    port: {
      post: transport.post,
      onReport: (listener) => {
        reportListener = listener;
      },
      onLost: (listener) => {
        lossListener = listener;
      },
      terminate: () => {
        terminated = true;
        transport.terminate();
      },
    },
    deliver: (report) => {
      hasReported = true;
      if (!terminated) reportListener(report);
    },
    lose: (detail) => {
      if (!terminated) lossListener(detail, hasReported);
    },
  };
}

/** How the loss of a browser worker is worded. */
export interface LossWords {
  /** @param message the browser's own message, often empty */
  stopped(message: string): string;
  readonly unreadable: string;
}

/** The port of a browser worker. */
export function browserWorkerPort<Command, Report>(worker: Worker, words: LossWords): WorkerPort<Command, Report> {
  const { port, deliver, lose } = openWorkerPort<Command, Report>({
    post: (command) => worker.postMessage(command),
    terminate: () => worker.terminate(),
  });
  worker.onmessage = ({ data }: MessageEvent<Report>) => deliver(data);
  worker.onerror = (event) => {
    // Otherwise the error of a worker's own worker ends the former, too, and then the page reports it as its own.
    event.preventDefault();
    lose(words.stopped(event.message));
  };
  worker.onmessageerror = () => lose(words.unreadable);
  return port;
}
