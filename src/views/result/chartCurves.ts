/** The axes, rows and labels of the chart of test errors. */

import { type Axis, logarithmicAxis } from "../../math/roundAxis.ts";
import type { Curve, EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";

/** How much longer than the students a teacher may train and still be drawn to its end. */
const LONGER = 1.3;

/** Where the chart ends on the right: at the students' last step, or at the teacher's where that is not much later. */
export function lastShownStep(networks: readonly EvaluatedNetwork[]): {
  readonly end: number;
  readonly teacher: number;
} {
  const endOf = (isTeacher: boolean) =>
    networks
      .filter(({ card }) => (card.arm === undefined) === isTeacher && !card.given)
      .reduce((end, { card, evaluations }) => Math.max(end, card.steps ?? 0, evaluations.at(-1)?.step ?? 0), 0);
  const [teacher, students] = [endOf(true), endOf(false)];
  return { end: students === 0 || teacher <= LONGER * students ? Math.max(teacher, students, 1) : students, teacher };
}

/** The share of training after which errors in the paper's range can be distinguished. */
const START = 0.1;

/**
 * The axis of errors: all curves are on it.
 * @param others further values that are to be seen
 * @param afterStart whether the first fall of the errors is left out
 */
export function errorsAxis(curves: readonly Curve[], others: readonly number[], afterStart: boolean): Axis {
  const errors = curves.flatMap(({ points, card: { steps = 0 } }) =>
    points.filter(({ step }) => !afterStart || step >= START * steps).map((point) => point.errors),
  );
  const all = [...errors, ...others];
  return all.length === 0 ? logarithmicAxis(100, 1000) : logarithmicAxis(Math.min(...all), Math.max(...all));
}

/** One row a step, errors by curve, none below the axis; up to the last shown step. */
export function rowsOf(curves: readonly Curve[], low: number, end: number): readonly Record<string, number>[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { id, points } of curves)
    for (const { step, errors } of points) {
      const row = rows.get(step) ?? { step };
      row[id] = Math.max(low, errors);
      rows.set(step, row);
    }
  const sorted = [...rows.values()].sort((a, b) => a.step! - b.step!);
  return sorted.filter(({ step }) => step! <= end);
}

/** The errors of a curve at exactly a step. */
export function errorsAt({ points }: Curve, step: number): number | undefined {
  return points.find((one) => one.step === step)?.errors;
}

/** Places of labels along a line so that none overlaps another, in their order and as near as possible to where they belong. */
export function pushedApart(
  labels: readonly { readonly at: number; readonly height: number }[],
  low: number,
  high: number,
): readonly number[] {
  const order = labels.map((label, i) => ({ ...label, i })).sort((a, b) => a.at - b.at);
  const places = order.map(({ at }) => at);
  const gap = (k: number) => (order[k]!.height + order[k + 1]!.height) / 2;
  if (order.length > 0) places[0] = Math.max(places[0]!, low + order[0]!.height / 2);
  for (let k = 1; k < order.length; k++) places[k] = Math.max(places[k]!, places[k - 1]! + gap(k - 1));
  const last = order.length - 1;
  if (last >= 0) places[last] = Math.min(places[last]!, high - order[last]!.height / 2);
  for (let k = last - 1; k >= 0; k--) places[k] = Math.min(places[k]!, places[k + 1]! - gap(k));
  const result = new Array<number>(labels.length);
  for (const [k, { i }] of order.entries()) result[i] = places[k]!;
  return result;
}
