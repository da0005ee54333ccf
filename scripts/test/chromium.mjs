/** Finds a Chromium for the end-to-end tests: an existing one first, then Playwright's own, then the system's package. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join } from "node:path";

/** How the tests and the benchmark start it: headless, with WebGPU on a software adapter, and quiet. */
export const browserFlags = [
  "--headless=new",
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

const known = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
};

function existing() {
  const asked = process.env.CHROMIUM;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM names ${asked}, but there is no such file`);
  }
  return (known[platform()] ?? []).find((path) => existsSync(path));
}

function playwrightHasOwn() {
  const folder = join(homedir(), ".cache/ms-playwright");
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("chromium"));
}

/**
 * Makes sure that a Chromium is there.
 * @returns the path of an existing one, or null where Playwright brings its own
 */
export function findOrInstallChromium() {
  const found = existing();
  if (found) return found;
  if (playwrightHasOwn()) return null;
  const install = (command, ...args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;
  if (platform() === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    install("apt-get", "update", "-qq");
    if (install("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")) return existing() ?? null;
  }
  if (install("npx", "--no-install", "playwright", "install", "chromium")) return null;
  throw new Error("no Chromium was found or could be installed; install one and set CHROMIUM to its path");
}
