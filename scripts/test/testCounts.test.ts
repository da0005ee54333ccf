import { describe, expect, it } from "vitest";
import {
  closingLine,
  exitCode,
  playwrightCounts,
  suiteCounts,
  timingCounts,
  totalCounts,
  vitestCounts,
} from "./testCounts.mjs";

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };
const endToEnd = { stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 4 } };

describe("the test command's counts", () => {
  it("hold the skipped tests of both runners", () => {
    const total = totalCounts([vitestCounts(unit), playwrightCounts(endToEnd)]);
    expect(closingLine(total)).toBe("12 passed, 3 failed, 7 skipped");
  });

  it("count a test that passed in a later try as failed, but for what is measured in milliseconds", () => {
    expect(playwrightCounts(endToEnd)).toEqual({ passed: 7, failed: 3, skipped: 4 });
    expect(timingCounts(endToEnd)).toEqual({ passed: 9, failed: 1, skipped: 4 });
  });

  it("hold a failure where a runner failed without a failed test, wrote no report or ran nothing", () => {
    const nothing = { passed: 0, failed: 0, skipped: 3 };
    expect(suiteCounts(true, vitestCounts(unit))).toEqual({ passed: 5, failed: 0, skipped: 3 });
    expect(suiteCounts(false, vitestCounts(unit))).toEqual({ passed: 5, failed: 1, skipped: 3 });
    expect(suiteCounts(true, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(suiteCounts(true, nothing)).toEqual({ passed: 0, failed: 1, skipped: 3 });
  });

  it("fail the command where something failed or nothing ran, and not for a skipped test", () => {
    expect(exitCode({ passed: 3, failed: 0, skipped: 2 })).toBe(0);
    expect(exitCode({ passed: 3, failed: 1, skipped: 0 })).toBe(1);
    expect(exitCode({ passed: 0, failed: 0, skipped: 2 })).toBe(1);
  });
});
