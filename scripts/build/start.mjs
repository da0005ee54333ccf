/** `npm start`: installs what is missing, builds, and serves the production site on http://localhost:4173. */
import { join } from "node:path";
import { installMissing, run } from "./steps.mjs";

process.chdir(join(import.meta.dirname, "../.."));
const port = process.env.PORT ?? "4173";
if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
  console.error(`PORT is "${port}", but must be a number from 1 to 65535`);
  process.exit(1);
}
installMissing();
if (!run("build", "vite", "build")) process.exit(1);
console.log(`\nThe playground is at http://localhost:${port} (Ctrl+C stops it)`);
process.exit(run("server", "vite", "preview", "--port", port, "--strictPort") ? 0 : 1);
