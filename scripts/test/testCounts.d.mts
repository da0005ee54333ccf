export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export function vitestCounts(report: {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}): Counts;
interface PlaywrightReport {
  readonly stats: Readonly<Record<"expected" | "unexpected" | "flaky" | "skipped", number>>;
}
export function playwrightCounts(report: PlaywrightReport): Counts;
export function timingCounts(report: PlaywrightReport): Counts;
export function suiteCounts(succeeded: boolean, counts: Counts | null): Counts;
export function totalCounts(all: readonly Counts[]): Counts;
export function closingLine(counts: Counts): string;
export function exitCode(counts: Counts): 0 | 1;
