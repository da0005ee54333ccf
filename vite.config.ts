/** How the page is built, and how the unit laws are run. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compileKernels } from "./scripts/kernels.mjs";

await compileKernels();

export default defineConfig({
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: { target: "es2022", chunkSizeWarningLimit: 1200 },
  preview: { port: Number(process.env.PORT ?? 4173), strictPort: true },
  test: { environment: "node", include: ["src/**/*.test.ts", "scripts/**/*.test.ts"], testTimeout: 60_000 },
});
