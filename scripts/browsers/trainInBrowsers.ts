/**
 * Trains the first experiment on WASM in every engine of this machine, and a small one on WebGPU where the browser
 * offers it. Prints one line for each engine, then "N passed, N failed, N skipped".
 */

import { parseArgs } from "node:util";
import { tinyExperiment } from "../../e2e/pageControls.ts";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import { errorText } from "../../src/domain/errorText.ts";
import { hashOf } from "../../src/session/experimentLink.ts";
import { type Counts, closingLine, exitCode, totalCounts } from "../test/testCounts.mjs";
import { type BrowserEngine, browserEngines } from "./browserEngines.ts";
import type { BrowserSession } from "./browserSession.ts";
import { openObservedServer } from "./observedServer.ts";
import { offersWebgpu, trainOn } from "./pageChecks.ts";

const { values } = parseArgs({
  options: {
    /** a missing engine counts as failed */
    all: { type: "boolean", default: false },
    /** engines by name, with commas between them */
    only: { type: "string" },
  },
});

const one = (outcome: keyof Counts): Counts => ({ passed: 0, failed: 0, skipped: 0, [outcome]: 1 });

async function testEngine({ name, find }: BrowserEngine, address: string): Promise<{ counts: Counts; line: string }> {
  const found = find();
  if ("missing" in found) {
    const outcome = values.all ? "failed" : "skipped";
    return { counts: one(outcome), line: `${name}: ${outcome}, it is not installed; it needs ${found.missing}` };
  }
  const lines: string[] = [];
  let version = "";
  // A fresh profile for each run: a service worker would serve the second one a page without its observer.
  const inFreshBrowser = async (run: (session: BrowserSession) => Promise<void>) => {
    const session = await found.open();
    version = ` ${session.version}`;
    await run(session).finally(() => session.close());
  };
  try {
    let hasWebgpu = false;
    await inFreshBrowser(async (session) => {
      const { seconds, verdict } = await trainOn(session, `${address}#/lab`, "wasm");
      lines.push(`the first experiment on WASM in ${seconds.toFixed(1)} s: "${verdict}"`);
      hasWebgpu = await offersWebgpu(session);
    });
    if (hasWebgpu)
      await inFreshBrowser(async (session) => {
        const small = address + (await hashOf(tinyExperiment(12), defaultExperiment));
        const { seconds } = await trainOn(session, small, "webgpu");
        lines.push(`a small one on WebGPU in ${seconds.toFixed(1)} s`);
      });
    else lines.push("no WebGPU here");
    return { counts: one("passed"), line: `${name}${version}: passed; ${lines.join("; ")}` };
  } catch (error) {
    const reason = errorText(error);
    return { counts: one("failed"), line: `${name}${version}: failed; ${[...lines, reason].join("; ")}` };
  }
}

const only = values.only?.toLowerCase().split(",");
const server = await openObservedServer();
const results: { readonly counts: Counts; readonly line: string }[] = [];
// One after another: each trains on every core.
for (const engine of browserEngines)
  if (!only || only.includes(engine.name.toLowerCase())) results.push(await testEngine(engine, server.address));
await server.close();

const total = totalCounts(results.map(({ counts }) => counts));
console.log(`\n${results.map(({ line }) => line).join("\n")}\n\n${closingLine(total)}`);
process.exitCode = exitCode(total);
