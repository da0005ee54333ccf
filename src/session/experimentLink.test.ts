import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment as base } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { presets } from "../methods/experiments/presets.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { hashOf, LinkError, readHash } from "./experimentLink.ts";

/** The hash of a link whose packed differences are this text, valid or not. */
async function hashOfText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return `#v=1&c=${Buffer.from(await new Response(packed).arrayBuffer()).toString("base64url")}`;
}

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
  });

  it("is told from an address that is none, which is ignored with a word, and from the page's own anchors", async () => {
    for (const hash of ["#abc", "#other=1", "#c=AAAA", "#%", "#v"]) {
      const expected = hash === "#v" ? "link-damaged" : "link-unknown";
      await expect(readHash(hash, base), hash).rejects.toMatchObject({ code: expected });
    }
    const views = join(import.meta.dirname, "..");
    const anchors = readdirSync(views, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".tsx"))
      .flatMap((file) => [...readFileSync(join(views, file), "utf8").matchAll(/href="(#[^"]*)"/g)])
      .map(([, anchor]) => anchor!);
    expect(anchors).toContain("#soft-targets");
    for (const hash of ["", "#", ...anchors]) expect(await readHash(hash, base), hash).toBeNull();
  });

  it("of another version is refused with that version and what to do", async () => {
    for (const version of ["2", "1000000000", "9".repeat(40)])
      await expect(readHash(`#v=${version}&c=AAAA`, base)).rejects.toMatchObject({
        code: "link-newer",
        message: `this link is of version ${version.slice(0, 20)}; reload the page to get the newer playground`,
      });
    for (const version of ["0", "", "-1", "1.5", "one"])
      await expect(readHash(`#v=${version}`, base)).rejects.toMatchObject({
        code: "link-damaged",
        message: `this link has the version "${version}", not 1; ask for a fresh one`,
      });
  });

  it("has each key once, in its hash and in its experiment", async () => {
    await expect(readHash(await hashOfText('{"seed":1,"seed":2}'), base)).rejects.toMatchObject({
      code: "link-damaged",
      message: 'this link is damaged: "seed" stands there twice; leave one of the two out; ask for a fresh one',
    });
    await expect(readHash("#v=1&v=1", base)).rejects.toMatchObject({ code: "link-damaged" });
    await expect(readHash("#v=1&c=q1YqTk1NUbIyrQUA&c=q1YqTk1NUbIyrQUA", base)).rejects.toMatchObject({
      code: "link-damaged",
    });
  });

  it("cannot set what every object inherits", async () => {
    for (const changes of [
      '{"__proto__":{"a":1}}',
      '{"method":{"params":{"constructor":1}}}',
      '{"data":{"prototype":{}}}',
    ])
      await expect(readHash(await hashOfText(changes), base), changes).rejects.toMatchObject({
        code: "link-out-of-range",
        message: expect.stringMatching(/is the name of no setting; leave it out/),
      });
  });

  it("has all its wrong numbers named", async () => {
    const wrong = { seed: -1, pairs: 40, evaluateEvery: 0, method: { params: { temperature: -3, softWeight: 9e9 } } };
    await expect(readHash(await hashOfText(JSON.stringify(wrong)), base)).rejects.toMatchObject({
      message: expect.stringMatching(/seed is -1.*pairs is 40.*is 9000000000.*evaluateEvery is 0/),
    });
  });

  it("opens as an experiment or is refused with a value and a remedy, whatever it holds", async () => {
    const known = ["seed", "pairs", "teacher", "student", "training", "steps", "data", "method", "params", "controls"];
    const key = fc.oneof(
      fc.constantFrom(...known, "__proto__", "constructor", "prototype"),
      fc.string({ maxLength: 5 }),
    );
    const { text: anyText } = fc.letrec<{ text: string; object: string }>((tie) => ({
      text: fc.oneof({ depthSize: "small" }, fc.json({ maxDepth: 1 }), tie("object")),
      object: fc
        .array(fc.tuple(key, tie("text")), { maxLength: 4 })
        .map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`),
    }));
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const outcome: unknown = await readHash(await hashOfText(text), base).catch((error: unknown) => error);
        if (!(outcome instanceof LinkError)) {
          expect(checkExperiment(outcome)).toEqual(outcome);
          return;
        }
        expect(outcome.message).not.toMatch(/Expected|Invalid|undefined|call stack|\[object/);
        expect(outcome.message).toMatch(
          /must|may be|leave it out|leave one|add it|known are|give both|keep at least|choose|list it|take|fresh one|reload|Share/,
        );
      }),
      { numRuns: 400 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("of any characters whatever is read or refused in words", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.constantFrom("#", "#v=", "#v=1&", "#v=1&c="),
        async (text, before) => {
          const outcome: unknown = await readHash(before + text, base).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(LinkError);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("whose networks or dropped classes the data do not have is refused, and says what the data have", async () => {
    const twoClasses = "#v=1&c=q1YqSU1MzkgtUrKqVkosSs7ILElNLiktSgXxk3MSi4tTi5WsjGprdZSKS0pTUvNKCCmsBQA";
    const dropped60 =
      "#v=1&c=q1YqKUrMK05LLQpOLVGyqlbKz80scc5JLC5OLVayijYziK3VUSouKU1JzQNLlxQlZuZl5qWD2MUlqQXFSlZGBrW1OkolqYnJGalFeNTUAgA";
    for (const [link, reason] of [
      [twoClasses, /2 classes.* 10/],
      [dropped60, /class 60.* 0 to 9/],
    ] as const)
      await expect(readHash(link, base)).rejects.toMatchObject({
        code: "link-out-of-range",
        message: expect.stringMatching(reason),
      });
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
