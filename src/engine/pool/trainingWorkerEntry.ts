/** A hand of the crew in a browser worker of its own. */

import { serveTrainingWorker, type WorkerCommand } from "./trainingWorker.ts";

const serve = serveTrainingWorker((report) => postMessage(report));
addEventListener("message", (message: MessageEvent<WorkerCommand>) => serve(message.data));
