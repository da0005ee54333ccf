/** Networks and loss terms of most methods: the frozen teacher, the student, labels and soft targets. */

import type { Experiment, TeacherNetwork } from "../../domain/experiment.ts";
import type {
  EvaluatedOutput,
  LossTerm,
  NetworkOutput,
  NetworkSpec,
  Stage,
  StepScope,
  WeightsOfAnother,
} from "../core/method.ts";
import { crossEntropy, divergence, smoothLabels } from "./losses.ts";

/** The name of the networks that are given as teachers, by their places. */
export const givenName = (place: number) => (place === 0 ? "teacher" : `teacher ${place + 1}`);

/** The run's teacher, trained before or given, and frozen. Of several that are given it is the average. */
export function frozenTeacher({ teacher }: { readonly teacher: TeacherNetwork }): NetworkSpec {
  const { architecture, given = [], average } = teacher;
  const frozen = { role: "teacher", trains: "none", startsFrom: "pretrained" } as const;
  const networks = given.map((one, i) => ({ ...frozen, name: givenName(i), architecture: one.architecture }));
  const averaged = average && given.length > 1 ? { averaged: { networks, by: average } } : {};
  return { ...frozen, name: "teacher", architecture, ...averaged };
}

/** The student, trained in all layers from the first weights that it has in every arm. */
export function trainableStudent({ student }: Experiment): NetworkSpec {
  const { architecture } = student;
  return { name: "student", role: "student", architecture, trains: "all", startsFrom: "random" };
}

/** First weights that are the teacher's. */
export const COPIED_TEACHER: WeightsOfAnother = {
  network: "teacher",
  by: (layers) => layers,
  change: { kind: "copied" },
};

/** The logits of one network as an evaluated output. */
export function outputOf(network: string): EvaluatedOutput {
  return { name: network, network, logits: (scope) => scope.forward(network).logits };
}

/** The outputs that a stage evaluates: those it names, or the logits of each of its networks that trains. */
export function evaluatedOutputsOf(stage: Stage): readonly EvaluatedOutput[] {
  if (stage.evaluated) return stage.evaluated;
  return stage.networks.flatMap(({ name, trains }) => (trains === "none" ? [] : [outputOf(name)]));
}

/**
 * Cross-entropy of a network with the labels, of weight 1, in nats, mean over the batch.
 * @param smoothing share of each label that is spread over all classes, 0 to 1
 */
export function labelTerm({ ops, labels, forward }: StepScope, network = "student", smoothing = 0): LossTerm {
  const targets = smoothing > 0 ? smoothLabels(ops, labels, smoothing) : labels;
  const value = crossEntropy(ops, targets, forward(network).logits, ops.constant(1));
  return { name: "labels", weight: ops.constant(1), value };
}

/**
 * KL(teacher || student) at the live setting "temperature", in nats, mean over the batch. Its weight is the live
 * setting "softWeight" times T^2, which keeps the gradient's size as T changes. Hinton, Vinyals and Dean 2015,
 * section 2.1.
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

/** The same experiment with the transfer set's own labels, none of them replaced by a wrong one. */
export function withCleanLabels(experiment: Experiment): Experiment {
  const { noisyLabels: _, ...transferSet } = experiment.transferSet;
  return { ...experiment, transferSet };
}

/** A stage that trains the student on labels alone. */
export function labelStage(name: string, experiment: Experiment): Stage {
  const { training } = experiment.student;
  return { name, training, networks: [trainableStudent(experiment)], loss: (scope) => [labelTerm(scope)] };
}

/**
 * Training and images of a first stage that reads no labels.
 * @param images "transfer set", or else all training images
 */
export function firstStage({ student }: Experiment, steps: number, images: string): Pick<Stage, "training" | "images"> {
  return { training: { ...student.training, steps }, ...(images === "transfer set" ? {} : { images: "training" }) };
}
