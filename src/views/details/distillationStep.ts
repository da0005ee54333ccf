/** One training step of Hinton's loss on a single image, in its parts. */

import { armsOf, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { klFromLogits } from "../../math/divergence.ts";
import { logSoftmax, softmax } from "../../math/softmax.ts";
import { gradientFlowOf } from "../../methods/core/gradientFlow.ts";
import { isSquared, SQUARE } from "../../methods/core/temperatureSquare.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";

/** What a step is computed from. */
export interface StepInputs {
  readonly teacher: ArrayLike<number>;
  readonly student: ArrayLike<number>;
  /** undefined for an image without a label: it has no loss of the label */
  readonly label: number | undefined;
  readonly temperature: number;
  readonly softWeight: number;
  readonly hardWeight: number;
  /** false: the classic mistake that forgets the factor T² */
  readonly isSquared: boolean;
}

/** Everything that a step computes, in nats and probabilities. */
export interface DistillationStep {
  /** probabilities of the teacher and of the student at the temperature, and of the student at 1 */
  readonly softTargets: Float64Array;
  readonly softAnswer: Float64Array;
  readonly answer: Float64Array;
  readonly divergence: number;
  readonly crossEntropy: number;
  /** both losses with their weights, and their sum */
  readonly soft: number;
  readonly hard: number;
  readonly total: number;
  /** derivatives of `soft`, `hard` and `total` by the student's logits */
  readonly softGradient: readonly number[];
  readonly hardGradient: readonly number[];
  readonly gradient: readonly number[];
  /** the student at 1 after its logits have been moved against the gradient, by as much as the gradient */
  readonly nudged: Float64Array;
}

/**
 * Computes the step: L = w T^2 KL(p || q) + u CE(label, q at 1). Its gradients are w T (q - p) and u (q at 1 - label);
 * without the factor T^2 the first is w (q - p) / T.
 */
export function distillationStep(inputs: StepInputs): DistillationStep {
  const { teacher, student, label, temperature, softWeight, hardWeight, isSquared } = inputs;
  const factor = isSquared ? softWeight * temperature ** 2 : softWeight;
  const softTargets = softmax(teacher, temperature);
  const softAnswer = softmax(student, temperature);
  const answer = softmax(student);
  const divergence = klFromLogits(teacher, student, temperature);
  const crossEntropy = label === undefined ? 0 : -logSoftmax(student)[label]!;
  const [soft, hard] = [factor * divergence, hardWeight * crossEntropy];
  const softGradient = Array.from(softAnswer, (q, c) => (factor / temperature) * (q - softTargets[c]!));
  const hardGradient = Array.from(answer, (q, c) =>
    label === undefined ? 0 : hardWeight * (q - (c === label ? 1 : 0)),
  );
  const gradient = softGradient.map((value, c) => value + hardGradient[c]!);
  const nudged = softmax(Array.from(student, (z, c) => z - gradient[c]!));
  return {
    ...{ softTargets, softAnswer, answer, divergence, crossEntropy, soft, hard, total: soft + hard },
    ...{ softGradient, hardGradient, gradient, nudged },
  };
}

/** Whether the method can leave the factor out. */
export function canLeaveSquareOut({ method }: Experiment): boolean {
  const param = methodById(method.id).params[SQUARE.param];
  return param?.kind === "choice" && param.choices.includes(SQUARE.without);
}

/**
 * Whether an experiment's distilled student is trained by this loss: in one stage, by soft targets and labels alone, with
 * T² or without.
 */
export function hasDistillationStep(experiment: Experiment): boolean {
  const { params } = methodById(experiment.method.id);
  const isDefault = Object.entries(params).every(
    ([name, param]) =>
      param.kind === "number" ||
      (experiment.method.params[name] ?? param.default) === param.default ||
      (name === SQUARE.param && !isSquared(experiment.method)),
  );
  if (!isDefault || !armsOf(experiment).includes(DISTILLED)) return false;
  if (!["temperature", "softWeight", "hardWeight"].every((name) => name in params)) return false;
  const [stage, ...others] = stagesOf(DISTILLED, experiment);
  if (!stage || others.length > 0) return false;
  const names = gradientFlowOf(stage, experiment.student.architecture.classes).map(({ name }) => name);
  return names.join() === "soft targets,labels" && stage.networks.length === 2;
}
