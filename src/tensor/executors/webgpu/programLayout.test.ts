import { describe, expect, it } from "vitest";
import { lossProgram } from "../../../testing/executorParity.ts";
import { cases, shapes, valuesOf } from "../../../testing/vocabularyCases.ts";
import { volume } from "../../graph.ts";
import { HARDWARE, SOFTWARE } from "./deviceProfile.ts";
import { layoutOf } from "./programLayout.ts";
import { rowBody, sumBody } from "./sharedReductions.ts";

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
    Object.keys(cases).flatMap((name) =>
      [SOFTWARE, HARDWARE].map((profile) => [name, profile.products, profile] as const),
    ),
  )("have every expression filled in: %s, %s", (name, _, profile) => {
    const program = lossProgram(shapes, cases[name]!, { optimizer: "adam", maxNorm: 1.5 });
    const weights = valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape));
    const { kernels } = layoutOf(program, { weights }, consecutiveParameters(), profile);
    expect(kernels.length).toBeGreaterThan(0);
    for (const { code } of kernels) expect(code).not.toMatch(/undefined|NaN|Infinity|null|\[object|=>/);
  });
});

describe("sums and rows on a device with many processors", () => {
  const locate = () => ({ array: "workspace", offset: 0 }) as const;
  const sum = (outer: number, middle: number, inner: number, profile = HARDWARE) =>
    sumBody({ kind: "sum", to: 1, from: 0, outer, middle, inner }, locate, profile);
  const softmax = (rows: number, classes: number, profile = HARDWARE) =>
    rowBody({ kind: "softmax", to: 1, from: 0, rows, classes }, locate, profile);

  it("have many workgroups where one invocation a result would fill few and read for long", () => {
    // The gradient of the biases of 800 units over 128 images, and softmax over 100 classes.
    expect(sum(1, 128, 800).own).toMatchObject({ workgroups: 100 });
    expect(softmax(128, 100).own).toMatchObject({ workgroups: 8 });
    expect(sum(64, 3000, 1).own).toMatchObject({ workgroups: 64 });
  });

  it("stay with their neighbours in one workgroup where that reads little, and all of it has work", () => {
    for (const body of [sum(1, 128, 30), softmax(128, 10), sum(1, 5000, 1)])
      expect([body.own, body.isWorkgroup]).toEqual([undefined, true]);
  });

  it("are left to one invocation each where these fill the device, and on software adapters", () => {
    for (const body of [sum(1, 5, 102_400), softmax(100_000, 10), sum(1, 128, 800, SOFTWARE), softmax(9, 99, SOFTWARE)])
      expect([body.own, body.isWorkgroup]).toEqual([undefined, undefined]);
  });
});
