/** The program of a training worker in Node, a process started by nodeWorkerPool.ts. */

import "../build/relaxedSimd.ts";
import { serveTrainingWorker } from "../../src/engine/pool/trainingWorker.ts";
import type { WorkerCommand } from "../../src/engine/pool/workerCommands.ts";

const carryOut = serveTrainingWorker((report) => process.send?.(report));
process.on("message", (command) => carryOut(command as WorkerCommand));
process.on("disconnect", () => process.exit(0));
// Ctrl+C is sent to every process of a terminal. This one goes on until the conductor stops it with a command.
process.on("SIGINT", () => {});
