/** The program of a training worker in a browser. */

import { serveTrainingWorker, type WorkerCommand } from "./trainingWorker.ts";

const carryOut = serveTrainingWorker((report) => postMessage(report));
addEventListener("message", (message: MessageEvent<WorkerCommand>) => carryOut(message.data));
