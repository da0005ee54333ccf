/** The sides on WebGPU, each on a device of its own. */

import { defaultDevice, init } from "@jax-js/jax";
import type { Platform } from "../engine/backends/backendTypes.ts";
import { openBackend } from "../engine/backends/openBackend.ts";
import { engineSide } from "./engineSide.ts";
import { jaxSide } from "./jaxSide.ts";
import type { Side } from "./pairedRounds.ts";
import { tfjsSide } from "./tfjsSide.ts";

/** Opens all sides on WebGPU, also on a software adapter. @returns them with the adapter's name */
export async function webgpuSides(
  platform: Platform,
): Promise<{ readonly sides: readonly Side[]; readonly device: string }> {
  const tf = await import("@tensorflow/tfjs");
  await import("@tensorflow/tfjs-backend-webgpu");
  await tf.setBackend("webgpu");
  await tf.ready();
  const available = await init("webgpu");
  if (available.includes("webgpu")) defaultDevice("webgpu");
  const engine = await openBackend("webgpu", platform);
  return {
    device: engine.card.device,
    sides: [
      { name: "tfjs", open: tfjsSide },
      {
        name: "jax",
        open: (workload, material) => (available.includes("webgpu") ? jaxSide(workload, material) : null),
      },
      { name: "engine", open: (workload, material) => engineSide(engine.openExecutor(), workload, material) },
    ],
  };
}
