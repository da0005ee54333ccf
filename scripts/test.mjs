/** `npm test`: installs what is missing, then runs every check and closes with "N passed, N failed". */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.chdir(join(import.meta.dirname, ".."));
if (!existsSync("node_modules/.package-lock.json")) {
  execFileSync("npm", ["ci"], { stdio: "inherit" });
}

let passed = 0;
let failed = 0;
const report = join(mkdtempSync(join(tmpdir(), "playground-")), "unit.json");

function run(name, command, ...args) {
  console.log(`\n── ${name}`);
  return spawnSync("npx", ["--no-install", command, ...args], { stdio: "inherit" }).status === 0;
}

function gate(name, command, ...args) {
  if (run(name, command, ...args)) passed++;
  else failed++;
}

gate("format and lint", "biome", "check", ".");
gate("types", "tsc");
const unit = run("unit laws", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`);
if (existsSync(report)) {
  const counts = JSON.parse(readFileSync(report, "utf8"));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
}
if (!unit && failed === 0) failed++;

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
