/** The three browser engines, and where this machine has them. */

import { existsSync } from "node:fs";
import { type BrowserType, chromium, firefox, webkit } from "@playwright/test";
import { browserFlags, findChromium } from "../test/chromium.mjs";
import type { BrowserSession } from "./browserSession.ts";
import { openFirefox } from "./firefoxSession.ts";
import { openWithPlaywright } from "./playwrightSession.ts";
import { openWebkitgtk } from "./webkitgtkSession.ts";

/** How an engine is started here, or the packages that are missing. */
type Found = { readonly open: () => Promise<BrowserSession> } | { readonly missing: string };

export interface BrowserEngine {
  readonly name: string;
  find(): Found;
}

const firstThere = (...paths: readonly (string | undefined)[]) =>
  paths.find((path) => path !== undefined && path !== "" && existsSync(path));

/** The engine that Playwright has installed, if any. */
function playwrightsOwn(type: BrowserType): Found | null {
  return existsSync(type.executablePath()) ? { open: () => openWithPlaywright(type, {}) } : null;
}

function findFirefox(): Found {
  const path = firstThere(
    process.env.FIREFOX,
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
  );
  return path
    ? { open: () => openFirefox(path) }
    : { missing: "Debian's package firefox-esr, or FIREFOX with the path of a Firefox" };
}

const LIBRARIES = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"];

function findWebkitgtk(): Found {
  const driver = firstThere("/usr/bin/WebKitWebDriver");
  const browser = firstThere(
    ...LIBRARIES.flatMap((folder) =>
      ["webkit2gtk-4.1", "webkitgtk-6.0"].map((name) => `${folder}/${name}/MiniBrowser`),
    ),
  );
  // xvfb-run needs xauth, which the package xvfb only recommends.
  const xvfbRun = existsSync("/usr/bin/xauth") ? (firstThere("/usr/bin/xvfb-run") ?? null) : null;
  const missing = [
    ...(driver && browser ? [] : ["webkit2gtk-driver"]),
    ...(xvfbRun || process.env.DISPLAY ? [] : ["xvfb", "xauth"]),
  ];
  return driver && browser && missing.length === 0
    ? { open: () => openWebkitgtk({ driver, browser, xvfbRun }) }
    : { missing: `Debian's packages ${missing.join(", ")}` };
}

function findInstalledChromium(): Found {
  const executablePath = findChromium();
  return executablePath
    ? { open: () => openWithPlaywright(chromium, { executablePath, args: [...browserFlags] }) }
    : { missing: "Debian's package chromium, or CHROMIUM with the path of a Chromium" };
}

/** All engines; what Playwright has installed is preferred where it is there. */
export const browserEngines: readonly BrowserEngine[] = [
  { name: "Chromium", find: findInstalledChromium },
  { name: "Firefox", find: () => playwrightsOwn(firefox) ?? findFirefox() },
  { name: "WebKit", find: () => playwrightsOwn(webkit) ?? findWebkitgtk() },
];
