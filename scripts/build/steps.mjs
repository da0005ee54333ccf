/** Steps that the commands share: installing missing packages, and finding and running a tool of the project. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Packages whose tool has another name than the package. */
const packages = { biome: "@biomejs/biome", playwright: "@playwright/test", tsc: "typescript" };

/** Installs the exact packages of the lockfile, unless they are installed already. */
export function installMissing() {
  const installed = "node_modules/.package-lock.json";
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  if (existsSync(installed) && sameVersions(installed)) return;
  // On Windows npm is a .cmd file, which Node starts through a shell only.
  execFileSync("npm", ["ci"], { stdio: "inherit", shell: process.platform === "win32" });
}

function sameVersions(installed) {
  const versions = (file) =>
    Object.fromEntries(Object.entries(JSON.parse(readFileSync(file, "utf8")).packages).map(([k, p]) => [k, p.version]));
  const [wanted, found] = [versions("package-lock.json"), versions(installed)];
  return Object.entries(found).every(([name, version]) => wanted[name] === version);
}

/**
 * The script of a tool in node_modules, to be run by Node itself: it needs no shell, also on Windows.
 * @throws Error when the package is not installed or has no such tool
 */
export function toolScript(tool) {
  const folder = join(root, "node_modules", packages[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const script = typeof bin === "string" ? bin : bin?.[tool];
  if (!script) throw new Error(`${folder} has no tool "${tool}"`);
  return join(folder, script);
}

/** Runs a tool with its output shown. Returns true when it succeeded. */
export function run(name, tool, ...args) {
  console.log(`\n── ${name}`);
  return spawnSync(process.execPath, [toolScript(tool), ...args], { stdio: "inherit" }).status === 0;
}
