import v8 from "node:v8"; v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
import { init, defaultDevice } from "@jax-js/jax";
import { workloads, prepare } from "../src/bench/workloads.ts";
import { jaxSide } from "../src/bench/jaxSide.ts";
import { tfjsSide } from "../src/bench/tfjsSide.ts";
import { engineSide } from "../src/bench/engineSide.ts";
import { openBackend } from "../src/engine/backend.ts";
import { openFloat64 } from "../src/tensor/float64.ts";
import { nodePlatform } from "./nodeCrew.ts";
import * as tf from "@tensorflow/tfjs-core";
await init("wasm"); defaultDevice("wasm");
await openBackend("tfjs-wasm", nodePlatform);
const wasm = await openBackend("wasm", nodePlatform);
console.log(wasm.card.device);
for (const w of workloads) {
  if (process.argv[2] && !process.argv[2].split(",").includes(w.id)) continue;
  const material = prepare(w);
  for (const [name, make] of Object.entries({ engine: () => engineSide(wasm.openExecutor(), w, material), jax: () => jaxSide(w, material), tfjs: () => tfjsSide(w, material) })) {
    try {
      const side = make(); 
      for (let i=1;i<=6;i++) await side.step(i);
      await side.finish();
      const t = performance.now(); let n=0; while (performance.now()-t<1000 || n<4) { await side.step(7+n); n++; }
      const loss = await side.finish();
      const ms=(performance.now()-t)/n;
      for (let i=7+n;i<=1;i++) await side.step(i);
      side.dispose();
      const again = make(); for (let i=1;i<=16;i++) await again.step(i); console.log(w.id, name, ms.toFixed(2), "loss16", await again.finish()); again.dispose();
    } catch (e) { console.log(w.id, name, "cannot:", (e as Error).message.slice(0,200), (e as Error).stack?.split("\n").slice(1,6).join(" | ")); }
  }
}
