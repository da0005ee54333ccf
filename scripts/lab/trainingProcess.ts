/** The program of a training worker in Node, a process started by nodeWorkerPool.ts. */

import "../build/relaxedSimd.ts";
import { serveTrainingWorker } from "../../src/engine/pool/trainingWorker.ts";
import type { WorkerCommand, WorkerReport } from "../../src/engine/pool/workerCommands.ts";
import { dawn } from "../webgpu/dawn.ts";

const report = (message: WorkerReport) => process.send?.(message);
const carryOut = serveTrainingWorker(report, { gpu: dawn });
report({ type: "ready" });
process.on("message", (command) => carryOut(command as WorkerCommand));
process.on("disconnect", () => process.exit(0));
// Some send a request to end to every process of a command. This one goes on until the conductor stops it with a command,
// or ends it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
