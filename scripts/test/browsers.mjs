/**
 * `npm run test:browsers`: installs missing packages, builds, and trains in every browser engine of this machine. With
 * `-- --all` a missing engine counts as failed, not as skipped.
 */
import { join } from "node:path";
import { installMissing, run } from "../build/steps.mjs";

process.chdir(join(import.meta.dirname, "../.."));
installMissing();
const succeeded =
  run("build", "vite", "build") &&
  run("browsers", "tsx", "scripts/browsers/trainInBrowsers.ts", ...process.argv.slice(2));
process.exitCode = succeeded ? 0 : 1;
