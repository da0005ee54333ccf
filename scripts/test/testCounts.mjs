/** Counts of passed, failed and skipped tests, read from the reports of the test runners. */

/** The counts of a report by `vitest --reporter=json`. */
export function vitestCounts({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** The counts of a report by `playwright test --reporter=json`. A test that passed in a second try counts as failed. */
export function playwrightCounts({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** The counts of the timing tests, which are tried up to three times: one that passed in any try counts as passed. */
export function timingCounts({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/**
 * The counts of a test runner's step. A runner that failed without a failed test, or that ran no test, counts as one
 * failure.
 * @param succeeded whether the runner ended with code 0
 * @param counts what its report holds; null where it wrote none
 */
export function suiteCounts(succeeded, counts) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const lacksFailure = failed === 0 && (!succeeded || passed === 0);
  return { passed, failed: lacksFailure ? 1 : failed, skipped };
}

/** All counts together. */
export function totalCounts(all) {
  const sum = (name) => all.reduce((total, counts) => total + counts[name], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The closing line of a test command. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The exit code of a test command: 1 where something failed or nothing ran. */
export function exitCode({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0;
}
