/** Serves the built page on a free port of this machine until the process ends, and prints the port. */
import { join } from "node:path";
import { preview } from "vite";

const server = await preview({
  root: join(import.meta.dirname, "../.."),
  preview: { port: 0, strictPort: true },
  logLevel: "silent",
});
console.log(`serving dist on port ${server.httpServer.address().port}`);
