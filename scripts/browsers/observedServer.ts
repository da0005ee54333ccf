/** Serves the built page on a free port, with a script before all others that keeps what the page reports as wrong. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { preview } from "vite";

const root = join(import.meta.dirname, "../..");

/** Runs in the page: the protocols of the engines differ in what they report of its console. */
const observer = `<script>
  window.reportedErrors = [];
  const report = (text) => window.reportedErrors.push(String(text));
  const logged = console.error;
  console.error = (...parts) => { report(parts.join(" ")); logged.apply(console, parts); };
  addEventListener("error", (event) => report(event.message ?? "a file did not load: " + (event.target.src ?? event.target.href)), true);
  addEventListener("unhandledrejection", (event) => report(event.reason?.message ?? event.reason));
</script>`;

/** Opens the server. The errors of a page are in its `window.reportedErrors`. */
export async function openObservedServer(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const page = readFileSync(join(root, "dist/index.html"), "utf8").replace("<head>", `<head>${observer}`);
  const server = await preview({
    root,
    preview: { port: 0, strictPort: true },
    logLevel: "silent",
    plugins: [
      {
        name: "observed-page",
        configurePreviewServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            if (request.url?.split("?")[0] !== "/") return next();
            response.setHeader("content-type", "text/html; charset=utf-8");
            response.end(page);
          });
        },
      },
    ],
  });
  return { address: server.resolvedUrls!.local[0]!, close: () => server.close() };
}
