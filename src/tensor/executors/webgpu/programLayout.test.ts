import { describe, expect, it } from "vitest";
import { lossProgram } from "../../../testing/executorParity.ts";
import { cases, shapes, valuesOf } from "../../../testing/vocabularyCases.ts";
import { volume } from "../../graph.ts";
import { layoutOf } from "./programLayout.ts";

/** Parameters one after the other, in the order in which a program reads them. */
function consecutiveParameters() {
  const offsets = new Map<string, number>();
  let end = 0;
  const offsetOf = (name: string, size: number): number => {
    const offset = offsets.get(name) ?? end;
    if (!offsets.has(name)) end += size;
    offsets.set(name, offset);
    return offset;
  };
  return { at: offsetOf, allocated: offsetOf };
}

describe("the shaders of a program", () => {
  it.each(
    Object.keys(cases).flatMap((name) => (["direct", "tiled"] as const).map((products) => [name, products] as const)),
  )("have every expression filled in: %s, %s", (name, products) => {
    const program = lossProgram(shapes, cases[name]!, { optimizer: "adam", maxNorm: 1.5 });
    const weights = valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape));
    const { kernels } = layoutOf(program, { weights }, consecutiveParameters(), {
      products,
      workgroups: 256,
      updatesEach: 1,
    });
    expect(kernels.length).toBeGreaterThan(0);
    for (const { code } of kernels) expect(code).not.toMatch(/undefined|NaN|Infinity|null|\[object|=>/);
  });
});
