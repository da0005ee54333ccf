/** Compares kernels that a profile forces with the float64 reference, on a device of a browser or of Node. */

import type { DeviceProfile } from "../../tensor/executors/webgpu/deviceProfile.ts";
import { openWebgpu } from "../../tensor/executors/webgpu/webgpuExecutor.ts";
import { type Build, largestDeviation, lossProgram, type Shapes } from "../executorParity.ts";

/** A graph on shapes of its own. */
export interface SizedCase {
  readonly shapes: Shapes;
  readonly build: Build;
}

/** Runs on a device. @throws Error with the device's message where a shader or a call is invalid */
export async function validated(device: GPUDevice, run: () => Promise<number>): Promise<number> {
  device.pushErrorScope("validation");
  const found = await run().catch((error: unknown) => error);
  const invalid = await device.popErrorScope();
  if (invalid) throw new Error(invalid.message);
  if (typeof found !== "number") throw found;
  return found;
}

/** A case's result and gradients under a profile. @returns the largest deviation */
export function deviationOfCase(
  device: GPUDevice,
  profile: DeviceProfile,
  { shapes, build }: SizedCase,
): Promise<number> {
  return validated(device, async () => {
    const executor = openWebgpu(device, profile);
    const worst = await largestDeviation(executor, shapes, lossProgram(shapes, build, null));
    executor.dispose();
    return worst;
  });
}

/** The largest deviation of several cases, and the seed of the case that has it. */
export interface WorstCase {
  readonly deviation: number;
  readonly seed: number;
}

/** Cases by seed, under one profile. */
export async function worstOfSeeds(
  device: GPUDevice,
  profile: DeviceProfile,
  caseOf: (seed: number) => SizedCase,
  seeds: readonly number[],
): Promise<WorstCase> {
  let worst = { deviation: 0, seed: -1 };
  for (const seed of seeds) {
    const deviation = await deviationOfCase(device, profile, caseOf(seed));
    // The comparison is false for NaN too.
    if (!(deviation <= worst.deviation)) worst = { deviation, seed };
  }
  return worst;
}
