import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DETAILS, FIRST_VIEW, type LabView, readLabView, SCALES, withLabView, withoutLabView } from "./labView.ts";
import { readPlace } from "./place.ts";

const views: fc.Arbitrary<LabView> = fc.record({
  image: fc.option(
    fc.record({ set: fc.constantFrom("gallery", "confusing"), index: fc.integer({ min: 0, max: 999 }) }),
  ),
  step: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  bias: fc.integer({ min: -150, max: 150 }).map((tenths) => (tenths === 0 ? 0 : tenths / 10)),
  scale: fc.constantFrom(...SCALES),
  detail: fc.option(fc.constantFrom(...DETAILS)),
  beat: fc.option(fc.integer({ min: 1, max: 99 })),
});
const addresses = fc.constantFrom("#/lab", "#/lab/drop-3s", "#v=1", "#v=1&c=q1YqSM");

describe("the view in an address", () => {
  it("is read as it was written, beside the place that the address names", () => {
    fc.assert(
      fc.property(addresses, views, (address, view) => {
        const hash = withLabView(address, view);
        expect(readLabView(hash)).toEqual(view);
        expect(readPlace(hash)).toEqual(readPlace(address));
        expect(withoutLabView(hash)).toBe(address);
        expect(withLabView(hash, FIRST_VIEW)).toBe(address);
      }),
    );
  });

  it.each([
    "#/lab?image=gallery",
    "#/lab?image=drawn.1",
    "#/lab?image=gallery.-1",
    "#/lab?step=x&bias=x&scale=x&open=x&beat=x",
    "#/lab?bias=1e9&step=99999999&beat=0",
    "#/lab?bias=NaN",
    "#v=1&step=",
  ])("%s is as at first where it is damaged", (hash) => {
    expect(readLabView(hash)).toEqual(FIRST_VIEW);
  });

  it("is read from any text without an error", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readLabView(`#${text}`).scale).toBeTypeOf("string");
      }),
    );
  });
});
