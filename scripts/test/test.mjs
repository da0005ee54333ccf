/** `npm test`: installs what is missing, runs every check, and closes with "N passed, N failed". */
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installMissing, run } from "../build/steps.mjs";
import { findOrInstallChromium } from "./chromium.mjs";

process.chdir(join(import.meta.dirname, "../.."));
installMissing();
const chromium = findOrInstallChromium();
if (chromium) process.env.CHROMIUM = chromium;

let passed = 0;
let failed = 0;
const reports = mkdtempSync(join(tmpdir(), "playground-"));

function gate(name, command, ...args) {
  if (run(name, command, ...args)) passed++;
  else failed++;
}

/** Runs a test runner and counts its tests by the report it writes. */
function suite(name, count, command, ...args) {
  const before = failed;
  const succeeded = run(name, command, ...args);
  const [ok, wrong] = count();
  passed += ok;
  failed += wrong;
  if (!succeeded && failed === before) failed++;
}

const unit = join(reports, "unit.json");
const endToEnd = join(reports, "e2e.json");
process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = endToEnd;
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

gate("format and lint", "biome", "check", ".");
gate("types", "tsc");
gate("unused code", "knip");
suite(
  "unit laws",
  () => {
    const report = readReport(unit);
    return report ? [report.numPassedTests, report.numFailedTests] : [0, 0];
  },
  ...["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unit}`],
);
gate("build", "vite", "build");
gate("size budget", "tsx", "scripts/build/sizeBudget.mjs");
suite(
  "end to end",
  () => {
    const stats = readReport(endToEnd)?.stats;
    return stats ? [stats.expected, stats.unexpected + stats.flaky] : [0, 0];
  },
  ...["playwright", "test", "--config=e2e/playwright.config.ts", "--reporter=list,json"],
);

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
