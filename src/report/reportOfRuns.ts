/** What a report takes of a run. */

import { DISTILLED } from "../domain/experiment.ts";
import { curvesOf } from "../session/comparisons/evaluationCurves.ts";
import type { NetworkRun, Run } from "../session/run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm, teacherOf } from "../session/run/runSelectors.ts";
import { MAX_POINTS, type ReportRun } from "./reportData.ts";

/** Whether a report can hold a run: a network of it has been evaluated. */
export function canBeHandedIn(run: Run): boolean {
  return totalOf(run) !== undefined;
}

function totalOf({ networks }: Run): number | undefined {
  return networks.find(({ evaluations }) => evaluations.length > 0)?.evaluations[0]?.evaluation.total;
}

function errorsOf(network: NetworkRun | undefined): number | null {
  return network?.finished ? (lastEvaluation(network)?.errors ?? null) : null;
}

/** At most `MAX_POINTS` of some points, evenly, with the first and the last. */
function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MAX_POINTS) return points;
  const last = points.length - 1;
  return Array.from({ length: MAX_POINTS }, (_, i) => points[Math.round((i * last) / (MAX_POINTS - 1))]!);
}

const rounded = (value: number) => Math.round(value * 100) / 100;
/** A text of a platform or a visitor, cut to what a report holds. */
const cut = (text: string, length: number) => text.slice(0, length);

/**
 * A run as a report holds it.
 * @param name what it is called in the list of runs
 * @param link the address of its experiment
 * @throws RangeError for a run without any evaluation
 */
export function reportRun(run: Run, name: string, link: string): ReportRun {
  const total = totalOf(run);
  if (total === undefined) throw new RangeError("a run without any evaluation cannot be handed in; train it further");
  const { experiment, backend, version, date, origin, status, networks, marks } = run;
  const arms = [...new Set(networks.flatMap(({ card }) => card.arm ?? []))];
  const first = studentsOfArm(run, DISTILLED);
  const job = marks.find((mark) => mark.job === first[0]?.job)?.job ?? marks[0]?.job;
  return {
    ...{ name: cut(name, 300), experiment, link, origin, status, total },
    seeds: first.map(({ card }) => card.seed),
    moved: marks
      .filter((mark) => mark.job === job)
      .slice(0, 200)
      .map(({ param, value, step }) => ({ param, value, step })),
    ...{ backend: backend.name, device: cut(backend.device, 300), version: cut(version, 64), date: cut(date, 64) },
    teacher: errorsOf(teacherOf(run)),
    arms: arms.map((arm) => ({ arm, errors: studentsOfArm(run, arm).map(errorsOf) })),
    curves: curvesOf(networks)
      .filter(({ kind }) => kind === "teacher" || kind === "mean")
      .map(({ arm = null, points }) => ({
        arm,
        points: thinned(points).map(({ step, errors }): [number, number] => [step, rounded(errors)]),
      })),
  };
}
