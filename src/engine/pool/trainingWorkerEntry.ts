/** The program of a training worker in a browser. */

import { serveTrainingWorker } from "./trainingWorker.ts";
import type { WorkerCommand, WorkerReport } from "./workerCommands.ts";

const carryOut = serveTrainingWorker((report) => postMessage(report));
postMessage({ type: "ready" } satisfies WorkerReport);
addEventListener("message", (message: MessageEvent<WorkerCommand>) => carryOut(message.data));
