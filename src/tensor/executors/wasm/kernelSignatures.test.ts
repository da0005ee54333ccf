import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../../../scripts/build/kernelFiles.ts";
import "../../../../scripts/build/relaxedSimd.ts";
import { loadKernels, openKernelMemory } from "./kernelModule.ts";
import { type Kernels, kernelSignatures, named } from "./kernelSignatures.ts";

const assembly = join(import.meta.dirname, "assembly");

/** Names of the parameters of every function that the assembly exports, separated by spaces. */
function declaredParameters(): ReadonlyMap<string, string> {
  const sources = readdirSync(assembly).map((file) => readFileSync(join(assembly, file), "utf8"));
  const headers = sources.flatMap((source) => [...source.matchAll(/export function (\w+)\(([^)]*)\)/g)]);
  return new Map(
    headers.map(([, name, parameters]) => [
      name!,
      [...parameters!.matchAll(/(\w+):/g)].map((one) => one[1]!).join(" "),
    ]),
  );
}

describe("the signatures of the kernels", () => {
  it("name the parameters that the assembly declares, in its order", () => {
    const declared = declaredParameters();
    expect(kernelSignatures).toEqual(
      Object.fromEntries(Object.keys(kernelSignatures).map((name) => [name, declared.get(name)])),
    );
  });

  it.each(["simd", "relaxed"] as const)("are those of all functions that the %s binary exports", async (variant) => {
    const { module } = await loadKernels({ simd: kernelFiles[variant], relaxed: kernelFiles[variant] });
    const { kernels } = openKernelMemory({ module, relaxed: false });
    const exported = Object.entries(kernels).filter(([, kernel]) => typeof kernel === "function");
    expect(Object.fromEntries(exported.map(([name, { length }]) => [name, length]))).toEqual(
      Object.fromEntries(Object.entries(kernelSignatures).map(([name, words]) => [name, words.split(" ").length])),
    );
  });

  it("let no two arguments be swapped, nor a bare number be passed", () => {
    const { to, from, rows, classes } = named({ to: 1, from: 2, rows: 3, classes: 4 });
    const calls = (kernels: Pick<Kernels, "softmax">) => [
      () => kernels.softmax(to, from, rows, classes),
      // @ts-expect-error two addresses in the wrong order
      () => kernels.softmax(from, to, rows, classes),
      // @ts-expect-error two sizes in the wrong order
      () => kernels.softmax(to, from, classes, rows),
      // @ts-expect-error a number without a name
      () => kernels.softmax(to, from, rows, 4),
    ];
    const passed: (readonly number[])[] = [];
    for (const call of calls({ softmax: (...numbers) => void passed.push(numbers) })) call();
    expect(passed[0]).toEqual([1, 2, 3, 4]);
  });
});
