/**
 * Checks of the WebGPU executor on Dawn's device in Node. `executorChecks.test.ts` runs it in a process of its own, since a
 * software driver is found by the variables under which a process starts.
 * Its arguments are the name of a check and what it is of; it prints what the check found as one line of JSON.
 */

import { CHOSEN_BY_USER, requestDevice } from "../../src/engine/backends/webgpuDevice.ts";
import { HARDWARE, type ReductionKernels, SOFTWARE } from "../../src/tensor/executors/webgpu/deviceProfile.ts";
import { randomReduction } from "../../src/testing/webgpu/randomReductions.ts";
import { casesThatDiffer, compareReplicates } from "../../src/testing/webgpu/replicateComparison.ts";
import { compareTogether } from "../../src/testing/webgpu/studentsTogether.ts";
import { worstOfSeeds } from "../../src/testing/webgpu/variantParity.ts";
import { nodePlatform } from "../lab/nodeWorkerPool.ts";
import { dawn } from "./dawn.ts";

/** Every way of computing a reduction. */
const reductions: readonly ReductionKernels[] = ["direct", "shared", ...[2, 16, 256].map((lanes) => ({ lanes }))];

const checks = {
  /** each variant's largest deviation from the reference */
  async reductions(device: GPUDevice) {
    const seeds = Array.from({ length: 12 }, (_, i) => 100 + i);
    const found = [];
    for (const variant of reductions) {
      const profile = { products: "direct", reductions: variant, workgroups: 256, updatesEach: 1 } as const;
      found.push({ variant, ...(await worstOfSeeds(device, profile, randomReduction, seeds)) });
    }
    return found;
  },
  /** replicates against the same networks alone: in step, and each two steps ahead of the next under hardware's kernels */
  replicates: async (device: GPUDevice) => [
    await compareReplicates(device, SOFTWARE, 0),
    await compareReplicates(device, HARDWARE, 2),
  ],
  /** the cases of the vocabulary that replicates compute otherwise than alone */
  vocabulary: (device: GPUDevice) => casesThatDiffer(device, HARDWARE),
  /** runs whose students train together, beside those in which they train one after the other */
  students: () => compareTogether(dawn, nodePlatform, process.argv.slice(3)),
} satisfies Readonly<Record<string, (device: GPUDevice) => Promise<unknown>>>;

const name = process.argv[2] as keyof typeof checks;
const { device } = await requestDevice(CHOSEN_BY_USER, dawn);
console.log(JSON.stringify(await checks[name](device)));
process.exit(0);
