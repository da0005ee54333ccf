import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { hashOf } from "../session/experimentLink.ts";
import { addressOf, type Place, readPlace } from "./place.ts";

const home: Place = { kind: "home", unknown: null };

describe("the address of a place", () => {
  it.each<[string, Place]>([
    ["", home],
    ["#", home],
    ["#/", home],
    ["#/lab", { kind: "lab", preset: null }],
    ["#/lab/", { kind: "lab", preset: null }],
    ["#/lab/drop-3s", { kind: "lab", preset: "drop-3s" }],
    ["#/hinton-2015", { kind: "hinton-2015", run: null }],
    ["#/hinton-2015/no-3s/1", { kind: "hinton-2015", run: { run: "no-3s", seed: 1, dataset: "mnist" } }],
    ["#/hinton-2015/30-2.5/20", { kind: "hinton-2015", run: { run: "30-2.5", seed: 20, dataset: "mnist" } }],
    ["#/hinton-2015/soft/0/digits", { kind: "hinton-2015", run: { run: "soft", seed: 0, dataset: "digits" } }],
    ["#/lesson", { kind: "lesson", lesson: null, card: null }],
    ["#/lesson/drop-3s", { kind: "lesson", lesson: "drop-3s", card: null }],
    ["#/lesson/drop-3s/2", { kind: "lesson", lesson: "drop-3s", card: 2 }],
    ["#/lesson-link/q1Yq_S-M", { kind: "lesson-link", packed: "q1Yq_S-M", card: null }],
    ["#/lesson-link/q1Yq_S-M/12", { kind: "lesson-link", packed: "q1Yq_S-M", card: 12 }],
    ["#/lesson-link/a+b.", { kind: "lesson-link", packed: "a+b.", card: null }],
    ["#/lesson-link/ab/0", { kind: "lesson-link", packed: "ab/0", card: null }],
    ["#soft-targets", { kind: "lab", preset: null }],
    ["#v=1", { kind: "experiment", hash: "#v=1" }],
    ["#v=1&c=q1YqSM", { kind: "experiment", hash: "#v=1&c=q1YqSM" }],
    ["#c=q1YqSM&v=1", { kind: "experiment", hash: "#c=q1YqSM&v=1" }],
    ["#v=1&c=%00%FFnonsense", { kind: "experiment", hash: "#v=1&c=%00%FFnonsense" }],
  ])("%s is read into its place", (hash, place) => {
    expect(readPlace(hash)).toEqual(place);
  });

  it.each([
    "#abc",
    "#/labs",
    "#/lab/a/b",
    "#/lab/A B",
    "#/hinton-2015/x",
    "#/hinton-2015/x/01",
    "#/hinton-2015/x/1/mnist",
    "#/lesson/drop-3s/0",
    "#/lesson//2",
    "#/lesson-link",
    "#/lesson-link/",
  ])("%s is unknown: Home, with what was asked for", (hash) => {
    expect(readPlace(hash)).toEqual({ kind: "home", unknown: hash });
  });

  it("shows no more than the beginning of an unknown one", () => {
    expect(readPlace(`#${"x".repeat(5000)}`)).toEqual({ kind: "home", unknown: `#${"x".repeat(40)}` });
  });

  it("of an experiment is what the link is made of", async () => {
    const hash = await hashOf({ ...defaultExperiment, seed: 11 }, defaultExperiment);
    expect(readPlace(hash)).toEqual({ kind: "experiment", hash });
  });

  it("is read into the place that it was written from", () => {
    const id = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
    const places: fc.Arbitrary<Place> = fc.oneof(
      fc.constant(home),
      fc.record({
        kind: fc.constant("hinton-2015" as const),
        run: fc.option(
          fc.record({
            run: fc.stringMatching(/^[a-z0-9.-]{1,20}$/),
            seed: fc.nat(999_999_999),
            dataset: fc.constantFrom("mnist" as const, "digits" as const),
          }),
        ),
      }),
      fc.record({
        kind: fc.constant("lesson-link" as const),
        packed: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
        card: fc.option(fc.integer({ min: 1, max: 99 })),
      }),
      fc.record({ kind: fc.constant("lab" as const), preset: fc.option(id) }),
      fc.record({ kind: fc.constant("experiment" as const), hash: id.map((text) => `#v=1&c=${text}`) }),
      fc.constant<Place>({ kind: "lesson", lesson: null, card: null }),
      fc.record({
        kind: fc.constant("lesson" as const),
        lesson: id,
        card: fc.option(fc.integer({ min: 1, max: 99 })),
      }),
    );
    fc.assert(
      fc.property(places, (place) => {
        expect(readPlace(addressOf(place))).toEqual(place);
      }),
    );
  });

  it("reads any text without an error", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPlace(text).kind).toBeTypeOf("string");
      }),
    );
  });
});
