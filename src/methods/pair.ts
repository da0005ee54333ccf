/** Teacher and student as most methods have them, and the term that both know: the labels. */

import type { Experiment } from "../domain/experiment.ts";
import { crossEntropy } from "./losses.ts";
import type { LossTerm, NetworkSpec, Stage, StepScope } from "./method.ts";

/** The run's own teacher, which answers and does not change. */
export function frozenTeacher({ teacher }: Experiment): NetworkSpec {
  const { architecture } = teacher;
  return { name: "teacher", role: "teacher", architecture, trains: "none", startsFrom: "pretrained" };
}

/** The student, all of it trained, from the weights that its twins start from. */
export function taughtStudent({ student }: Experiment): NetworkSpec {
  const { architecture } = student;
  return { name: "student", role: "student", architecture, trains: "all", startsFrom: "random" };
}

/** Cross-entropy of the student with the labels, of weight 1, in nats, mean over the batch. */
export function labelTerm({ ops, labels, forward }: StepScope): LossTerm {
  const value = crossEntropy(ops, labels, forward("student").logits, ops.constant(1));
  return { name: "labels", weight: ops.constant(1), value };
}

/** The student on labels alone. */
export function labelStage(name: string, experiment: Experiment): Stage {
  const { training } = experiment.student;
  return { name, training, networks: [taughtStudent(experiment)], loss: (scope) => [labelTerm(scope)] };
}
