/** The crew in a browser: each hand is a module worker, one core each. */

import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import relaxedKernels from "../../tensor/executors/wasm/kernels.relaxed.wasm?url";
import simdKernels from "../../tensor/executors/wasm/kernels.simd.wasm?url";
import type { WorkerPool } from "./conductor.ts";
import type { TrainingWorker, WorkerReport } from "./trainingWorker.ts";

/** Most workers that train side by side: beyond it a laptop gets hot, not faster. */
const MAX_WORKERS = 4;

function spawnWorker(): TrainingWorker {
  const worker = new Worker(new URL("./trainingWorkerEntry.ts", import.meta.url), { type: "module" });
  let listener: (report: WorkerReport) => void = () => {};
  const died = (detail: string) => listener({ type: "failed", code: "worker-died", detail });
  worker.onmessage = (message: MessageEvent<WorkerReport>) => listener(message.data);
  worker.onerror = (event) => died(`a training worker stopped: ${event.message || "no reason given"}`);
  worker.onmessageerror = () => died("a training worker sent something that could not be read");
  return {
    post: (command) => worker.postMessage(command),
    onReport: (take) => {
      listener = take;
    },
    terminate: () => worker.terminate(),
  };
}

/** As many hands as there are cores, up to four. */
export function browserWorkerPool(): WorkerPool {
  const absolute = (path: string) => new URL(path, location.href).href;
  const cores = navigator.hardwareConcurrency || 2;
  return {
    size: Math.max(1, Math.min(cores, MAX_WORKERS)),
    platform: {
      wasmPaths: {
        "tfjs-backend-wasm.wasm": absolute(plain),
        "tfjs-backend-wasm-simd.wasm": absolute(simd),
      },
      kernels: { simd: absolute(simdKernels), relaxed: absolute(relaxedKernels) },
      processor: `${cores} processor cores`,
    },
    spawn: spawnWorker,
  };
}
