import { expect, it } from "vitest";
import { dense } from "../domain/namedArchitectures.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { measureForward } from "./forwardTime.ts";

it("the time of one image is a round's time over the answers in it", async () => {
  let clock = 0;
  const ms = await measureForward(openFloat64(), dense(8), () => (clock += 10));
  // The clock is read once when a round begins, after each answer, and once at its end: four answers in 50 ms.
  expect(ms).toBeCloseTo(50 / 4, 9);
});
