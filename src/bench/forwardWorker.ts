/// <reference lib="webworker" />
/** Measures in a worker how long networks take to answer one image, on WASM and one core. */

import type { Architecture } from "../domain/architecture.ts";
import { errorText } from "../domain/errorText.ts";
import { openBackend } from "../engine/backends/openBackend.ts";
import { browserWorkerPool } from "../engine/pool/browserWorkerPool.ts";
import type { ForwardReport } from "./forwardClient.ts";
import { measureForward } from "./forwardTime.ts";

async function measure(architectures: readonly Architecture[]): Promise<ForwardReport> {
  const backend = await openBackend("wasm", browserWorkerPool().platform);
  const times: number[] = [];
  for (const architecture of architectures) {
    const executor = backend.openExecutor();
    times.push(await measureForward(executor, architecture, () => performance.now()));
    executor.dispose();
  }
  return { type: "done", times };
}

addEventListener("message", async ({ data }: MessageEvent<readonly Architecture[]>) => {
  postMessage(
    await measure(data).catch((error: unknown): ForwardReport => ({ type: "failed", detail: errorText(error) })),
  );
});
