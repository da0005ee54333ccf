/** What views and commands read off a run: its networks, evaluations, verdicts and progress. */

import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { type Interval, mean, pairedInterval, type VerdictWord, verdictWord } from "../../math/statistics.ts";
import type { Claim, ClaimSide } from "../../methods/core/method.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Evaluation } from "../../protocol/events.ts";
import type { ReadRun } from "./biasedRun.ts";
import type { NetworkRun, Run } from "./runFromEvents.ts";

/** The run's teacher. */
export function teacherOf(run: Run): NetworkRun | undefined {
  return run.networks.find((network) => network.card.role === "teacher");
}

/** All students of one arm, by pair: the outputs by which their jobs are evaluated, or those of another name. */
export function studentsOfArm(run: Pick<Run, "networks">, arm: Arm, output?: string): readonly NetworkRun[] {
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

/**
 * Over pairs whose two students have both finished: errors of the baseline student less those of the distilled one, so
 * that help is positive.
 */
export interface Verdict extends Interval {
  /** "unfinished" until all pairs of the run have finished: a word of a part of them could still change */
  readonly word: VerdictWord | "unfinished";
  /** pairs that are compared, and those that the run has */
  readonly pairs: number;
  readonly of: number;
}

/** What every experiment compares: the distilled student makes fewer errors than the baseline. */
export const HELPS: Omit<Claim, "text"> = { better: { arm: DISTILLED }, than: { arm: BASELINE }, by: "errors" };

/** The verdict over finished pairs; null while there is none. */
export function verdictOf(run: ReadRun): Verdict | null {
  return verdictOn(run, HELPS);
}

/** Whether the run's bias is to be added to a network whose test logits are not known. */
function lacksBias({ bias }: ReadRun, { card }: NetworkRun): boolean {
  return bias !== undefined && card.arm === bias.arm && !bias.networks.has(card.id);
}

/** The number that a claim compares; less is better, except for entropy. Undefined before the network has finished. */
function measureOf(network: NetworkRun | undefined, by: Claim["by"]): number | undefined {
  if (!network?.finished) return undefined;
  if (typeof by === "object") return network.evaluations.find(({ step }) => step >= by.errorsAtStep)?.evaluation.errors;
  return lastEvaluation(network)?.[by];
}

/** The pairs that can be compared: both networks have finished, and have the run's bias where one is added. */
export function comparedPairs(run: ReadRun, better: ClaimSide, than: ClaimSide) {
  const others = studentsOfArm(run, than.arm, than.output);
  const all = studentsOfArm(run, better.arm, better.output).flatMap((network) => {
    const other = others.find(({ card }) => card.pair === network.card.pair);
    return other ? [{ better: network, than: other }] : [];
  });
  const known = all.filter((pair) => !lacksBias(run, pair.better) && !lacksBias(run, pair.than));
  const finished = known.filter((pair) => pair.better.finished && pair.than.finished);
  return { finished, of: run.status === "training" ? all.length : known.length };
}

/** Paired differences of the two students of a claim over finished pairs, positive where the one called better is. */
export function claimDifferences(run: ReadRun, { better, than, by }: Omit<Claim, "text">): readonly number[] {
  return comparedPairs(run, better, than).finished.flatMap((pair) => {
    const [a, b] = [measureOf(pair.better, by), measureOf(pair.than, by)];
    if (a === undefined || b === undefined) return [];
    return [by === "entropy" ? a - b : b - a];
  });
}

/** The interval of a claim's paired differences, with its word. */
function verdictOn(run: ReadRun, claim: Omit<Claim, "text">): Verdict | null {
  const { of } = comparedPairs(run, claim.better, claim.than);
  const differences = claimDifferences(run, claim);
  if (differences.length === 0) return null;
  const pairs = differences.length;
  const interval = pairedInterval(differences);
  return { ...interval, word: pairs < of ? "unfinished" : verdictWord(interval, pairs), pairs, of };
}

/** Mean errors of both students over the pairs that the verdict is about. */
export interface PairedErrors {
  readonly distilled: number;
  readonly baseline: number;
  /** pairs, and test images that errors are out of */
  readonly pairs: number;
  readonly total: number;
}

/** Mean errors of distilled and baseline students over pairs in which both have finished; null while there is none. */
export function pairedErrors(run: ReadRun): PairedErrors | null {
  const { finished } = comparedPairs(run, { arm: DISTILLED }, { arm: BASELINE });
  const last = finished.flatMap((pair) => {
    const [distilled, baseline] = [lastEvaluation(pair.better), lastEvaluation(pair.than)];
    return distilled && baseline ? [{ distilled, baseline }] : [];
  });
  if (last.length === 0) return null;
  return {
    distilled: mean(last.map(({ distilled }) => distilled.errors)),
    baseline: mean(last.map(({ baseline }) => baseline.errors)),
    pairs: last.length,
    total: last[0]!.distilled.total,
  };
}

/** A paper's claim and its verdict by a run. */
export interface ClaimVerdict {
  readonly claim: Claim;
  /** null while no pair can be compared; its mean, in the claim's measure, is positive where it supports the claim */
  readonly verdict: Verdict | null;
  /** arms that the claim names and this run does not train */
  readonly missing: readonly Arm[];
}

function claimsOf(run: ReadRun): readonly Claim[] {
  return methodById(run.experiment.method.id).claims ?? [];
}

/** The verdicts of claims by a run, in order: by default of its method's claims. */
export function claimVerdicts(run: ReadRun, claims: readonly Claim[] = claimsOf(run)): readonly ClaimVerdict[] {
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

/** Steps of all jobs together, the rate of those that are training, and the run's time left as it was said last, in seconds. */
export function progressOf(run: Run): RunProgress {
  const jobs = run.networks.filter(({ card }) => !card.member && !card.given);
  const active = jobs.filter((network) => !network.finished);
  const paces = active.flatMap(({ job }) => run.pace[job] ?? []);
  return {
    step: jobs.reduce((sum, network) => sum + network.step, 0),
    steps: jobs.reduce((sum, network) => sum + network.steps, 0),
    stepsPerSecond: paces.reduce((sum, pace) => sum + pace.stepsPerSecond, 0),
    secondsLeft: Object.values(run.pace).at(-1)?.secondsLeft ?? null,
  };
}
