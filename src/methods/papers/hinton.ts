/**
 * Distillation: the student learns the teacher's probabilities at a raised temperature, beside or instead of labels.
 * L = hardWeight CE(labels, z) + softWeight T^2 KL(softmax(v/T) || softmax(z/T)).
 * Hinton, Vinyals and Dean 2015, section 2.
 */

import type { Experiment } from "../../domain/experiment.ts";
import { armOfTemperature, MAIN_TEMPERATURE, TEMPERATURES } from "../../hinton2015/experiments.ts";
import type { Logits, Ops, SoftTargets } from "../../tensor/graph.ts";
import { defineMethod, type LossTerm, type NetworkOutput, type Stage, type StepScope } from "../core/method.ts";
import { crossEntropy, divergence, meanOverBatch, soften } from "../parts/losses.ts";
import { frozenTeacher, labelTerm, softTargetTerm, trainableStudent } from "../parts/teacherStudent.ts";

/**
 * Mistakes that public code contains; "none" is the paper's loss. All but the teacher in training mode, whose dropout goes
 * on while it teaches, are in the soft-target term.
 */
export const MISTAKES = [
  "none",
  "no-t-squared",
  "mean-over-classes",
  "swapped-kl",
  "student-at-1",
  "log-forgotten",
  "softmax-twice",
  "networks-swapped",
  "teacher-in-training-mode",
] as const;
export type Mistake = (typeof MISTAKES)[number];

/**
 * The soft-target term, right or with one mistake. The factor T^2 keeps its gradient's size as T changes (section 2.1).
 */
export function softTerm(
  scope: Pick<StepScope, "ops" | "live">,
  teacher: NetworkOutput,
  student: NetworkOutput,
  mistake: Mistake,
): LossTerm {
  const { ops } = scope;
  const temperature = scope.live("temperature");
  const v = ops.stopGradient(teacher.logits);
  const z = student.logits;
  const right = softTargetTerm(scope, teacher, student);
  switch (mistake) {
    case "no-t-squared":
      return { ...right, weight: scope.live("softWeight") };
    case "mean-over-classes":
      return { ...right, value: ops.multiply(right.value, ops.constant(1 / z.shape[1]!)) };
    case "swapped-kl":
      return { ...right, value: divergence(ops, z, v, temperature) };
    case "student-at-1": {
      const sharpened = ops.multiply(z, temperature);
      return { ...right, value: divergence(ops, v, sharpened, temperature) };
    }
    case "log-forgotten": {
      // PyTorch's kl_div takes logarithms of the student's probabilities, and is given the probabilities.
      const [p, q] = [soften(ops, v, temperature), soften(ops, z, temperature)];
      const logP = ops.logSoftmax(ops.divide(v, temperature));
      return { ...right, value: meanOverBatch(ops, ops.multiply(p, ops.subtract(logP, q))) };
    }
    case "softmax-twice": {
      // The student's probabilities are taken for logits.
      const [p, q] = [soften(ops, v, temperature), soften(ops, z, temperature)];
      const logP = ops.logSoftmax(ops.divide(v, temperature));
      return { ...right, value: meanOverBatch(ops, ops.multiply(p, ops.subtract(logP, ops.logSoftmax(q)))) };
    }
    case "networks-swapped":
      // The student stands where the targets are, through which no gradient passes: the teacher's answer moves nothing.
      return { ...right, value: divergence(ops, ops.stopGradient(z), v, temperature) };
    case "teacher-in-training-mode":
    case "none":
      return right;
  }
}

/** The class of the largest logit, one-hot, [batch, classes]: the teacher's pseudo-labels. */
function pseudoLabels(ops: Ops, logits: Logits): SoftTargets {
  const below = ops.step(ops.subtract(ops.max(logits), logits));
  return ops.stopGradient(ops.subtract(ops.constant(1), below));
}

/** One stage of the frozen teacher and the student. */
function distillation(experiment: Experiment, loss: Stage["loss"]): Stage {
  const { training } = experiment.student;
  return { name: "distillation", training, networks: [frozenTeacher(experiment), trainableStudent(experiment)], loss };
}

/** A stage by soft targets alone at a fixed temperature: for arms of one run that differ in the temperature only. */
function softTargetsAt(temperature: number, experiment: Experiment): Stage {
  return distillation(experiment, ({ ops, forward }) => {
    const fixed = { ops, live: (param: string) => ops.constant(param === "temperature" ? temperature : 1) };
    return [softTargetTerm(fixed, forward("teacher"), forward("student"))];
  });
}

export const hinton = defineMethod({
  id: "hinton",
  name: "Hinton's distillation",
  claim: "A small network learns more from a large one's softened probabilities than from labels alone.",
  formula: "L = soft weight · T² · KL(teacher ‖ student, both at T) + hard weight · CE(labels, student)",
  paper: {
    title: "Distilling the Knowledge in a Neural Network",
    authors: "Hinton, Vinyals, Dean",
    year: 2015,
    url: "https://arxiv.org/abs/1503.02531",
    equations: "1-4",
  },
  params: {
    temperature: {
      kind: "number",
      scale: "temperature",
      default: 4,
      min: 0.05,
      max: 100,
      live: true,
      doc: "Divides both networks' logits before the softmax: higher shows more of the teacher's small probabilities.",
    },
    softWeight: {
      kind: "number",
      scale: "weight",
      default: 0.9,
      min: 0,
      max: 10,
      live: true,
      doc: "Weight of the soft targets.",
    },
    hardWeight: {
      kind: "number",
      scale: "weight",
      default: 0.1,
      min: 0,
      max: 10,
      live: true,
      doc: "Weight of the labels.",
    },
    mistake: { kind: "choice", default: "none", choices: MISTAKES, doc: "Trains with a classic mistake instead." },
  },
  fidelity: {
    exact:
      "The loss with its factor T squared, the fixed teacher, and the same first weights and batches for both students.",
    scaled: "1,000 labels and networks of 600 and 300 units; the whole MNIST section is the preset hinton-2015.",
  },
  preset: (base) => base,
  arms: {
    ...Object.fromEntries(
      TEMPERATURES.filter((temperature) => temperature !== MAIN_TEMPERATURE).map((temperature) => [
        armOfTemperature(temperature),
        { name: `T = ${temperature}`, plan: (experiment: Experiment) => [softTargetsAt(temperature, experiment)] },
      ]),
    ),
    "pseudo-labels": {
      name: "the teacher's first choice",
      plan: (experiment) => [
        distillation(experiment, ({ ops, forward }) => [
          {
            name: "first choice",
            weight: ops.constant(1),
            value: crossEntropy(
              ops,
              pseudoLabels(ops, forward("teacher").logits),
              forward("student").logits,
              ops.constant(1),
            ),
          },
        ]),
      ],
    },
  },
  plan: (experiment, { mistake }) => [
    {
      ...distillation(experiment, (scope) => [
        softTerm(scope, scope.forward("teacher"), scope.forward("student"), mistake as Mistake),
        { ...labelTerm(scope), weight: scope.live("hardWeight") },
      ]),
      ...(mistake === "teacher-in-training-mode"
        ? { networks: [{ ...frozenTeacher(experiment), inTrainingMode: true }, trainableStudent(experiment)] }
        : {}),
      // Most of the mistakes change how large the soft targets' gradient is beside that of the labels.
      termGradientNorms: mistake !== "none",
    },
  ],
});
