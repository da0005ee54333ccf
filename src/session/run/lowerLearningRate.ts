/** What helps where training has diverged: a tenth of the learning rate, for the network whose training it was. */

import { type Experiment, MIN_LEARNING_RATE } from "../../domain/experiment.ts";
import type { Run } from "./runFromEvents.ts";

/** A changed experiment, the learning rate in it, and the trained teacher where it need not be trained again. */
export interface SlowerTraining {
  readonly experiment: Experiment;
  readonly rate: number;
  readonly teacher?: Uint8Array;
}

/** The experiment with a tenth of the rate of the teacher, where its training has not ended, else of the student. */
export function slowerTraining(run: Run, experiment: Experiment): SlowerTraining {
  const teacher = run.networks.find(({ job }) => job === "teacher");
  const role = teacher && !teacher.finished ? "teacher" : "student";
  const { training } = experiment[role];
  const rate = Math.max(MIN_LEARNING_RATE, Number((training.learningRate / 10).toPrecision(6)));
  const slower = { ...experiment, [role]: { ...experiment[role], training: { ...training, learningRate: rate } } };
  const bytes = role === "student" ? run.checkpoints.teacher?.bytes : undefined;
  return { experiment: slower, rate, ...(bytes ? { teacher: bytes } : {}) };
}
