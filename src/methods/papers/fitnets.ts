/**
 * FitNets: a middle layer of the teacher trains the first layers of a thin and deep student, then soft targets and
 * labels train all of it. Romero et al. 2015, eq. 3 (hints), eq. 2 (stage 2) and algorithm 1.
 * Stage 1: 1/2 ||u_h(x) - r(u_g(x))||^2, summed over units, mean over the batch; r has the nonlinearity of the
 * teacher's layer and is thrown away. Stage 2: CE(y, q) + lambda CE(p_T, q_T) without T^2, lambda falling to 0.
 * lambda = 4 and T = 3 are those of the authors' MNIST settings; they keep lambda for five epochs before it falls over
 * 145, here it falls from the first step of the stage to its last. Their code averages a map's squared error over some
 * of its axes; here it is summed as eq. 3 says. Their maxout layers and RMSProp are ReLU and the experiment's optimiser.
 */

import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Scalar } from "../../tensor/graph.ts";
import { defineMethod, type ForwardScope, type Picture, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable } from "../core/parameters.ts";
import { fewerThan } from "../parts/claims.ts";
import { asMaps, hiddenLayer, hintLoss, regressorOf } from "../parts/hints.ts";
import { crossEntropy, soften } from "../parts/losses.ts";
import { distilledStudent, frozenTeacher, labelStage, labelTerm } from "../parts/teacherStudent.ts";

/** How long the first stage is, and on which images. */
function firstStage({ student }: Experiment, steps: number, images: string): Pick<Stage, "training" | "images"> {
  return { training: { ...student.training, steps }, ...(images === "transfer set" ? {} : { images: "training" }) };
}

/** The layers of an experiment between which a hint is given. */
function hintOf({ teacher, student }: Experiment, hintLayer: number, guidedLayer: number) {
  const hint = hiddenLayer("teacher", teacher.architecture, hintLayer);
  const guided = hiddenLayer("student", student.architecture, guidedLayer);
  return { hint, guided, regressor: regressorOf(teacher.architecture, hint, guided) };
}

/** Cross-entropy of the student with the softened teacher, at one T and without its square. */
function softTargets({ ops, live, forward }: StepScope): Scalar {
  const targets = soften(ops, ops.stopGradient(forward("teacher").logits), live("temperature"));
  return crossEntropy(ops, targets, forward("student").logits, live("temperature"));
}

function distillation(experiment: Experiment, steps: number): Stage {
  return {
    name: "distillation",
    training: { ...experiment.student.training, steps },
    gradientNorms: true,
    networks: [frozenTeacher(experiment), distilledStudent(experiment)],
    loss(scope) {
      const { ops, live, progress } = scope;
      const weight = ops.multiply(live("lambda"), ops.subtract(ops.constant(1), progress));
      return [labelTerm(scope), { name: "soft targets", weight, value: softTargets(scope) }];
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
  fidelity: {
    exact:
      "Two stages, the regressor with the hint layer's nonlinearity and thrown away, the summed squared error, lambda falling linearly to 0, T = 3 without its square.",
    scaled:
      "ReLU instead of maxout, Adam instead of RMSProp, a fixed number of steps, small networks; the hint sees all training images, labels alone only the transfer set.",
  },
  preset: (base) => ({
    ...base,
    teacher: { ...base.teacher, architecture: dense(300, 300) },
    student: {
      architecture: dense(40, 40, 40, 40, 40, 40, 40, 40),
      training: { ...base.student.training, steps: 300 },
    },
    transferSet: { ...base.transferSet, size: 100 },
    controls: ["distillation-alone", "soft-targets-first"],
    evaluateEvery: 100,
    method: {
      id: "fitnets",
      params: {
        hintLayer: 2,
        guidedLayer: 6,
        hintSteps: 1000,
        lambda: 4,
        temperature: 3,
        images: "all training images",
      },
    },
  }),
  plan(experiment, { hintLayer, guidedLayer, hintSteps, images }) {
    const { hint, guided, regressor } = hintOf(experiment, hintLayer, guidedLayer);
    const regressed = ({ forward, pass }: ForwardScope) => pass("regressor", forward("student").feature(guided.index));
    const picture: Picture = {
      id: "hint",
      title: "Hint and answer",
      kind: "maps",
      panels(scope) {
        const { ops } = scope;
        const theirs = scope.forward("teacher").feature(hint.index);
        return [
          { label: "teacher's hint", value: asMaps(ops, theirs) },
          { label: "student's, regressed", value: asMaps(ops, ops.reshape(regressed(scope), theirs.shape)) },
        ];
      },
    };
    const stage: Stage = {
      name: "hint",
      ...firstStage(experiment, hintSteps, images),
      networks: [frozenTeacher(experiment), { ...distilledStudent(experiment), trains: { upToLayer: guided.index } }],
      adapters: [regressor],
      loss(scope) {
        const theirs = scope.forward("teacher").feature(hint.index);
        return [{ name: "hint", weight: scope.ops.constant(1), value: hintLoss(scope.ops, theirs, regressed(scope)) }];
      },
      pictures: [picture],
      gradientNorms: true,
    };
    return [stage, distillation(experiment, experiment.student.training.steps)];
  },
  baseline(experiment, { hintSteps }) {
    const { training, ...stage } = labelStage("labels", experiment);
    return [{ ...stage, training: { ...training, steps: hintSteps + training.steps }, gradientNorms: true }];
  },
  arms: {
    "distillation-alone": {
      name: "soft targets without a hint",
      plan: (experiment, { hintSteps }) => [distillation(experiment, hintSteps + experiment.student.training.steps)],
    },
    "soft-targets-first": {
      name: "soft targets in place of the hint",
      plan(experiment, { hintSteps, images }) {
        const { student } = experiment;
        const first: Stage = {
          name: "soft targets",
          ...firstStage(experiment, hintSteps, images),
          networks: [frozenTeacher(experiment), distilledStudent(experiment)],
          loss: (scope) => [{ name: "soft targets", weight: scope.live("lambda"), value: softTargets(scope) }],
        };
        return [first, distillation(experiment, student.training.steps)];
      },
    },
  },
  claims: [
    { text: "Hints and soft targets make fewer errors than labels alone.", ...fewerThan(BASELINE) },
    {
      text: "Hints and soft targets make fewer errors than soft targets alone for as many steps.",
      ...fewerThan("distillation-alone"),
    },
    {
      text: "A hint first leaves fewer errors than soft targets first, on the same images for as many steps.",
      ...fewerThan("soft-targets-first"),
    },
  ],
});
