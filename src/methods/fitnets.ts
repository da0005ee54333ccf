/**
 * FitNets: a middle layer of the teacher trains the first layers of a thin and deep student, then soft targets and
 * labels train all of it. Romero et al. 2015, eq. 3 (hints), eq. 2 (stage 2) and algorithm 1.
 * Stage 1: 1/2 ||u_h(x) - r(u_g(x))||^2, summed over units, mean over the batch; r has the nonlinearity of the
 * teacher's layer and is thrown away. Stage 2: CE(y, q) + lambda CE(p_T, q_T) without T^2, lambda falling to 0.
 * lambda = 4 and T = 3 are those of the authors' MNIST settings; they keep lambda for five epochs before it falls over
 * 145, here it falls from the first step of the stage to its last. Their code averages a map's squared error over some
 * of its axes; here it is summed as eq. 3 says. Their maxout layers and RMSProp are ReLU and the experiment's optimiser.
 */

import type { Experiment } from "../domain/experiment.ts";
import { dense } from "../domain/presets.ts";
import { asMaps, hiddenLayer, hintLoss, regressorOf } from "./hints.ts";
import { crossEntropy, soften } from "./losses.ts";
import { defineMethod, type Picture, type Stage } from "./method.ts";
import { frozenTeacher, labelStage, labelTerm, taughtStudent } from "./pair.ts";
import { paramValues } from "./params.ts";

/** The layers of an experiment between which a hint is given. */
function hintOf({ teacher, student }: Experiment, hintLayer: number, guidedLayer: number) {
  const hint = hiddenLayer("teacher", teacher.architecture, hintLayer);
  const guided = hiddenLayer("student", student.architecture, guidedLayer);
  return { hint, guided, regressor: regressorOf(teacher.architecture, hint, guided) };
}

function distillation(experiment: Experiment, steps: number): Stage {
  return {
    name: "distillation",
    training: { ...experiment.student.training, steps },
    gradientNorms: true,
    networks: [frozenTeacher(experiment), taughtStudent(experiment)],
    loss(scope) {
      const { ops, live, forward, progress } = scope;
      const left = ops.subtract(ops.constant(1), progress);
      const targets = soften(ops, ops.stopGradient(forward("teacher").logits), live("temperature"));
      const value = crossEntropy(ops, targets, forward("student").logits, live("temperature"));
      return [labelTerm(scope), { name: "soft targets", weight: ops.multiply(live("lambda"), left), value }];
    },
  };
}

const params = {
  hintLayer: {
    kind: "number",
    default: 0,
    min: 0,
    max: 24,
    live: false,
    whole: true,
    doc: "Layer of the teacher that gives the hint, counted from 1; 0 is its middle one.",
  },
  guidedLayer: {
    kind: "number",
    default: 0,
    min: 0,
    max: 24,
    live: false,
    whole: true,
    doc: "Layer of the student that is guided, counted from 1; 0 is its middle one.",
  },
  hintSteps: {
    kind: "number",
    default: 400,
    min: 1,
    max: 100_000,
    live: false,
    whole: true,
    doc: "Steps of the first stage, which sees no labels.",
  },
  lambda: {
    kind: "number",
    default: 4,
    min: 0,
    max: 100,
    live: true,
    doc: "Weight of the soft targets at the start of the second stage; it falls to 0 until its end.",
  },
  temperature: {
    kind: "number",
    default: 3,
    min: 0.05,
    max: 100,
    live: true,
    doc: "Divides both networks' logits before the softmax.",
  },
} as const;

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
      "Two stages: the hint loss through a regressor with the teacher layer's nonlinearity, then distillation with a weight that falls to 0.",
    scaled:
      "A deep thin student on few labels for some hundred steps, where the paper trains maxout networks on CIFAR and MNIST for hundreds of epochs.",
  },
  preset: (base) => ({
    ...base,
    teacher: { ...base.teacher, architecture: dense(300, 300) },
    student: { ...base.student, architecture: dense(30, 30, 30, 30, 30, 30, 30, 30) },
    method: { id: "fitnets", params: { hintSteps: 400, lambda: 4, temperature: 3 } },
  }),
  plan(experiment, { hintLayer, guidedLayer, hintSteps }) {
    const { hint, guided, regressor } = hintOf(experiment, hintLayer, guidedLayer);
    const picture: Picture = {
      id: "hint",
      title: "Hint and answer",
      kind: "maps",
      panels: ({ ops, forward, pass }) => [
        { label: "teacher's hint", value: asMaps(ops, forward("teacher").feature(hint.index)) },
        {
          label: "student's, regressed",
          value: asMaps(
            ops,
            ops.reshape(
              pass("regressor", forward("student").feature(guided.index)),
              forward("teacher").feature(hint.index).shape,
            ),
          ),
        },
      ],
    };
    const stage: Stage = {
      name: "hint",
      training: { ...experiment.student.training, steps: hintSteps },
      networks: [frozenTeacher(experiment), { ...taughtStudent(experiment), trains: { upToLayer: guided.index } }],
      adapters: [regressor],
      loss({ ops, forward, pass }) {
        const regressed = pass("regressor", forward("student").feature(guided.index));
        return [
          {
            name: "hint",
            weight: ops.constant(1),
            value: hintLoss(ops, forward("teacher").feature(hint.index), regressed),
          },
        ];
      },
      pictures: [picture],
      gradientNorms: true,
    };
    return [stage, distillation(experiment, experiment.student.training.steps)];
  },
  plain(experiment, { hintSteps }) {
    const { training, ...stage } = labelStage("labels", experiment);
    return [{ ...stage, training: { ...training, steps: hintSteps + training.steps }, gradientNorms: true }];
  },
  arms: {
    "distillation-alone": {
      name: "soft targets without a hint",
      plan(experiment) {
        const { hintSteps } = paramValues(params, experiment.method.params);
        return [distillation(experiment, Number(hintSteps) + experiment.student.training.steps)];
      },
    },
  },
  claims: [
    {
      text: "Hints and soft targets make fewer errors than labels alone.",
      better: { arm: "taught" },
      than: { arm: "plain" },
      by: "errors",
    },
    {
      text: "Hints and soft targets make fewer errors than soft targets alone for as many steps.",
      better: { arm: "taught" },
      than: { arm: "distillation-alone" },
      by: "errors",
    },
  ],
});
