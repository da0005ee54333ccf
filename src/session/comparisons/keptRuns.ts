/** The list of runs that the page keeps for a session: ended runs, live ones and recorded ones that were shown. */

import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import type { Run } from "../run/runFromEvents.ts";

/** An entry of the list. */
export interface KeptRun {
  /** counted from 1, never given twice */
  readonly number: number;
  readonly run: Run;
  /** what the visitor calls it; null where it has no name */
  readonly name: string | null;
  /** its curves are drawn beside those of the shown run, and it is not left out for newer ones */
  readonly pinned: boolean;
  /** seconds from its first step to its end; null where they are not known */
  readonly seconds: number | null;
}

/** The list, the oldest first, and the number of the next entry. */
export interface KeptRuns {
  readonly runs: readonly KeptRun[];
  readonly next: number;
}

export const noRuns: KeptRuns = { runs: [], next: 1 };

/** How many runs are kept, and of how many of them, the newest, the answers to all test images. */
export const MAX_KEPT = 20;
const WITH_TEST_ANSWERS = 3;

/** Whether two folds are of one run: a live one keeps its experiment itself, a recorded one may be fetched again. */
export function isSameRun(a: Run, b: Run): boolean {
  if (a.origin !== b.origin) return false;
  if (a.experiment === b.experiment) return true;
  return a.origin === "recorded" && a.date === b.date && sameExperiment(a.experiment, b.experiment);
}

/** A run without what takes most memory: its checkpoints, and on demand its answers to all test images. */
function lightened(run: Run, keepsAnswers: boolean): Run {
  const isLight = keepsAnswers || run.networks.every(({ testLogits }) => testLogits === undefined);
  if (isLight && Object.keys(run.checkpoints).length === 0) return run;
  const networks = isLight ? run.networks : run.networks.map(({ testLogits: _, ...network }) => network);
  return { ...run, networks, checkpoints: {} };
}

/** The list with only the newest runs complete. */
function withLightRuns(runs: readonly KeptRun[]): readonly KeptRun[] {
  return runs.map((kept, i) => {
    const run = lightened(kept.run, i >= runs.length - WITH_TEST_ANSWERS);
    return run === kept.run ? kept : { ...kept, run };
  });
}

/** The list without its oldest runs that are not pinned, where it is too long; the newest stays. */
function shortened(runs: readonly KeptRun[]): readonly KeptRun[] {
  if (runs.length <= MAX_KEPT) return runs;
  const oldest = runs.slice(0, -1).find(({ pinned }) => !pinned) ?? runs[0];
  return shortened(runs.filter((kept) => kept !== oldest));
}

/** Keeps a run at the end of the list, or in its place where it is already there. */
export function withRun({ runs, next }: KeptRuns, run: Run, seconds: number | null): KeptRuns {
  if (runs.some((kept) => isSameRun(kept.run, run))) {
    const replaced = runs.map((kept) => (isSameRun(kept.run, run) ? { ...kept, run: lightened(run, true) } : kept));
    return { runs: withLightRuns(replaced), next };
  }
  const added: KeptRun = { number: next, run, name: null, pinned: false, seconds };
  return { runs: withLightRuns(shortened([...runs, added])), next: next + 1 };
}

/** Changes the name or the pin of an entry. */
export function withChange(
  list: KeptRuns,
  number: number,
  change: Partial<Pick<KeptRun, "name" | "pinned">>,
): KeptRuns {
  return { ...list, runs: list.runs.map((kept) => (kept.number === number ? { ...kept, ...change } : kept)) };
}

/** A setting in which runs differ, with its value in each of them. */
export interface ComparedSetting {
  readonly path: readonly string[];
  readonly values: readonly unknown[];
}

/** The settings in which any of some experiments differ. @param changes compares two experiments */
export function comparedSettings(
  experiments: readonly Experiment[],
  changes: (from: Experiment, to: Experiment) => readonly { path: readonly string[]; from: unknown; to: unknown }[],
): readonly ComparedSetting[] {
  const [first, ...others] = experiments;
  if (!first) return [];
  const found = others.map((other) => new Map(changes(first, other).map((one) => [one.path.join("."), one])));
  const all = new Map(found.flatMap((one) => [...one]));
  return [...all].map(([key, { path, from }]) => ({
    path,
    values: [from, ...found.map((one) => (one.has(key) ? one.get(key)!.to : from))],
  }));
}
