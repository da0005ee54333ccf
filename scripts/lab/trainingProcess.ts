/** A hand of the crew as a process of its own: the working end of scripts/nodeCrew.ts. */

import "../build/relaxedSimd.ts";
import { serveTrainingWorker, type WorkerCommand } from "../../src/engine/pool/trainingWorker.ts";

const serve = serveTrainingWorker((report) => process.send?.(report));
process.on("message", (command) => serve(command as WorkerCommand));
process.on("disconnect", () => process.exit(0));
// Ctrl+C reaches every process of a terminal: the one that conducts stops this one in its own way.
process.on("SIGINT", () => {});
