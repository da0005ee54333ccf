/** The curves of test errors over steps, read off networks and their evaluations. */

import { type Arm, DISTILLED } from "../../domain/experiment.ts";
import { mean } from "../../math/statistics.ts";
import type { NetworkCard } from "../../protocol/events.ts";
import type { NetworkRun } from "../run/runFromEvents.ts";

/** A network and its evaluations on the test set. */
export type EvaluatedNetwork = Pick<NetworkRun, "card" | "evaluations">;

/** Errors at a step. */
export interface CurvePoint {
  readonly step: number;
  readonly errors: number;
}

/** One line of the chart. */
export interface Curve {
  readonly id: string;
  /** the teacher, an arm's mean over its pairs, one pair, or a further output of the first distilled student */
  readonly kind: "teacher" | "mean" | "pair" | "output";
  /** absent for the teacher */
  readonly arm: Arm | undefined;
  /** the network, or the first one of a mean */
  readonly card: NetworkCard;
  readonly points: readonly CurvePoint[];
}

const pointsOf = ({ evaluations }: EvaluatedNetwork): readonly CurvePoint[] =>
  evaluations.map(({ step, evaluation }) => ({ step, errors: evaluation.errors }));

function isFinished({ card, evaluations }: EvaluatedNetwork): boolean {
  return (evaluations.at(-1)?.step ?? -1) >= (card.steps ?? Number.POSITIVE_INFINITY);
}

/** Mean errors at the steps at which all of them have been evaluated. */
function meanOf(networks: readonly EvaluatedNetwork[]): readonly CurvePoint[] {
  const [first, ...others] = networks.map(pointsOf);
  return (first ?? []).flatMap(({ step, errors }) => {
    const rest = others.map((points) => points.find((one) => one.step === step)?.errors);
    if (rest.includes(undefined)) return [];
    return [{ step, errors: mean([errors, ...(rest as readonly number[])]) }];
  });
}

/**
 * The curves in the order in which they are drawn: teacher, single pairs, outputs, means. The mean of an arm, and of
 * each further output of the distilled students, is over the pairs that have finished; before the first one has, it is the
 * first pair.
 */
export function curvesOf(networks: readonly EvaluatedNetwork[]): readonly Curve[] {
  const own = networks.filter(({ card }) => !card.member);
  const curve = (kind: Curve["kind"], network: EvaluatedNetwork): Curve => {
    const { card } = network;
    const points = pointsOf(network);
    return { id: card.id, kind, arm: card.arm, card, points: card.given ? level(points) : points };
  };
  // A given teacher does not change: its errors are a level line over the students' steps.
  const level = (points: readonly CurvePoint[]) => {
    const end = Math.max(1, ...own.flatMap(({ card }) => (card.given ? [] : (card.steps ?? 0))));
    return points.slice(-1).flatMap(({ errors }) => [0, end].map((step) => ({ step, errors })));
  };
  const teachers = own.filter(({ card }) => card.arm === undefined).map((one) => curve("teacher", one));
  const members = networks.filter(({ card }) => card.member && card.arm === DISTILLED);
  const outputs = members
    .filter(({ card }) => (card.pair ?? 0) === 0)
    .map((first): Curve => {
      const same = members.filter(({ card }) => card.name === first.card.name);
      // An output may end before its pair does, as an earlier generation.
      const finished = same.filter(({ card }) =>
        own.some((one) => one.card.arm === DISTILLED && one.card.pair === card.pair && isFinished(one)),
      );
      return { ...curve("output", first), points: meanOf(finished.length > 0 ? finished : [first]) };
    });
  const arms = [...new Set(own.flatMap(({ card }) => card.arm ?? []))].map((arm) =>
    own.filter(({ card }) => card.arm === arm),
  );
  const pairs = arms.filter((students) => students.length > 1).flat();
  const means = arms.map((students): Curve => {
    const [first] = students;
    if (students.length === 1) return curve("mean", first!);
    const finished = students.filter(isFinished);
    const points = meanOf(finished.length > 0 ? finished : [first!]);
    return { id: `mean ${first!.card.arm}`, kind: "mean", arm: first!.card.arm, card: first!.card, points };
  });
  return [...teachers, ...pairs.map((one) => curve("pair", one)), ...outputs, ...means].filter(
    ({ points }) => points.length > 0,
  );
}
