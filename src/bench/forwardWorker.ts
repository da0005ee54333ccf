/// <reference lib="webworker" />
/** Measures in a worker how long networks take to answer one image, on WASM and one core. */

import type { Architecture } from "../domain/architecture.ts";
import { errorText } from "../domain/errorText.ts";
import { loadKernels } from "../tensor/executors/wasm/kernelModule.ts";
import relaxed from "../tensor/executors/wasm/kernels.relaxed.wasm?url";
import simd from "../tensor/executors/wasm/kernels.simd.wasm?url";
import { openWasm } from "../tensor/executors/wasm/wasmExecutor.ts";
import type { ForwardReport } from "./forwardClient.ts";
import { measureForward } from "./forwardTime.ts";

async function measure(architectures: readonly Architecture[]): Promise<ForwardReport> {
  const absolute = (path: string) => new URL(path, location.href).href;
  const kernels = await loadKernels({ simd: absolute(simd), relaxed: absolute(relaxed) });
  const times: number[] = [];
  for (const architecture of architectures) {
    const executor = openWasm(kernels);
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
