/** Writes faults into the programs of the page's workers. */

import type { Page } from "@playwright/test";

/** Tag of tests that `npm run test:faults` runs and `npm test` does not. */
export const LONG = "@long";

/** Scripts that run before the programs of workers, by their order from 0; those beyond a list are left as they are. */
export interface Scripts {
  readonly conducting?: readonly string[];
  /** one script alone runs before every training worker's program */
  readonly training?: readonly string[] | string;
}

/**
 * Puts scripts before the programs of workers. Requests of a worker's own workers are not seen from here, so the
 * conducting worker is given a `Worker` that does it.
 * @returns how many conducting workers have been started
 */
export async function writeInto(page: Page, { conducting = [], training = [] }: Scripts): Promise<() => number> {
  let started = 0;
  const nested = `{
    const [Plain, scripts] = [Worker, ${JSON.stringify(training)}];
    const address = (program) => URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    globalThis.Worker = class extends Plain {
      constructor(url, options) {
        const script = typeof scripts === "string" ? scripts : scripts.shift();
        if (script === undefined) super(url, options);
        else if (script === MISSING) super("/", options);
        else super(address(\`import "\${address(script)}"; import "\${url}"\`), options);
      }
    };
  };`.replace("MISSING", JSON.stringify(MISSING));
  await page.route(/conductingWorker-.*\.js/, async (route) => {
    const response = await route.fetch();
    const body = `${nested}${conducting[started++] ?? ""};\n${await response.text()}`;
    await route.fulfill({ contentType: "text/javascript", body });
  });
  return () => started;
}

/** In place of a script: a single-page host answers the program's address with its page. */
export const MISSING = "missing";

/** A training worker's script by which the software adapter passes for hardware. */
export const hardwareAdapter = `Object.defineProperty(GPUAdapter.prototype, "info", {
  value: { vendor: "test", architecture: "card", device: "", description: "" },
});`;
