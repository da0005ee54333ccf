import { expect, test } from "vitest";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { presets } from "../experiments/presets.ts";
import { startsTrained } from "./arms.ts";

const experimentOf = (id: string) => presets.find((preset) => preset.id === id)!.experiment;

test("a student that grows from its teacher starts trained; its twin, and one that is taught from the start, do not", () => {
  expect(startsTrained(DISTILLED, experimentOf("net2net"))).toBe(true);
  expect(startsTrained(BASELINE, experimentOf("net2net"))).toBe(false);
  expect(startsTrained(DISTILLED, experimentOf("hinton"))).toBe(false);
});
