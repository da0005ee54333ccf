/** Questions that views and the command line ask of a run. */

import type { Arm } from "../domain/experiment.ts";
import { type Interval, pairedInterval, type VerdictWord, verdictWord } from "../math/statistics.ts";
import type { Evaluation } from "../protocol/events.ts";
import type { NetworkRun, Run } from "./runs.ts";

/** The run's teacher. */
export function teacherOf(run: Run): NetworkRun | undefined {
  return run.networks.find((network) => network.card.role === "teacher");
}

/** All students of one arm, by pair: the answers by which their jobs are judged, or those of another name. */
export function studentsOfArm(run: Run, arm: Arm, answer?: string): readonly NetworkRun[] {
  return run.networks.filter(
    ({ card }) => card.arm === arm && (answer === undefined ? !card.member : card.name === answer),
  );
}

/** The newest judgement of a network on the test set. */
export function lastEvaluation(network: NetworkRun | undefined): Evaluation | undefined {
  return network?.evaluations.at(-1)?.evaluation;
}

/** What the finished pairs say: errors of the plain twin less those of the taught one, so that help is positive. */
export interface Verdict extends Interval {
  readonly word: VerdictWord;
  readonly pairs: number;
}

/** The verdict over finished pairs; null while there is none. */
export function verdictOf(run: Run): Verdict | null {
  const plain = studentsOfArm(run, "plain");
  const differences = studentsOfArm(run, "taught").flatMap((taught) => {
    const twin = plain.find((network) => network.card.pair === taught.card.pair);
    const [with_, without] = [lastEvaluation(taught), lastEvaluation(twin)];
    return taught.finished && twin?.finished && with_ && without ? [without.errors - with_.errors] : [];
  });
  if (differences.length === 0) return null;
  const interval = pairedInterval(differences);
  return { ...interval, word: verdictWord(interval, differences.length), pairs: differences.length };
}

/** Where a whole run is, over all its jobs. */
export interface RunProgress {
  readonly step: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number | null;
}

/** Steps of all jobs together, the rate of those that train now, and the time left. */
export function progressOf(run: Run): RunProgress {
  const jobs = run.networks.filter(({ card }) => !card.member);
  const active = jobs.filter((network) => !network.finished);
  const paces = active.flatMap(({ job }) => run.pace[job] ?? []);
  const left = paces.map((pace) => pace.secondsLeft).filter((seconds) => seconds !== null);
  return {
    step: jobs.reduce((sum, network) => sum + network.step, 0),
    steps: jobs.reduce((sum, network) => sum + network.steps, 0),
    stepsPerSecond: paces.reduce((sum, pace) => sum + pace.stepsPerSecond, 0),
    secondsLeft: left.length > 0 ? Math.min(...left) : null,
  };
}
