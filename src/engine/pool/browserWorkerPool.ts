/** The worker pool in a browser: each training worker is a module worker and uses one core. */

import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { workersFor } from "../../protocol/backends.ts";
import { startWorker } from "../../protocol/ownScripts.ts";
import { browserWorkerPort } from "../../protocol/workerPort.ts";
import relaxedKernels from "../../tensor/executors/wasm/kernels.relaxed.wasm?url";
import simdKernels from "../../tensor/executors/wasm/kernels.simd.wasm?url";
import type { WorkerPool } from "./conductor.ts";
import trainingWorker from "./trainingWorkerEntry.ts?worker&url";
import type { TrainingWorker } from "./workerCommands.ts";

function spawnWorker(): TrainingWorker {
  return browserWorkerPort(startWorker(trainingWorker), {
    stopped: (message) => `a training worker stopped: ${message || "no reason given"}`,
    unreadable: "a training worker sent something that could not be read",
  });
}

/** A pool of as many workers as there are cores, at most four. */
export function browserWorkerPool(): WorkerPool {
  const absolute = (path: string) => new URL(path, import.meta.url).href;
  const cores = navigator.hardwareConcurrency || 2;
  return {
    size: workersFor(cores),
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
