/** Firefox as the system installs it, driven by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/) without geckodriver. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";
import type { BrowserSession } from "./browserSession.ts";

const STARTUP_SECONDS = 60;

interface Reply {
  readonly type: "success" | "error" | "event";
  readonly id?: number;
  readonly result?: unknown;
  readonly message?: string;
}

/** Waits for the line in which Firefox states its address. */
function addressOf(firefox: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Firefox opened no port within ${STARTUP_SECONDS} s`)),
      1000 * STARTUP_SECONDS,
    );
    const lines: string[] = [];
    createInterface({ input: firefox.stderr! }).on("line", (line) => {
      lines.push(line);
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
    firefox.once("error", reject);
    firefox.once("exit", (code) => reject(new Error(`Firefox ended with code ${code}: ${lines.slice(-3).join(" ")}`)));
  });
}

/** Sends commands and resolves each to its result. */
async function connect(address: string) {
  const socket = new WebSocket(`${address}/session`);
  const waiting = new Map<number, (reply: Reply) => void>();
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  socket.on("message", (data) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  socket.on("close", () => {
    for (const settle of waiting.values()) settle({ type: "error", message: "Firefox closed the connection" });
  });
  let last = 0;
  return <T>(method: string, params: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, (reply) => {
        waiting.delete(id);
        if (reply.type === "success") resolve(reply.result as T);
        else reject(new Error(`${method}: ${reply.message}`));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
}

interface Evaluated {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** Starts Firefox without a window, with a fresh profile. */
export async function openFirefox(executable: string): Promise<BrowserSession> {
  const profile = mkdtempSync(join(tmpdir(), "playground-firefox-"));
  const options = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  const firefox = spawn(executable, options, { stdio: ["ignore", "ignore", "pipe"] });
  const close = async () => {
    if (firefox.exitCode === null && firefox.signalCode === null) {
      const ended = new Promise((resolve) => firefox.once("exit", resolve));
      firefox.kill();
      await ended;
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const send = await connect(await addressOf(firefox));
    const { capabilities } = await send<{ readonly capabilities: { readonly browserVersion: string } }>("session.new", {
      capabilities: {},
    });
    const { context } = await send<{ readonly context: string }>("browsingContext.create", { type: "tab" });
    return {
      version: capabilities.browserVersion,
      open: async (url) => {
        await send("browsingContext.navigate", { context, url, wait: "complete" });
      },
      evaluate: async (expression) => {
        const { type, result, exceptionDetails } = await send<Evaluated>("script.evaluate", {
          expression: `(async () => JSON.stringify(await (${expression})) ?? "null")()`,
          target: { context },
          awaitPromise: true,
        });
        if (type === "exception") throw new Error(exceptionDetails?.text);
        return JSON.parse(result!.value!);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
