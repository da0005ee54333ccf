import { describe, expect, it } from "vitest";
import { runWithEvaluations } from "../../testing/trainingRuns.ts";
import { applyEvent } from "./runFromEvents.ts";
import { withTestProbe } from "./testProbe.ts";

const evaluated = runWithEvaluations({ "taught/0": [{ step: 4, errors: 2 }], "plain/0": [{ step: 4, errors: 3 }] });
const logits = Float32Array.from({ length: 30 }, (_, i) => i);
const run = applyEvent(
  evaluated,
  { type: "testLogits", network: "taught/0", logits, labels: Uint8Array.of(3, 5, 8) },
  "live",
)!;

describe("a test image among the probes", () => {
  it("has the logits of each network whose answers to the test set are known", () => {
    const [taught, plain] = withTestProbe(run, 1, new Uint8Array(784)).networks;
    expect(taught!.probeLogits.test).toEqual([{ step: 4, logits: logits.subarray(10, 20) }]);
    expect(plain!.probeLogits.test).toBeUndefined();
  });

  it("has its label and place, and no image where none is available", () => {
    expect(withTestProbe(run, 2, null).probes.test).toEqual({ images: new Uint8Array(), labels: [8], places: [2] });
  });

  it("is none where the test set is not known so far", () => {
    expect(withTestProbe(run, 7, null)).toBe(run);
  });
});
