import { describe, expect, it } from "vitest";
import { LIFE_INTERVAL } from "../../protocol/pacing.ts";
import { manualExecutor } from "../../testing/manualExecutor.ts";
import { withSignsOfLife } from "./signsOfLife.ts";

const program = { nodes: [], outputs: {}, assignments: [], updates: [] };

/** An executor whose runs take so many milliseconds, with the reports of its signs of life. */
function open(milliseconds: number) {
  const { executor, clock } = manualExecutor(() => milliseconds);
  const reports: boolean[] = [];
  const [watched] = withSignsOfLife([executor], (isPreparing) => reports.push(isPreparing), clock);
  return { watched: watched!, reports };
}

describe("signs of life of an executor", () => {
  it("report each program's first run as a preparation, and its end", async () => {
    const { watched, reports } = open(1);
    for (let compiled = 0; compiled < 2; compiled++) await watched.compile(program).run({});
    expect(reports).toEqual([true, false, true, false]);
  });

  it("come after every run that takes long, and at most once in an interval otherwise", async () => {
    for (const [milliseconds, runs, signs] of [
      [LIFE_INTERVAL, 10, 10],
      [LIFE_INTERVAL / 10, 100, 10],
    ] as const) {
      const { watched, reports } = open(milliseconds);
      const compiled = watched.compile(program);
      await compiled.run({});
      const before = reports.length;
      for (let run = 0; run < runs; run++) await compiled.run({});
      expect(reports.length - before).toBe(signs);
    }
  });

  it("are those of all executors of a worker together: it prepares for as long as one of them does", async () => {
    const { executor, clock } = manualExecutor(() => 1);
    const reports: boolean[] = [];
    const watched = withSignsOfLife([executor, executor], (isPreparing) => reports.push(isPreparing), clock);
    const [first, second] = watched.map((one) => one.compile(program).begin({}));
    await first!();
    expect(reports).toEqual([true]);
    await second!();
    expect(reports).toEqual([true, false]);
  });

  it("end a preparation that throws", async () => {
    const failing = manualExecutor(
      () => 1,
      1,
      () => {
        throw new Error("no such shader");
      },
    );
    const reports: boolean[] = [];
    const [watched] = withSignsOfLife([failing.executor], (isPreparing) => reports.push(isPreparing), failing.clock);
    await expect(watched!.compile(program).run({})).rejects.toThrow("no such shader");
    expect(reports).toEqual([true, false]);
  });
});
