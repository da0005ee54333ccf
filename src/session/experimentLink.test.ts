import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment as base } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { presets } from "../methods/experiments/presets.ts";
import { hashOf, readHash } from "./experimentLink.ts";

describe("a link", () => {
  it("restores every ready experiment exactly", async () => {
    for (const { experiment } of presets)
      expect(await readHash(await hashOf(experiment, base), base)).toEqual(experiment);
  });

  it("restores whatever sliders and fields can set", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }),
        fc.integer({ min: 1, max: 10 }),
        async (temperature, seed, omitClasses, pairs) => {
          const experiment: Experiment = {
            ...base,
            seed,
            pairs,
            transferSet: { ...base.transferSet, omitClasses },
            method: { ...base.method, params: { ...base.method.params, temperature } },
          };
          expect(await readHash(await hashOf(experiment, base), base)).toEqual(experiment);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("restores an experiment that lacks settings which the default one has", async () => {
    const bare: Experiment = { ...base, method: { id: "hinton", params: { temperature: 2 } } };
    expect(await readHash(await hashOf(bare, base), base)).toEqual(bare);
  });

  it("carries only what differs", async () => {
    expect(await hashOf(base, base)).toBe("#v=1");
    expect((await hashOf({ ...base, seed: 8 }, base)).length).toBeLessThan(40);
  });

  it("that is damaged, newer, oversized or out of range is refused with its own reason", async () => {
    const packed = (change: object) => hashOf({ ...base, ...change }, base);
    await expect(readHash("#v=1&c=!!!", base)).rejects.toMatchObject({ code: "link-damaged" });
    await expect(readHash("#v=1&c=AAAA", base)).rejects.toMatchObject({ code: "link-damaged" });
    await expect(readHash("#v=99&c=AAAA", base)).rejects.toMatchObject({ code: "link-newer" });
    await expect(readHash(`#v=1&c=${"A".repeat(9000)}`, base)).rejects.toMatchObject({ code: "link-too-long" });
    await expect(readHash(await packed({ pairs: 10_000 }), base)).rejects.toMatchObject({ code: "link-out-of-range" });
    await expect(readHash(await packed({ pad: "x".repeat(100_000) }), base)).rejects.toMatchObject({
      code: "link-too-long",
    });
    await expect(readHash(await packed(JSON.parse('{"__proto__":{"a":1},"seed":-4}')), base)).rejects.toMatchObject({
      code: "link-out-of-range",
    });
    expect(await readHash("#other=1", base)).toBeNull();
  });

  it("never throws anything but a LinkError, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
        const outcome = await readHash(`#v=1&c=${text}`, base).catch((error: unknown) => error);
        expect(outcome instanceof Error ? outcome.name : "an experiment").toMatch(/LinkError|an experiment/);
      }),
      { numRuns: 60 },
    );
  });
});
