/** A browser that Playwright drives: the system's Chromium, or an engine that Playwright has installed. */

import type { BrowserType, LaunchOptions } from "@playwright/test";
import type { BrowserSession } from "./browserSession.ts";

/** Starts the browser without a window. */
export async function openWithPlaywright(type: BrowserType, options: LaunchOptions): Promise<BrowserSession> {
  const browser = await type.launch(options);
  const page = await browser.newPage();
  return {
    version: browser.version(),
    open: async (address) => {
      await page.goto(address);
    },
    evaluate: (expression) => page.evaluate(expression),
    close: () => browser.close(),
  };
}
