/** Figures of one moment of a recorded run: its pictures, errors at a step, and the layers of its networks. */

import type { Architecture } from "../domain/architecture.ts";
import { type Arm, DISTILLED } from "../domain/experiment.ts";
import type { Run } from "../session/run/runFromEvents.ts";
import { studentsOfArm } from "../session/run/runSelectors.ts";

/** The newest moment of a picture of the first pair's taught student. @throws RangeError where the run has none */
export function pictureOf(run: Run, id: string) {
  const picture = run.pictures[`${DISTILLED}/0 ${id}`]?.at(-1);
  if (!picture) throw new RangeError(`the recorded run of ${run.experiment.method.id} lacks the picture "${id}"`);
  return picture;
}

/** What is left between the first two panels of a picture: squares of the difference, as a share of the first one's. */
export function shareLeft(run: Run, id: string): number {
  const [target, own] = pictureOf(run, id).panels.map(({ values }) => values);
  const squares = (at: (i: number) => number) => target!.reduce((sum, _, i) => sum + at(i) ** 2, 0);
  return squares((i) => target![i]! - own![i]!) / squares((i) => target![i]!);
}

/** The errors of the first pair's taught student at a step of its own. @throws RangeError where it was not evaluated there */
export function errorsAtStep(run: Run, step: number, arm: Arm = DISTILLED): number {
  const moment = studentsOfArm(run, arm)[0]?.evaluations.find((one) => one.step === step);
  if (!moment) throw new RangeError(`the arm ${arm} of ${run.experiment.method.id} was not evaluated at step ${step}`);
  return moment.evaluation.errors;
}

/** Units or filters of the hidden layers that have weights, from the first on. */
export function unitsOf({ layers }: Architecture): readonly number[] {
  return layers.flatMap((layer) =>
    layer.kind === "dense" ? [layer.units] : layer.kind === "conv" ? [layer.filters] : [],
  );
}
