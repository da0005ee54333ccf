/**
 * Apprentice: a student with few bits to a weight learns from a full-precision teacher.
 * L = a H(y, p_T) + b H(y, p_A) + g H(p_T, p_A) at T = 1 (Mishra and Marr 2018, eq. 1). Scheme A trains both from
 * scratch, B has a trained teacher, C fine-tunes a student that was first trained in full precision. The third term's
 * gradient does not reach the teacher; it is shown as KL, which has the same gradient in the student. Not verified in
 * the paper's text: a = 1, b = g = 0.5, and by how much C lowers the rate.
 */

import { BASELINE, type Experiment, type Training } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type NetworkSpec, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { fewerThan } from "../parts/claims.ts";
import {
  firstWeightedLayer,
  levelsPicture,
  parametrisationOf,
  precisionParams,
  sharedWeightsView,
} from "../parts/lowPrecision.ts";
import {
  distilledStudent,
  frozenTeacher,
  labelStage,
  labelTerm,
  outputOf,
  softTargetTerm,
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
    ...distilledStudent(experiment),
    parametrisation: parametrisationOf(experiment.student.architecture, settings),
  };
};

/** The student's two terms: labels and the teacher's predictions. */
function apprenticeTerms(scope: StepScope, teacher: string) {
  const { forward, live } = scope;
  return [
    { ...labelTerm(scope), weight: live("labelWeight") },
    softTargetTerm(scope, forward(teacher), forward("student")),
  ];
}

/** What a stage in few bits shows, and the view of the stored weights that it needs for that. */
function shown(experiment: Experiment, student: NetworkSpec) {
  const { architecture } = experiment.student;
  const pictures = [levelsPicture("stored weights", "student", firstWeightedLayer(architecture))];
  return { view: sharedWeightsView(student, "stored weights"), pictures };
}

function joint(experiment: Experiment, settings: Settings): readonly Stage[] {
  const student = quantised(experiment, settings);
  const { view, pictures } = shown(experiment, student);
  const { architecture } = experiment.teacher;
  // Not "teacher": that name belongs to the run's own, which other arms may need.
  const name = "joint teacher";
  const teacher: NetworkSpec = { name, role: "teacher", architecture, trains: "all", startsFrom: "random" };
  const loss = (scope: StepScope) => [
    { ...labelTerm(scope, name), name: "teacher's labels", weight: scope.live("teacherWeight") },
    ...apprenticeTerms(scope, name),
  ];
  const networks = [student, teacher, view];
  return [{ name: "scheme A", training: experiment.student.training, networks, loss, pictures }];
}

function taughtStage(name: string, experiment: Experiment, student: NetworkSpec, training: Training): Stage {
  const read = student.parametrisation ? shown(experiment, student) : null;
  const networks = [frozenTeacher(experiment), student, ...(read ? [read.view] : [])];
  const loss = (scope: StepScope) => apprenticeTerms(scope, "teacher");
  return { name, training, networks, loss, ...(read ? { pictures: read.pictures } : {}) };
}

function fromLabels(name: string, experiment: Experiment, student: NetworkSpec, training: Training): Stage {
  const { view, pictures } = shown(experiment, student);
  return { ...labelStage(name, experiment), training, networks: [student, view], pictures };
}

/** Scheme C's two halves of the student's steps: in full precision, and fine-tuning at a lower rate. */
function halves({ student: { training } }: Experiment, { fineRate }: Settings) {
  const first = Math.max(1, Math.floor(training.steps / 2));
  const rest = Math.max(1, training.steps - first);
  const lower = { ...training, steps: rest, learningRate: fineRate * training.learningRate };
  return { full: { ...training, steps: first }, fine: lower };
}

function scheme(which: string, experiment: Experiment, settings: Settings): readonly Stage[] {
  if (which === "A") return joint(experiment, settings);
  const student = quantised(experiment, settings);
  if (which === "B") return [taughtStage("scheme B", experiment, student, experiment.student.training)];
  const { full, fine } = halves(experiment, settings);
  const first = { ...labelStage("full precision", experiment), training: full };
  const taught = taughtStage("full precision", experiment, distilledStudent(experiment), full);
  return [settings.start === "labels" ? first : taught, taughtStage("scheme C", experiment, student, fine)];
}

/** Quantisation-aware training on labels, in as many stages as the scheme has. */
function aware(which: string, experiment: Experiment, settings: Settings): readonly Stage[] {
  const student = quantised(experiment, settings);
  if (which !== "C") return [fromLabels("quantised", experiment, student, experiment.student.training)];
  const { full, fine } = halves(experiment, settings);
  const first = { ...labelStage("full precision", experiment), training: full };
  return [first, fromLabels("quantised", experiment, student, fine)];
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
  baseline: (experiment, settings) => aware(settings.scheme, experiment, settings),
  arms: {
    "full-precision": {
      name: "Full precision, labels",
      plan: (experiment) => [labelStage("full precision", experiment)],
    },
    "full-precision-taught": {
      name: "Full precision, taught",
      plan: (experiment) => [
        taughtStage("full precision", experiment, distilledStudent(experiment), experiment.student.training),
      ],
    },
    "post-training": {
      name: "Quantised after training",
      plan: (experiment, settings) => {
        const student = distilledStudent(experiment);
        const read = sharedWeightsView(student, "quantised", parametrisationOf(student.architecture, settings));
        return [
          {
            ...labelStage("full precision", experiment),
            networks: [student, read],
            evaluated: [outputOf("quantised"), { ...outputOf("student"), name: "full precision" }],
            pictures: [levelsPicture("student", "quantised", firstWeightedLayer(student.architecture))],
          },
        ];
      },
    },
    "quantised-from-scratch": {
      name: "Trained quantised from scratch, labels",
      plan: (experiment, settings) => aware("B", experiment, settings),
    },
    "scheme-a": { name: "Scheme A", plan: (experiment, settings) => scheme("A", experiment, settings) },
    "scheme-b": { name: "Scheme B", plan: (experiment, settings) => scheme("B", experiment, settings) },
  },
  claims: [
    {
      text: "A teacher helps a quantised student.",
      ...fewerThan(BASELINE),
    },
    {
      text: "Training quantised is better than quantising afterwards.",
      better: { arm: BASELINE },
      than: { arm: "post-training" },
      by: "errors",
    },
    {
      text: "Fine-tuning a student that was trained in full precision (scheme C) is better than teaching from scratch (B).",
      ...fewerThan("scheme-b"),
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
