/** Steps that the commands share: installing what is missing, running a tool of the project. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";

/** Installs the exact packages of the lockfile, unless they are there already. */
export function installMissing() {
  const installed = "node_modules/.package-lock.json";
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  if (existsSync(installed) && sameVersions(installed)) return;
  execFileSync("npm", ["ci"], { stdio: "inherit" });
}

function sameVersions(installed) {
  const versions = (file) =>
    Object.fromEntries(Object.entries(JSON.parse(readFileSync(file, "utf8")).packages).map(([k, p]) => [k, p.version]));
  const [wanted, found] = [versions("package-lock.json"), versions(installed)];
  return Object.entries(found).every(([name, version]) => wanted[name] === version);
}

/** Runs a tool from node_modules with its output shown. Returns true when it succeeded. */
export function run(name, command, ...args) {
  console.log(`\n── ${name}`);
  return spawnSync("npx", ["--no-install", command, ...args], { stdio: "inherit" }).status === 0;
}
