/// <reference lib="webworker" />
/** The benchmark in a worker of the page: the same workloads as `npm run bench` in Node. */

import { errorText } from "../domain/errorText.ts";
import { browserWorkerPool } from "../engine/pool/browserWorkerPool.ts";
import type { BenchmarkOrder, BenchmarkReport } from "./benchClient.ts";
import { countDeviceCalls } from "./gpuCallCounts.ts";
import { measure } from "./pairedRounds.ts";
import { workloads } from "./workloads.ts";

const post = (report: BenchmarkReport) => postMessage(report);

async function run({ backend, effort, only }: BenchmarkOrder): Promise<void> {
  const { platform } = browserWorkerPool();
  const counts = backend === "webgpu" ? countDeviceCalls() : null;
  const { sides, device } =
    backend === "webgpu"
      ? await (await import("./webgpuSides.ts")).webgpuSides(platform)
      : await (await import("./wasmSides.ts")).wasmSides(platform);
  const chosen = workloads.filter(({ id }) => !only || only.includes(id));
  for (const [done, workload] of chosen.entries()) {
    post({ type: "progress", done, of: chosen.length, title: workload.title });
    post({ type: "rows", rows: await measure(workload, `${backend}, browser`, sides, effort, counts) });
  }
  post({ type: "done", device });
}

addEventListener("message", ({ data }: MessageEvent<BenchmarkOrder>) => {
  run(data).catch((error: unknown) => {
    post({ type: "failed", detail: errorText(error) });
  });
});
