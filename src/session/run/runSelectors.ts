/** Questions that views and the command line ask of a run. */

import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { type Interval, pairedInterval, type VerdictWord, verdictWord } from "../../math/statistics.ts";
import type { Claim, ClaimSide } from "../../methods/core/method.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Evaluation } from "../../protocol/events.ts";
import type { NetworkRun, Run } from "./runFromEvents.ts";

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

/** The student that is looked at: the first pair's of an arm, or the taught one where the run has no such arm. */
export function shownStudent({ run, shownArm }: { readonly run: Run | null; readonly shownArm: Arm }) {
  if (!run) return undefined;
  return studentsOfArm(run, shownArm)[0] ?? studentsOfArm(run, DISTILLED)[0];
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
  return verdictOn(run, { better: { arm: DISTILLED }, than: { arm: BASELINE }, by: "errors" });
}

/** The number that a claim compares; less is better, but for entropy. Undefined where it is not known yet. */
function measureOf(network: NetworkRun | undefined, by: Claim["by"]): number | undefined {
  if (typeof by === "object")
    return network?.evaluations.find(({ step }) => step >= by.errorsAtStep)?.evaluation.errors;
  return network?.finished ? lastEvaluation(network)?.[by] : undefined;
}

/** Paired differences of two entrants and their interval, positive where the one called better is. */
function verdictOn(run: Run, { better, than, by }: Omit<Claim, "text">): Verdict | null {
  const others = studentsOfArm(run, than.arm, than.output);
  const differences = studentsOfArm(run, better.arm, better.output).flatMap((network) => {
    const other = others.find(({ card }) => card.pair === network.card.pair);
    const [a, b] = [measureOf(network, by), measureOf(other, by)];
    if (a === undefined || b === undefined) return [];
    return [by === "entropy" ? a - b : b - a];
  });
  if (differences.length === 0) return null;
  const interval = pairedInterval(differences);
  return { ...interval, word: verdictWord(interval, differences.length), pairs: differences.length };
}

/** A paper's statement, and what the run says of it. */
export interface ClaimVerdict {
  readonly claim: Claim;
  /** null while no pair can be compared; its mean speaks for the claim where it is positive, in the claim's measure */
  readonly verdict: Verdict | null;
  /** arms that the claim speaks of and this run does not train */
  readonly missing: readonly Arm[];
}

function claimsOf(run: Run): readonly Claim[] {
  return methodById(run.experiment.method.id).claims ?? [];
}

/** What the run says of statements: its method's own, in their order. */
export function claimVerdicts(run: Run, claims: readonly Claim[] = claimsOf(run)): readonly ClaimVerdict[] {
  const isAbsent = ({ arm, output }: ClaimSide) => studentsOfArm(run, arm, output).length === 0;
  return claims.map((claim) => {
    const missing = [claim.better, claim.than].filter(isAbsent).map(({ arm }) => arm);
    return { claim, verdict: verdictOn(run, claim), missing: [...new Set(missing)] };
  });
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
