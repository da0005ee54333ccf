/** Runs steps side by side: the output of each is kept and printed whole when the step ends. */
import { spawn } from "node:child_process";
import { toolScript } from "../build/steps.mjs";

/** Runs a tool of the project, then prints its output. Resolves to its name, seconds, and whether it succeeded. */
export function runStep(name, tool, ...args) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [toolScript(tool), ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => output.push(bytes));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const seconds = (performance.now() - began) / 1000;
      const outcome = code === 0 ? "passed" : `failed with ${signal ?? `code ${code}`}`;
      console.log(`\n── ${name}: ${outcome} after ${seconds.toFixed(1)} s`);
      process.stdout.write(Buffer.concat(output));
      resolve({ name, seconds, succeeded: code === 0 });
    });
  });
}
