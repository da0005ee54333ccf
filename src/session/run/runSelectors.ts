/** What views and commands read off a run: its networks, evaluations, verdicts and progress. */

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

/** All students of one arm, by pair: the outputs by which their jobs are evaluated, or those of another name. */
export function studentsOfArm(run: Run, arm: Arm, output?: string): readonly NetworkRun[] {
  return run.networks.filter(
    ({ card }) => card.arm === arm && (output === undefined ? !card.member : card.name === output),
  );
}

/** The student that is shown: the first pair's of an arm, or the distilled one where the run has no such arm. */
export function shownStudent({ run, shownArm }: { readonly run: Run | null; readonly shownArm: Arm }) {
  if (!run) return undefined;
  return studentsOfArm(run, shownArm)[0] ?? studentsOfArm(run, DISTILLED)[0];
}

/** The newest evaluation of a network on the test set. */
export function lastEvaluation(network: NetworkRun | undefined): Evaluation | undefined {
  return network?.evaluations.at(-1)?.evaluation;
}

/** Over finished pairs: errors of the baseline student less those of the distilled one, so that help is positive. */
export interface Verdict extends Interval {
  readonly word: VerdictWord;
  readonly pairs: number;
}

/** The verdict over finished pairs; null while there is none. */
export function verdictOf(run: Run): Verdict | null {
  return verdictOn(run, { better: { arm: DISTILLED }, than: { arm: BASELINE }, by: "errors" });
}

/** The number that a claim compares; less is better, except for entropy. Undefined where it is not known yet. */
function measureOf(network: NetworkRun | undefined, by: Claim["by"]): number | undefined {
  if (typeof by === "object")
    return network?.evaluations.find(({ step }) => step >= by.errorsAtStep)?.evaluation.errors;
  return network?.finished ? lastEvaluation(network)?.[by] : undefined;
}

/** Paired differences of the two students of a claim and their interval, positive where the one called better is. */
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

/** A paper's claim and its verdict by a run. */
export interface ClaimVerdict {
  readonly claim: Claim;
  /** null while no pair can be compared; its mean, in the claim's measure, is positive where it supports the claim */
  readonly verdict: Verdict | null;
  /** arms that the claim names and this run does not train */
  readonly missing: readonly Arm[];
}

function claimsOf(run: Run): readonly Claim[] {
  return methodById(run.experiment.method.id).claims ?? [];
}

/** The verdicts of claims by a run, in order: by default of its method's claims. */
export function claimVerdicts(run: Run, claims: readonly Claim[] = claimsOf(run)): readonly ClaimVerdict[] {
  const isAbsent = ({ arm, output }: ClaimSide) => studentsOfArm(run, arm, output).length === 0;
  return claims.map((claim) => {
    const missing = [claim.better, claim.than].filter(isAbsent).map(({ arm }) => arm);
    return { claim, verdict: verdictOn(run, claim), missing: [...new Set(missing)] };
  });
}

/** Progress of a run over all its jobs. */
export interface RunProgress {
  readonly step: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number | null;
}

/** Steps of all jobs together, the rate of those that are training, and the least time left, in seconds. */
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
