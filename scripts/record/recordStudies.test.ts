import { expect, it } from "vitest";
import { currentReadings, readRecordedStudies, withoutEmpty } from "./recordStudies.ts";

it("every recorded reading of a study is of the experiment that its cell has now", () => {
  const recorded = readRecordedStudies();
  expect(withoutEmpty(currentReadings(recorded))).toEqual(recorded);
});
