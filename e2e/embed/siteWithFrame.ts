/** Another site that shows the page in a frame, and gives the frame the height that the page tells; and a server of the page that sends no headers. */

import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { FrameLocator, Page } from "@playwright/test";
import { HEIGHT_SCRIPT } from "../../src/views/sharing/frameText.ts";

export interface FramedPage {
  readonly frame: FrameLocator;
  /** everything that the page has sent to the site */
  messages(): Promise<readonly unknown[]>;
}

/** What keeps the messages beside the script that the page offers. */
const KEEP = `<script>messages = []; addEventListener("message", ({ data }) => messages.push(data));</script>`;

/** Starts a server, which ends with the test's page. @returns its address, with a slash */
async function served(page: Page, host: string, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  page.once("close", () => server.close());
  return `http://${host}:${(server.address() as AddressInfo).port}/`;
}

const TYPES: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript", css: "text/css" };

/** Serves the built page's files without any header but their type. @returns the address of the page */
export function bareServer(page: Page): Promise<string> {
  const dist = join(import.meta.dirname, "../../dist");
  return served(page, "localhost", ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const file = pathname === "/" ? "index.html" : pathname.slice(1);
    const type = TYPES[file.split(".").at(-1)!];
    if (!type) return void response.writeHead(404).end();
    response.setHeader("content-type", type);
    response.end(readFileSync(join(dist, file)));
  });
}

/**
 * Opens a site of another origin with a frame.
 * @param address of the page in the frame
 * @param attributes of the frame, such as `sandbox="allow-scripts"`
 */
export async function openInFrame(page: Page, address: string, attributes: string): Promise<FramedPage> {
  const source = address.replaceAll("&", "&amp;");
  const frame = `<iframe src="${source}" title="Playground" width="900" height="500" style="border: 0" ${attributes}></iframe>`;
  const html = `<!doctype html><html lang="en"><title>Course</title>${KEEP}${frame}${HEIGHT_SCRIPT}</html>`;
  const site = await served(page, "127.0.0.1", (_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(html);
  });
  await page.goto(site);
  return {
    frame: page.frameLocator("iframe"),
    messages: () => page.evaluate("messages"),
  };
}
