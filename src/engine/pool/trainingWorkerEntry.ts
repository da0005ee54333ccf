/** The program of a training worker in a browser. */

import { serveTrainingWorker } from "./trainingWorker.ts";
import type { WorkerCommand } from "./workerCommands.ts";

const carryOut = serveTrainingWorker((report) => postMessage(report));
addEventListener("message", (message: MessageEvent<WorkerCommand>) => carryOut(message.data));
