/** The sides without a GPU, all on one core. */

import { defaultDevice, init } from "@jax-js/jax";
import type { OpenBackend, Platform } from "../engine/backends/backendTypes.ts";
import { openBackend } from "../engine/backends/openBackend.ts";
import { setUpTfjsWasm } from "../engine/backends/tfjsBackends.ts";
import { engineSide } from "./engineSide.ts";
import { jaxSide } from "./jaxSide.ts";
import type { Side } from "./pairedRounds.ts";
import { fitSide, fits } from "./tfjsFitSide.ts";
import { tfjsSide } from "./tfjsSide.ts";

/** The sides on WASM, with the kernels' variant, and the engine's backend for figures of its own. */
interface WasmSides {
  readonly sides: readonly Side[];
  readonly device: string;
  readonly engine: OpenBackend;
}

/** Opens all sides on WASM. */
export async function wasmSides(platform: Platform): Promise<WasmSides> {
  const tf = await import("@tensorflow/tfjs");
  await setUpTfjsWasm(platform);
  await tf.setBackend("wasm");
  await tf.ready();
  await init("wasm");
  defaultDevice("wasm");
  const engine = await openBackend("wasm", platform);
  return {
    engine,
    device: engine.card.device,
    sides: [
      { name: "tfjs", open: tfjsSide },
      { name: "tfjs model.fit", open: (workload, material) => (fits(workload) ? fitSide(workload, material) : null) },
      { name: "jax", open: jaxSide },
      { name: "engine", open: (workload, material) => engineSide(engine.openExecutor(), workload, material) },
    ],
  };
}
