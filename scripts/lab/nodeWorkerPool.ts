/** The crew in Node: each hand is a process of its own, as each is a worker in the browser. */

import { fork } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../src/engine/backends/backendTypes.ts";
import type { WorkerPool } from "../../src/engine/pool/conductor.ts";
import type { TrainingWorker, WorkerReport } from "../../src/engine/pool/trainingWorker.ts";
import { kernelFiles } from "../build/kernelFiles.ts";

const root = join(import.meta.dirname, "../..");
const wasmFolder = join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist");

/** Where Node finds what the engine needs. */
export const nodePlatform: Platform = {
  wasmPaths: Object.fromEntries(
    ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"].map((name) => [name, join(wasmFolder, name)]),
  ),
  kernels: kernelFiles,
  processor: cpus()[0]?.model.trim() || "processor",
};

function hireProcess(): TrainingWorker {
  const child = fork(join(root, "scripts/lab/trainingProcess.ts"), {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let listener: (report: WorkerReport) => void = () => {};
  let released = false;
  child.on("message", (report) => listener(report as WorkerReport));
  child.on("exit", (code) => {
    if (!released)
      listener({ type: "failed", code: "worker-died", detail: `a training process ended with code ${code}` });
  });
  return {
    post: (command) => {
      if (child.connected) child.send(command);
    },
    onReport: (take) => {
      listener = take;
    },
    terminate: () => {
      released = true;
      child.kill();
    },
  };
}

/** A crew of processes, one a core. */
export function nodeCrew(size = cpus().length): WorkerPool {
  return { size, platform: nodePlatform, spawn: hireProcess };
}
