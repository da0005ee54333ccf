import { expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { kilobytesOf, megaFlopsOf } from "./networkSizes.ts";

it("a network's size is four bytes a weight, unless it stores fewer", () => {
  expect(kilobytesOf({ parameters: 837_610 })).toBeCloseTo(3350.44, 9);
  expect(kilobytesOf({ parameters: 837_610, bytes: 52_000 })).toBe(52);
});

it("a network's operations are known where it has the layers of teacher or student", () => {
  expect(megaFlopsOf({ architecture: "784-600-600-10" }, defaultExperiment)).toBeCloseTo(1.67, 1);
  expect(megaFlopsOf({ architecture: "784-5-10" }, defaultExperiment)).toBeNull();
});
