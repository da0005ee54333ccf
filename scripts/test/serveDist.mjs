/** Serves the built page on a free port of this machine until its standard input closes, and prints the port. */
import { join } from "node:path";
import { preview } from "vite";

const server = await preview({
  root: join(import.meta.dirname, "../.."),
  preview: { port: 0, strictPort: true },
  logLevel: "silent",
});
console.log(`serving dist on port ${server.httpServer.address().port}`);
// Playwright holds the other end of the pipe: where it is killed, its server ends too.
process.stdin.resume().on("close", () => process.exit(0));
