/** Asks a worker how long networks take to answer one image. */

import type { Architecture } from "../domain/architecture.ts";

/** What the worker replies. */
export type ForwardReport =
  /** milliseconds of each network */
  { readonly type: "done"; readonly times: readonly number[] } | { readonly type: "failed"; readonly detail: string };

/** Measures networks one after the other, off the main thread. @throws Error where it could not be measured, with the reason */
export function timeForward(architectures: readonly Architecture[]): Promise<readonly number[]> {
  const worker = new Worker(new URL("./forwardWorker.ts", import.meta.url), { type: "module" });
  const times = new Promise<readonly number[]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ForwardReport>) =>
      data.type === "done" ? resolve(data.times) : reject(new Error(data.detail));
    worker.onerror = ({ message }) => reject(new Error(message || "the worker stopped"));
  });
  worker.postMessage(architectures);
  return times.finally(() => worker.terminate());
}
