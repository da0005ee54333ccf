/**
 * Apprentice: a student with weights of few bits learns from a full-precision teacher.
 * L = a H(y, p_T) + b H(y, p_A) + g H(p_T, p_A) at T = 1 (Mishra and Marr 2018, eq. 1). Scheme A trains both from
 * scratch, B has a trained teacher, C fine-tunes a student that was first trained in full precision. The gradient of
 * the third term does not reach the teacher; it is computed as KL, which has the same gradient in the student. Not
 * verified in the paper's text: a = 1, b = g = 0.5, and by how much C lowers the learning rate.
 */

import { BASELINE, type Experiment, type Training } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type NetworkSpec, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import {
  firstWeightedLayer,
  levelsPicture,
  precisionParams,
  quantisedParametrisation,
  sharedWeightsView,
} from "../parts/lowPrecision.ts";
import {
  frozenTeacher,
  labelStage,
  labelTerm,
  outputOf,
  softTargetTerm,
  trainableStudent,
} from "../parts/teacherStudent.ts";

const weight = { kind: "number", scale: "weight", min: 0, max: 10, live: true } as const;
const params = {
  scheme: {
    kind: "choice",
    default: "C",
    choices: ["A", "B", "C"],
    doc: "A: teacher and student together; B: a trained teacher; C: full precision first, then fine-tuned in few bits.",
  },
  ...precisionParams,
  temperature: {
    ...weight,
    scale: "temperature",
    default: 1,
    min: 0.05,
    max: 100,
    doc: "Of the soft targets; the paper's is 1.",
  },
  teacherWeight: { ...weight, default: 1, doc: "Weight of the labels for the teacher, in scheme A." },
  labelWeight: { ...weight, default: 0.5, doc: "Weight of the labels for the student." },
  softWeight: { ...weight, default: 0.5, doc: "Weight of the teacher's predictions." },
  start: {
    kind: "choice",
    default: "taught",
    choices: ["labels", "taught"],
    doc: "How scheme C trains in full precision first.",
  },
  fineRate: {
    ...{ kind: "number", scale: "logarithmic", default: 1, min: 0.01, max: 1, live: false },
    doc: "Scheme C's learning rate while it fine-tunes, as a share of the rate before.",
  },
} as const satisfies ParamTable;
type Settings = ParamValues<typeof params>;

const quantised = (experiment: Experiment, settings: Settings): NetworkSpec => {
  return {
    ...trainableStudent(experiment),
    parametrisation: quantisedParametrisation(experiment.student.architecture, settings),
  };
};

/** The student's two loss terms: labels and the teacher's predictions. */
function apprenticeTerms(scope: StepScope, teacher: string) {
  const { forward, live } = scope;
  return [
    { ...labelTerm(scope), weight: live("labelWeight") },
    softTargetTerm(scope, forward(teacher), forward("student")),
  ];
}

/** The picture of a quantised stage, and the full-precision view of the weights that it is computed from. */
function storedWeightsPicture(experiment: Experiment, student: NetworkSpec) {
  const { architecture } = experiment.student;
  const pictures = [levelsPicture("stored weights", "student", firstWeightedLayer(architecture))];
  return { view: sharedWeightsView(student, "stored weights"), pictures };
}

function jointTraining(experiment: Experiment, settings: Settings): readonly Stage[] {
  const student = quantised(experiment, settings);
  const { view, pictures } = storedWeightsPicture(experiment, student);
  const { architecture } = experiment.teacher;
  // Not "teacher", which is the name of the run's teacher; other arms may need that one.
  const name = "joint teacher";
  const teacher: NetworkSpec = { name, role: "teacher", architecture, trains: "all", startsFrom: "random" };
  const loss = (scope: StepScope) => [
    { ...labelTerm(scope, name), name: "teacher's labels", weight: scope.live("teacherWeight") },
    ...apprenticeTerms(scope, name),
  ];
  const networks = [student, teacher, view];
  return [{ name: "scheme A", training: experiment.student.training, networks, loss, pictures }];
}

/** A stage by the apprentice's loss with the run's teacher. */
function distillationStage(name: string, experiment: Experiment, student: NetworkSpec, training: Training): Stage {
  const stored = student.parametrisation ? storedWeightsPicture(experiment, student) : null;
  const networks = [frozenTeacher(experiment), student, ...(stored ? [stored.view] : [])];
  const loss = (scope: StepScope) => apprenticeTerms(scope, "teacher");
  return { name, training, networks, loss, ...(stored ? { pictures: stored.pictures } : {}) };
}

/** A stage of the quantised student by labels alone. */
function labelledStage(name: string, experiment: Experiment, student: NetworkSpec, training: Training): Stage {
  const { view, pictures } = storedWeightsPicture(experiment, student);
  return { ...labelStage(name, experiment), training, networks: [student, view], pictures };
}

/** Scheme C: the training of both halves of the student's steps, in full precision and fine-tuning at a lower rate. */
function halves({ student: { training } }: Experiment, { fineRate }: Settings) {
  const first = Math.max(1, Math.floor(training.steps / 2));
  const rest = Math.max(1, training.steps - first);
  const fine = { ...training, steps: rest, learningRate: fineRate * training.learningRate };
  return { full: { ...training, steps: first }, fine };
}

function scheme(which: string, experiment: Experiment, settings: Settings): readonly Stage[] {
  if (which === "A") return jointTraining(experiment, settings);
  const student = quantised(experiment, settings);
  if (which === "B") return [distillationStage("scheme B", experiment, student, experiment.student.training)];
  const { full, fine } = halves(experiment, settings);
  const byLabels = { ...labelStage("full precision", experiment), training: full };
  const byTeacher = distillationStage("full precision", experiment, trainableStudent(experiment), full);
  return [settings.start === "labels" ? byLabels : byTeacher, distillationStage("scheme C", experiment, student, fine)];
}

/** Quantisation-aware training on labels, in as many stages as the scheme has. */
function quantisationAware(which: string, experiment: Experiment, settings: Settings): readonly Stage[] {
  const student = quantised(experiment, settings);
  if (which !== "C") return [labelledStage("quantised", experiment, student, experiment.student.training)];
  const { full, fine } = halves(experiment, settings);
  const first = { ...labelStage("full precision", experiment), training: full };
  return [first, labelledStage("quantised", experiment, student, fine)];
}

export const apprentice = defineMethod({
  id: "apprentice",
  name: "Apprentice",
  claim:
    "A network with two or four bits to a weight comes close to full precision when a full-precision one teaches it.",
  paper: {
    title: "Apprentice: Using Knowledge Distillation Techniques To Improve Low-Precision Network Accuracy",
    authors: "Mishra, Marr",
    year: 2018,
    url: "https://arxiv.org/abs/1711.05852",
    equations: "1; schemes A to C of section 5",
  },
  params,
  plan: (experiment, settings) => scheme(settings.scheme, experiment, settings),
  baseline: (experiment, settings) => quantisationAware(settings.scheme, experiment, settings),
  arms: {
    "full-precision": {
      name: "Full precision, labels",
      plan: (experiment) => [labelStage("full precision", experiment)],
    },
    "full-precision-taught": {
      name: "Full precision, taught",
      plan: (experiment) => [
        distillationStage("full precision", experiment, trainableStudent(experiment), experiment.student.training),
      ],
    },
    "post-training": {
      name: "Quantised after training",
      plan: (experiment, settings) => {
        const student = trainableStudent(experiment);
        const view = sharedWeightsView(student, "quantised", quantisedParametrisation(student.architecture, settings));
        return [
          {
            ...labelStage("full precision", experiment),
            networks: [student, view],
            evaluated: [outputOf("quantised"), { ...outputOf("student"), name: "full precision" }],
            pictures: [levelsPicture("student", "quantised", firstWeightedLayer(student.architecture))],
          },
        ];
      },
    },
    "quantised-from-scratch": {
      name: "Trained quantised from scratch, labels",
      plan: (experiment, settings) => quantisationAware("B", experiment, settings),
    },
    "scheme-a": { name: "Scheme A", plan: (experiment, settings) => scheme("A", experiment, settings) },
    "scheme-b": { name: "Scheme B", plan: (experiment, settings) => scheme("B", experiment, settings) },
  },
  claims: [
    {
      text: "A teacher helps a quantised student.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "Training quantised is better than quantising afterwards.",
      better: { arm: BASELINE },
      than: { arm: "post-training" },
      by: "errors",
    },
    {
      text: "Fine-tuning a student that was trained in full precision (scheme C) is better than teaching from scratch (B).",
      ...fewerErrorsThan("scheme-b"),
    },
  ],
  fidelity: {
    exact:
      "The three-term loss of equation 1 at T = 1, schemes A, B and C, full-precision master weights and straight-through gradients.",
    scaled:
      "A 784-100-100-10 student with ternary weights on 2,000 labels, where the paper has ResNets on ImageNet; first and last layers are as the settings say.",
  },
  preset: (base) => ({
    ...base,
    student: { architecture: dense(100, 100), training: { ...base.student.training, steps: 1100 } },
    transferSet: { ...base.transferSet, size: 2000 },
    method: { id: "apprentice", params: {} },
    controls: ["post-training", "scheme-b"],
    evaluateEvery: 100,
  }),
});
