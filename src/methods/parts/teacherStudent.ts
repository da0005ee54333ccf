/** Teacher and student as most methods have them, and the terms that both know: labels and soft targets. */

import type { Experiment } from "../../domain/experiment.ts";
import type { EvaluatedOutput, LossTerm, NetworkOutput, NetworkSpec, Stage, StepScope } from "../core/method.ts";
import { crossEntropy, divergence, smoothLabels } from "./losses.ts";

/** The run's own teacher, which answers and does not change. */
export function frozenTeacher(run: { readonly teacher: Pick<Experiment["teacher"], "architecture"> }): NetworkSpec {
  const { architecture } = run.teacher;
  return { name: "teacher", role: "teacher", architecture, trains: "none", startsFrom: "pretrained" };
}

/** The student, all of it trained, from the weights that its twins start from. */
export function distilledStudent({ student }: Experiment): NetworkSpec {
  const { architecture } = student;
  return { name: "student", role: "student", architecture, trains: "all", startsFrom: "random" };
}

/** A network's own answer. */
export function outputOf(network: string): EvaluatedOutput {
  return { name: network, network, logits: (scope) => scope.forward(network).logits };
}

/**
 * Cross-entropy of a network with the labels, of weight 1, in nats, mean over the batch.
 * @param smoothing how much of each label is spread over all classes, 0 to 1
 */
export function labelTerm({ ops, labels, forward }: StepScope, network = "student", smoothing = 0): LossTerm {
  const targets = smoothing > 0 ? smoothLabels(ops, labels, smoothing) : labels;
  const value = crossEntropy(ops, targets, forward(network).logits, ops.constant(1));
  return { name: "labels", weight: ops.constant(1), value };
}

/**
 * What a teacher says at the live temperature: KL(teacher || student), mean over the batch, of the live soft weight
 * times T^2, which keeps its gradient level as T moves. Hinton, Vinyals and Dean 2015, section 2.1.
 */
export function softTargetTerm(
  scope: Pick<StepScope, "ops" | "live">,
  teacher: NetworkOutput,
  student: NetworkOutput,
): LossTerm {
  const { ops } = scope;
  const temperature = scope.live("temperature");
  const weight = ops.multiply(scope.live("softWeight"), ops.multiply(temperature, temperature));
  const value = divergence(ops, ops.stopGradient(teacher.logits), student.logits, temperature);
  return { name: "soft targets", weight, value };
}

/** The student on labels alone. */
export function labelStage(name: string, experiment: Experiment): Stage {
  const { training } = experiment.student;
  return { name, training, networks: [distilledStudent(experiment)], loss: (scope) => [labelTerm(scope)] };
}
