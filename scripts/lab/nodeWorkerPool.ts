/** The worker pool in Node: each training worker is a process of its own. */

import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../src/engine/backends/backendTypes.ts";
import type { WorkerPool } from "../../src/engine/pool/conductor.ts";
import type { TrainingWorker } from "../../src/engine/pool/workerCommands.ts";
import { openWorkerPort, type WorkerPort } from "../../src/protocol/workerPort.ts";
import { kernelFiles } from "../build/kernelFiles.ts";
import { installation } from "../commandLine/installation.ts";

/** Where Node finds what the engine needs. */
export const nodePlatform: Platform = {
  wasmPaths: Object.fromEntries(
    ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"].map((name) => [name, join(installation.tfjsWasm, name)]),
  ),
  kernels: kernelFiles,
  processor: cpus()[0]?.model.trim() || "processor",
};

/** The port of a child process. Commands to a process that has ended are dropped. */
function processPort<Command extends Serializable, Report>(child: ChildProcess): WorkerPort<Command, Report> {
  const { port, deliver, lose } = openWorkerPort<Command, Report>({
    post: (command) => {
      if (child.connected) child.send(command);
    },
    terminate: () => {
      child.kill("SIGKILL");
    },
  });
  child.on("message", (report) => deliver(report as Report));
  child.on("exit", (code, signal) => {
    const how = signal
      ? `was ended by ${signal}${signal === "SIGKILL" ? ", as where memory is short; take fewer --workers" : ""}`
      : `ended with code ${code}`;
    lose(`a training process ${how}`);
  });
  return port;
}

function spawnProcess(): TrainingWorker {
  const { path, execArgv } = installation.trainingProcess;
  return processPort(
    fork(path, {
      execArgv: [...execArgv],
      // In a process group of its own: a terminal sends Ctrl+C to a whole group, also to processes that only start.
      detached: true,
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    }),
  );
}

/** A pool of training processes, by default one for each core that this process may use. */
export function nodeWorkerPool(size = availableParallelism()): WorkerPool {
  return { size, platform: nodePlatform, spawn: spawnProcess };
}
