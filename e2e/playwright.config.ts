/** End-to-end tests on the built page, in real Chromium. */

import { defineConfig } from "@playwright/test";
import { browserFlags } from "../scripts/test/chromium.mjs";

const PORT = 4199;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: ".",
  timeout: 180_000,
  workers: 1,
  fullyParallel: false,
  outputDir: "../reports/e2e",
  use: {
    actionTimeout: 20_000,
    baseURL: `http://localhost:${PORT}`,
    locale: "en-US",
    // Pages are fetched from the server, not from what an earlier build left behind; offline.spec.ts allows them.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(process.env.CHROMIUM === "" ? {} : { executablePath }),
      args: [...browserFlags],
    },
  },
  webServer: {
    command: `npx --no-install vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}`,
    cwd: "..",
    reuseExistingServer: true,
  },
});
