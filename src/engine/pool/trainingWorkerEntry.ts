/** A hand of the crew in a browser worker of its own. */

import { type HandCommand, serveHand } from "./trainingWorker.ts";

const serve = serveHand((report) => postMessage(report));
addEventListener("message", (message: MessageEvent<HandCommand>) => serve(message.data));
