/**
 * `npm test`: installs what is missing, runs every check, and closes with "N passed, N failed, N skipped". Checks and
 * unit tests run beside the build and the end-to-end tests; what is measured in milliseconds runs alone at the end.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installMissing } from "../build/steps.mjs";
import { findOrInstallChromium } from "./chromium.mjs";
import { runStep } from "./parallelSteps.mjs";
import {
  closingLine,
  exitCode,
  playwrightCounts,
  suiteCounts,
  timingCounts,
  totalCounts,
  vitestCounts,
} from "./testCounts.mjs";

process.chdir(join(import.meta.dirname, "../.."));
const began = performance.now();
installMissing();
process.env.CHROMIUM = findOrInstallChromium();
// The steps would otherwise compile the kernels at the same time, into the same files.
const { compileKernels } = await import("../build/kernels.mjs");
await compileKernels();

const reports = mkdtempSync(join(tmpdir(), "playground-"));
const counts = [];
const parts = [`preparation: ${((performance.now() - began) / 1000).toFixed(1)} s`];

async function measured(step) {
  const { name, seconds, succeeded } = await step;
  parts.push(`${name}: ${seconds.toFixed(1)} s`);
  return succeeded;
}

async function gate(...step) {
  const succeeded = await measured(runStep(...step));
  counts.push({ passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 });
  return succeeded;
}

/** Runs a test runner and counts its tests by the report that it writes. */
async function suite(report, countsOf, ...step) {
  const succeeded = await measured(runStep(...step));
  const found = existsSync(report) ? countsOf(JSON.parse(readFileSync(report, "utf8"))) : null;
  counts.push(suiteCounts(succeeded, found));
}

function unitTests() {
  const report = join(reports, "unit.json");
  const options = ["--maxWorkers=1", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return suite(report, vitestCounts, "unit tests", "vitest", "run", ...options);
}

function endToEndTests(project, name, countsOf) {
  const report = join(reports, `${project}.json`);
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = report;
  const options = ["--config=e2e/playwright.config.ts", `--project=${project}`, "--reporter=list,json"];
  return suite(report, countsOf, name, "playwright", "test", ...options);
}

async function checks() {
  await gate("format and lint", "biome", "check", ".");
  await gate("types", "tsc");
  await gate("unused code", "knip");
  await unitTests();
}

async function builtPage() {
  if (!(await gate("build", "vite", "build"))) return false;
  await gate("size budget", "tsx", "scripts/build/sizeBudget.mjs");
  await endToEndTests("page", "end to end", playwrightCounts);
  return true;
}

const [isBuilt] = await Promise.all([builtPage(), checks()]);
if (isBuilt) await endToEndTests("timing", "timing", timingCounts);
rmSync(reports, { recursive: true, force: true });

const total = totalCounts(counts);
console.log(`\n${parts.join("\n")}\nall together: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
console.log(closingLine(total));
process.exitCode = exitCode(total);
