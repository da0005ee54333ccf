/**
 * FitNets: the first layers of a thin and deep student are trained to predict a middle layer of the teacher, then all
 * of it is trained by soft targets and labels. Romero et al. 2015, eq. 3 (hints), eq. 2 (stage 2) and algorithm 1.
 * Stage 1: 1/2 ||u_h(x) - r(u_g(x))||^2, summed over units, mean over the batch; the regressor r has the nonlinearity
 * of the teacher's layer and is not used afterwards. Stage 2: CE(y, q) + lambda CE(p_T, q_T) without T^2, lambda
 * falling to 0. lambda = 4 and T = 3 are those of the authors' MNIST settings; they keep lambda for five epochs before
 * it falls over 145, here it falls from the first step of the stage to its last. Their networks begin with small evenly
 * drawn weights, and both stages have rates of their own: settings here. Their code averages a map's squared
 * error over some of its axes; here it is summed as in eq. 3. Their maxout layers and RMSProp are ReLU and the
 * experiment's optimiser.
 */

import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Scalar } from "../../tensor/graph.ts";
import {
  defineMethod,
  type ForwardScope,
  type NetworkSpec,
  type Picture,
  type Stage,
  type StepScope,
} from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { asMaps, hiddenLayer, hintLoss, regressorOf } from "../parts/hints.ts";
import { crossEntropy, soften } from "../parts/losses.ts";
import { firstStage, frozenTeacher, labelStage, labelTerm, trainableStudent } from "../parts/teacherStudent.ts";

/** The hint layer, the guided layer and the regressor between them. */
function hintOf({ teacher, student }: Experiment, hintLayer: number, guidedLayer: number) {
  const hint = hiddenLayer("teacher", teacher.architecture, hintLayer);
  const guided = hiddenLayer("student", student.architecture, guidedLayer);
  return { hint, guided, regressor: regressorOf(teacher.architecture, hint, guided) };
}

/** The student, in every arm with first weights of the chosen kind. */
function student(experiment: Experiment, { firstWeights }: Settings): NetworkSpec {
  const network = trainableStudent(experiment);
  return firstWeights > 0 ? { ...network, uniformWeights: firstWeights } : network;
}

/** Training and images of the first stage, at its own rate. */
function firstTraining(experiment: Experiment, { hintSteps, hintRate, images }: Settings) {
  const stage = firstStage(experiment, hintSteps, images);
  return { ...stage, training: { ...stage.training, learningRate: hintRate * stage.training.learningRate } };
}

/** Cross-entropy of the student with the teacher's soft targets, both at T, without the factor T^2. */
function softTargetLoss({ ops, live, forward }: StepScope): Scalar {
  const targets = soften(ops, ops.stopGradient(forward("teacher").logits), live("temperature"));
  return crossEntropy(ops, targets, forward("student").logits, live("temperature"));
}

/** Stage 2: labels and soft targets, whose weight falls linearly to 0. */
function distillation(experiment: Experiment, steps: number, settings: Settings): Stage {
  return {
    name: "distillation",
    training: { ...experiment.student.training, steps },
    gradientNorms: true,
    networks: [frozenTeacher(experiment), student(experiment, settings)],
    loss(scope) {
      const { ops, live, progress } = scope;
      const weight = ops.multiply(live("lambda"), ops.subtract(ops.constant(1), progress));
      return [labelTerm(scope), { name: "soft targets", weight, value: softTargetLoss(scope) }];
    },
  };
}

const params = {
  hintLayer: {
    ...{ kind: "number", default: 0, min: 0, max: 24, live: false, whole: true },
    doc: "Layer of the teacher that gives the hint, counted from 1; 0 is its middle one.",
  },
  guidedLayer: {
    ...{ kind: "number", default: 0, min: 0, max: 24, live: false, whole: true },
    doc: "Layer of the student that is guided, counted from 1; 0 is its middle one.",
  },
  hintSteps: {
    ...{
      kind: "number",
      unit: "steps",
      scale: "logarithmic",
      default: 400,
      min: 1,
      max: 100_000,
      live: false,
      whole: true,
    },
    doc: "Steps of the first stage, which sees no labels.",
  },
  hintRate: {
    ...{ kind: "number", scale: "logarithmic", default: 1, min: 0.01, max: 100, live: false },
    doc: "Learning rate of the first stage, as a share of the second one's.",
  },
  firstWeights: {
    ...{ kind: "number", default: 0, min: 0, max: 1, live: false },
    doc: "The student's first weights are drawn evenly from minus this to this; 0 draws them by the size of each layer.",
  },
  images: {
    kind: "choice",
    default: "transfer set",
    choices: ["transfer set", "all training images"],
    doc: "On which images, whose labels it does not read, the hint is learnt.",
  },
  lambda: {
    ...{ kind: "number", default: 4, min: 0, max: 100, live: true },
    doc: "Weight of the soft targets at the start of the second stage; it falls to 0 until its end.",
  },
  temperature: {
    ...{ kind: "number", scale: "temperature", default: 3, min: 0.05, max: 100, live: true },
    doc: "Divides both networks' logits before the softmax.",
  },
} as const satisfies ParamTable;
type Settings = ParamValues<typeof params>;

export const fitnets = defineMethod({
  id: "fitnets",
  name: "FitNets",
  claim:
    "A hint from the teacher's middle makes a thin and deep student trainable, and better than soft targets alone do.",
  paper: {
    title: "FitNets: Hints for Thin Deep Nets",
    authors: "Romero, Ballas, Kahou, Chassang, Gatta, Bengio",
    year: 2015,
    url: "https://arxiv.org/abs/1412.6550",
    equations: "2, 3, algorithm 1",
  },
  params,
  preset: (base) => ({
    ...base,
    teacher: { ...base.teacher, architecture: dense(300, 300) },
    student: {
      architecture: dense(40, 40, 40, 40, 40, 40, 40, 40),
      training: { ...base.student.training, steps: 900 },
    },
    transferSet: { ...base.transferSet, size: "all" },
    controls: ["distillation-alone"],
    evaluateEvery: 100,
    method: {
      id: "fitnets",
      params: {
        hintSteps: 400,
        lambda: 4,
        temperature: 3,
      },
    },
  }),
  variants: {
    // The paper's regime: from small first weights so deep a network learns labels less well.
    "fitnets-small-weights": (own) => {
      return { ...own, method: { ...own.method, params: { ...own.method.params, firstWeights: 0.1 } } };
    },
  },
  judgedVariants: ["fitnets-small-weights"],
  plan(experiment, settings) {
    const { hintLayer, guidedLayer } = settings;
    const { hint, guided, regressor } = hintOf(experiment, hintLayer, guidedLayer);
    const regressed = ({ forward, applyAdapter }: ForwardScope) =>
      applyAdapter("regressor", forward("student").feature(guided.index));
    const picture: Picture = {
      id: "hint",
      title: "Hint and answer",
      reading:
        "A layer of the teacher, and what the regressor makes of the student's layer. The paler the difference, the better the student has learnt the hint.",
      teaching: ["teacher's hint"],
      kind: "maps",
      isUnordered: hint.outputShape.length === 1,
      panels(scope) {
        const { ops } = scope;
        const hintOutputs = scope.forward("teacher").feature(hint.index);
        return [
          { label: "teacher's hint", value: asMaps(ops, hintOutputs) },
          { label: "student's, regressed", value: asMaps(ops, ops.reshape(regressed(scope), hintOutputs.shape)) },
        ];
      },
    };
    const stage: Stage = {
      name: "hint",
      ...firstTraining(experiment, settings),
      networks: [frozenTeacher(experiment), { ...student(experiment, settings), trains: { upToLayer: guided.index } }],
      adapters: [regressor],
      loss(scope) {
        const hintOutputs = scope.forward("teacher").feature(hint.index);
        return [
          { name: "hint", weight: scope.ops.constant(1), value: hintLoss(scope.ops, hintOutputs, regressed(scope)) },
        ];
      },
      pictures: [picture],
      gradientNorms: true,
    };
    return [stage, distillation(experiment, experiment.student.training.steps, settings)];
  },
  baseline(experiment, settings) {
    const { training, ...stage } = labelStage("labels", experiment);
    const steps = settings.hintSteps + training.steps;
    const networks = [student(experiment, settings)];
    return [{ ...stage, networks, training: { ...training, steps }, gradientNorms: true }];
  },
  arms: {
    "distillation-alone": {
      name: "soft targets without a hint",
      plan: (experiment, settings) => [
        distillation(experiment, settings.hintSteps + experiment.student.training.steps, settings),
      ],
    },
    "soft-targets-first": {
      name: "soft targets in place of the hint",
      plan(experiment, settings) {
        const first: Stage = {
          name: "soft targets",
          ...firstTraining(experiment, settings),
          networks: [frozenTeacher(experiment), student(experiment, settings)],
          loss: (scope) => [{ name: "soft targets", weight: scope.live("lambda"), value: softTargetLoss(scope) }],
        };
        return [first, distillation(experiment, experiment.student.training.steps, settings)];
      },
    },
  },
  claims: [
    { text: "Hints and soft targets make fewer errors than labels alone.", ...fewerErrorsThan(BASELINE) },
    {
      text: "Hints and soft targets make fewer errors than soft targets alone for as many steps.",
      ...fewerErrorsThan("distillation-alone"),
    },
  ],
});
