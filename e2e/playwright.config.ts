/** End-to-end tests on the built page, in real Chromium. They need a build: `npx vite build`. */

import { defineConfig } from "@playwright/test";
import { browserFlags, findChromium } from "../scripts/test/chromium.mjs";

const executablePath = findChromium();

export default defineConfig({
  testDir: ".",
  timeout: 180_000,
  // The unit tests run beside these, on as few as two cores: what a page shows may take a while, but not for ever.
  expect: { timeout: 20_000 },
  // A run already trains on every core. With one worker, projects also run in the order below.
  workers: 1,
  fullyParallel: false,
  outputDir: "../reports/e2e",
  use: {
    actionTimeout: 20_000,
    // Set by Playwright from what the server prints: see `wait` below.
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    locale: "en-US",
    // Pages are fetched from the server, not from what an earlier build left behind; offline.spec.ts allows them.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 800 },
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...browserFlags] },
  },
  projects: [
    { name: "page", testIgnore: "timing.spec.ts", grepInvert: /@long/ },
    // A quarter of an hour: `npm run test:faults`.
    { name: "faults", testMatch: "faults/*.spec.ts", grep: /@long/ },
    // Measured in milliseconds: alone, after everything else. Another program may disturb one try, but not three.
    { name: "timing", testMatch: "timing.spec.ts", retries: 2 },
  ],
  webServer: {
    command: "node scripts/test/serveDist.mjs",
    cwd: "..",
    wait: { stdout: /serving dist on port (?<e2e_port>\d+)/ },
    reuseExistingServer: false,
  },
});
