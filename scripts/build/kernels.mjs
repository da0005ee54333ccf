/** Compiles the WASM kernels from source, unless that was done since they last changed. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../src/tensor/executors/wasm");
const sources = join(folder, "assembly");
const variants = { simd: [], relaxed: ["--enable", "relaxed-simd"] };

/** The path of a compiled variant. */
export const kernelFile = (variant) => join(folder, `kernels.${variant}.wasm`);

const newest = () => Math.max(...readdirSync(sources).map((name) => statSync(join(sources, name)).mtimeMs));

/** Compiles both binaries. @throws Error with the compiler's messages when a kernel does not compile */
export async function compileKernels() {
  const changed = newest();
  for (const [variant, options] of Object.entries(variants)) {
    const out = kernelFile(variant);
    if (existsSync(out) && statSync(out).mtimeMs >= changed) continue;
    const { default: asc } = await import("assemblyscript/asc");
    const fixed = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--use", "abort=", "--enable", "simd"];
    const { error, stderr } = await asc.main([join(sources, "index.ts"), "--outFile", out, ...fixed, ...options]);
    if (error) throw new Error(`the kernels do not compile:\n${stderr}`, { cause: error });
  }
}
