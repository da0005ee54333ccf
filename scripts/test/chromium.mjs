/** Finds a Chromium for the end-to-end tests: the system's first, then Playwright's own. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { platform } from "node:os";
import { run } from "../build/steps.mjs";

/** How the tests and the benchmark start it: headless, with WebGPU on a software adapter, without background traffic. */
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

const APT = "/usr/bin/apt-get";

/** The Chromium that Playwright has installed, if any. */
function playwrightsOwn() {
  // Loaded here only: the test command is started before packages are installed.
  const path = createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/**
 * The path of a Chromium that is installed, or undefined. CHROMIUM names another one than those that are looked for.
 * @throws Error when CHROMIUM names a file that does not exist
 */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM names ${named}, but there is no such file`);
  return named || known[platform()]?.find((path) => existsSync(path)) || playwrightsOwn();
}

/**
 * The path of a Chromium; where there is none, one is installed.
 * @throws Error when none was found and none could be installed
 */
export function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  const apt = (...args) => spawnSync(APT, args, { stdio: "inherit" }).status === 0;
  const isRoot = platform() === "linux" && process.getuid?.() === 0;
  const installed =
    isRoot &&
    existsSync(APT) &&
    apt("update", "-qq") &&
    apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  if (!installed) run("Playwright's Chromium", "playwright", "install", "chromium");
  const path = findChromium();
  if (path) return path;
  throw new Error("no Chromium was found or could be installed; install one and set CHROMIUM to its path");
}
