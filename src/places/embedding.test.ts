import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIXED_CONTROLS } from "./controlNames.ts";
import type { Control } from "./controls.ts";
import { stateOf } from "./controls.ts";
import { type Embedding, embeddingSearch, FIRST_EMBEDDING, maskWithin, readEmbedding } from "./embedding.ts";
import { isEmbedded } from "./frame.ts";
import { outsideFrame } from "./outsideFrame.ts";
import { REGIONS } from "./regions.ts";

const names = fc.constantFrom<Control>(...FIXED_CONTROLS, "param.softWeight", "class.3");
const controls = fc.dictionary(names, fc.constantFrom("locked" as const, "hidden" as const)) as fc.Arbitrary<
  Embedding["controls"]
>;

describe("the query of a frame's address", () => {
  it("is read as it was written, without the regions of hidden controls", () => {
    const regions = fc.uniqueArray(fc.constantFrom(...REGIONS, "detail.networks" as const), { minLength: 1 });
    fc.assert(
      fc.property(fc.boolean(), regions, (answers, shown) => {
        const embedding: Embedding = { answers, regions: shown, controls: { temperature: "hidden", digit: "locked" } };
        const search = embeddingSearch(embedding, "zh");
        expect(isEmbedded(search)).toBe(true);
        expect(readEmbedding(search)).toEqual({ ...embedding, unknown: [] });
        expect(search).not.toContain("%");
      }),
    );
    const { regions: left } = readEmbedding(
      "?show=train,bias,time,drop,arms,result&hide=train,bias,step,dropClasses,arm",
    );
    expect(left).toEqual(["result"]);
  });

  it("shows the answers, the result, the chart and the buttons of training where it does not say", () => {
    expect(readEmbedding("?embed=1")).toEqual({ ...FIRST_EMBEDDING, unknown: [] });
    expect(readEmbedding("?show=answers").regions).toEqual([]);
    expect(readEmbedding("?show=chart").answers).toBe(false);
  });

  it("tells the names that it does not know, and leaves them out; a frame is never empty", () => {
    const read = readEmbedding("?show=answer,result&show=detail.x&lock=temperatur,digit&hide=param.,class.100,");
    expect(read.unknown).toEqual(["show=answer", "show=detail.x", "lock=temperatur", "hide=param.", "hide=class.100"]);
    expect(read).toMatchObject({ answers: false, regions: ["result"], controls: { digit: "locked" } });
    expect(readEmbedding("?show=nothing")).toEqual({ ...FIRST_EMBEDDING, unknown: ["show=nothing"] });
    expect(readEmbedding(`?show=${"x".repeat(5000)}`).unknown).toEqual([`show=${"x".repeat(40)}`]);
  });

  it("hides what it both locks and hides", () => {
    expect(readEmbedding("?show=train&hide=train")).toMatchObject({ answers: true, regions: [] });
    expect(readEmbedding("?hide=digit&lock=digit").controls).toEqual({ digit: "hidden" });
  });

  it("is read from any text without an error", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readEmbedding(`?show=${text}&lock=${text}&hide=${text}`);
        expect(read.answers || read.regions.length > 0).toBe(true);
      }),
    );
  });

  it.each(["", "?embed", "?embed=0", "?embed=true", "?embedded=1"])("%s is of no frame", (search) => {
    expect(isEmbedded(search)).toBe(false);
  });

  it("is no part of the address of the same state outside of the frame", () => {
    expect(outsideFrame("https://a.example/p/?lang=zh&embed=1&show=answers,chart&lock=digit&hide=bias#v=1&c=x")).toBe(
      "https://a.example/p/?lang=zh#v=1&c=x",
    );
    expect(outsideFrame("https://a.example/p/?embed=1#/lab")).toBe("https://a.example/p/#/lab");
  });
});

describe("the mask of a frame", () => {
  it("leaves no control freer than the frame or the lesson in it does", () => {
    const order = ["free", "locked", "hidden"];
    const states = fc.constantFrom("free" as const, "locked" as const, "hidden" as const);
    const masks = fc.option(
      fc.record({ others: states, named: fc.dictionary(names, states), reasons: fc.constant({}) }),
    );
    fc.assert(
      fc.property(controls, masks, names, (own, mask, name) => {
        const state = stateOf(maskWithin({ controls: own }, mask, ""), name);
        const [frame, lesson] = [own[name] ?? "free", stateOf(mask, name)];
        expect(order.indexOf(state)).toBe(Math.max(order.indexOf(frame), order.indexOf(lesson)));
      }),
    );
  });

  it("keeps a lesson's reasons, and offers no lecture", () => {
    const mask = { others: "free", named: {}, reasons: { digit: "Later" }, hidesSentence: true } as const;
    expect(maskWithin({ controls: {} }, mask, "Locked")).toEqual({ ...mask, isComposed: true });
    const { reasons } = maskWithin({ controls: { digit: "locked", bias: "locked" } }, mask, "Locked");
    expect(reasons).toEqual({ digit: "Later", bias: "Locked" });
  });
});
