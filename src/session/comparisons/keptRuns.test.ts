import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { runWithErrors } from "../../testing/trainingRuns.ts";
import { experimentChanges } from "../run/experimentChanges.ts";
import type { Run } from "../run/runFromEvents.ts";
import { comparedSettings, type KeptRuns, MAX_KEPT, noRuns, withChange, withRun } from "./keptRuns.ts";

const runOf = (seed: number): Run => {
  const run = runWithErrors({ ...defaultExperiment, seed }, { taught: [20], plain: [30] });
  const networks = run.networks.map((network) => ({ ...network, testLogits: new Float32Array(10) }));
  return { ...run, networks, checkpoints: { teacher: { step: 1, bytes: new Uint8Array(1) } } };
};
const listOf = (length: number, from: KeptRuns = noRuns) =>
  Array.from({ length }, (_, i) => runOf(i)).reduce((list, run) => withRun(list, run, 1), from);
const numbers = ({ runs }: KeptRuns) => runs.map(({ number }) => number);

describe("the list of runs", () => {
  it("keeps the newest, and of the older ones those that are pinned", () => {
    const list = withChange(listOf(MAX_KEPT), 2, { pinned: true });
    expect(numbers(withRun(withRun(list, runOf(98), 1), runOf(99), 1))).toEqual([
      2,
      ...Array.from({ length: MAX_KEPT - 1 }, (_, i) => i + 4),
    ]);
  });

  it("lets the oldest go where all others are pinned", () => {
    const pinned = Array.from({ length: MAX_KEPT }, (_, i) => i + 1).reduce(
      (list, number) => withChange(list, number, { pinned: true }),
      listOf(MAX_KEPT),
    );
    expect(numbers(withRun(pinned, runOf(99), 1))).toEqual(Array.from({ length: MAX_KEPT }, (_, i) => i + 2));
  });

  it("has a run once, a recorded one also when it is fetched again", () => {
    const run = runOf(1);
    const named = withChange(withRun(noRuns, run, 3), 1, { name: "mine" });
    expect(withRun(named, { ...run, status: "stopped" }, 9).runs).toMatchObject([
      { number: 1, name: "mine", seconds: 3, run: { status: "stopped" } },
    ]);
    const recorded = (date: string): Run => ({ ...runOf(1), origin: "recorded", date });
    const list = withRun(withRun(noRuns, recorded("2026-11-01"), null), recorded("2026-11-01"), null);
    expect(list.runs).toHaveLength(1);
    expect(withRun(list, recorded("2026-11-02"), null).runs).toHaveLength(2);
    expect(withRun(list, runOf(1), null).runs).toHaveLength(2);
  });

  it("keeps no checkpoints, and test answers of the newest runs alone", () => {
    const { runs } = listOf(5);
    expect(runs.map(({ run }) => run.networks.some(({ testLogits }) => testLogits))).toEqual([
      ...[false, false],
      ...[true, true, true],
    ]);
    expect(runs.every(({ run }) => Object.keys(run.checkpoints).length === 0)).toBe(true);
    expect(runs.every(({ run }) => run.networks[0]!.evaluations.length === 1)).toBe(true);
  });

  it("is compared by the settings that differ in any of its runs", () => {
    const { method } = defaultExperiment;
    const hot = { ...defaultExperiment, method: { ...method, params: { ...method.params, temperature: 8 } } };
    const compared = comparedSettings([defaultExperiment, hot, { ...hot, seed: 3 }], experimentChanges);
    expect(compared.map(({ path, values }) => [path.at(-1), values])).toEqual([
      ["temperature", [4, 8, 8]],
      ["seed", [7, 7, 3]],
    ]);
  });
});
