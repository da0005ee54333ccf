/** WebKitGTK's MiniBrowser, driven by WebDriver (https://www.w3.org/TR/webdriver2/) through WebKitWebDriver. */

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { type BrowserSession, waitUntil } from "./browserSession.ts";

const STARTUP_SECONDS = 60;
/** Longest that one script may run in the page, ms. */
const SCRIPT_LIMIT = 600_000;

/** A port that is free now. WebKitWebDriver takes a number and cannot choose one. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

async function request<T>(method: string, address: string, body?: object): Promise<T> {
  const response = await fetch(address, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await response.json()) as { readonly value: T & { readonly message?: string } };
  if (!response.ok) throw new Error(`${method} ${new URL(address).pathname}: ${value.message}`);
  return value;
}

/** The paths that are needed: the driver, its browser, and a command that gives it a display. */
export interface WebkitgtkPaths {
  readonly driver: string;
  readonly browser: string;
  /** null where there is a display already */
  readonly xvfbRun: string | null;
}

/** Starts the browser on a display of its own. */
export async function openWebkitgtk({ driver, browser, xvfbRun }: WebkitgtkPaths): Promise<BrowserSession> {
  const port = await freePort();
  const command = [...(xvfbRun ? [xvfbRun, "-a"] : []), driver, `--port=${port}`];
  // A process group of its own: xvfb-run does not pass a signal on to what it has started.
  const started = spawn(command[0]!, command.slice(1), { stdio: "ignore", detached: true });
  const failed = new Promise<never>((_, reject) => started.once("error", reject));
  const address = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${address}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  const end = () => {
    try {
      process.kill(-started.pid!, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
  };
  try {
    await Promise.race([failed, waitUntil("WebKitWebDriver is ready", isReady, STARTUP_SECONDS)]);
    const { sessionId, capabilities } = await request<{
      readonly sessionId: string;
      readonly capabilities: { readonly browserVersion: string };
    }>("POST", `${address}/session`, {
      capabilities: {
        alwaysMatch: {
          timeouts: { script: SCRIPT_LIMIT },
          "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
        },
      },
    });
    const session = `${address}/session/${sessionId}`;
    return {
      version: capabilities.browserVersion,
      open: async (url) => {
        await request("POST", `${session}/url`, { url });
      },
      evaluate: async (expression) => {
        const script = `return (async () => JSON.stringify(await (${expression})) ?? "null")()`;
        return JSON.parse(await request<string>("POST", `${session}/execute/sync`, { script, args: [] }));
      },
      close: async () => {
        await request("DELETE", session).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
