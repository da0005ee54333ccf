/** How the page is built, and how the unit laws are run. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { firstChunks } from "./scripts/build/firstViewChunk.ts";
import { compileKernels } from "./scripts/build/kernels.mjs";
import { lessonFigures } from "./scripts/build/lessonFigures.ts";
import { offlineFiles } from "./scripts/build/offlineFiles.ts";
import { securityHeaders, securityPolicy } from "./scripts/build/securityHeaders.ts";
import { staticHome } from "./scripts/build/staticHome.ts";

await compileKernels();

export default defineConfig({
  base: "./",
  plugins: [react(), staticHome(), lessonFigures(), securityPolicy(), offlineFiles()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { index: "index.html", serviceWorker: "src/serviceWorker.ts" },
      output: {
        codeSplitting: { groups: firstChunks },
        // The service worker's address must stay the same from build to build.
        entryFileNames: ({ name }) => (name === "serviceWorker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  preview: { port: Number(process.env.PORT ?? 4173), strictPort: true, headers: securityHeaders },
  test: { environment: "node", include: ["src/**/*.test.ts", "scripts/**/*.test.ts"], testTimeout: 60_000 },
});
