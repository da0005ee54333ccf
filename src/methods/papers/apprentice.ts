/**
 * Apprentice: a student with weights of few bits learns from a full-precision teacher.
 * L = a H(y, p_T) + b H(y, p_A) + g H(p_T, p_A) at T = 1 (Mishra and Marr 2018, eq. 1). Scheme A trains both from
 * scratch, B has a trained teacher, C fine-tunes a student after its whole training in full precision. Every arm has as
 * many steps as scheme C, those of its fine-tuning included. The gradient of the third term does not reach the teacher;
 * it is computed as KL, which has the same gradient in the student. Not verified in the paper's text: a = 1,
 * b = g = 0.5, by how much C lowers the learning rate, and for how long it fine-tunes.
 */

import { BASELINE, type Experiment, type Training } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type NetworkSpec, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import {
  firstQuantisedLayer,
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
  fineShare: {
    ...{ kind: "number", default: 0.5, min: 0.05, max: 1, live: false },
    doc: "Steps of scheme C's fine-tuning, after its whole training in full precision, as a share of the student's steps.",
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
function storedWeightsPicture(experiment: Experiment, settings: Settings, student: NetworkSpec) {
  const { architecture } = experiment.student;
  const pictures = [levelsPicture("stored weights", "student", firstQuantisedLayer(architecture, settings))];
  return { view: sharedWeightsView(student, "stored weights"), pictures };
}

function jointTraining(experiment: Experiment, settings: Settings): readonly Stage[] {
  const student = quantised(experiment, settings);
  const { view, pictures } = storedWeightsPicture(experiment, settings, student);
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

/** A stage by the apprentice's loss with the run's teacher. @param settings of a student that is quantised */
function distillationStage(
  name: string,
  experiment: Experiment,
  student: NetworkSpec,
  training: Training,
  settings: Settings,
): Stage {
  const stored = student.parametrisation ? storedWeightsPicture(experiment, settings, student) : null;
  const networks = [frozenTeacher(experiment), student, ...(stored ? [stored.view] : [])];
  const loss = (scope: StepScope) => apprenticeTerms(scope, "teacher");
  return { name, training, networks, loss, ...(stored ? { pictures: stored.pictures } : {}) };
}

/** A stage of the quantised student by labels alone. */
function labelledStage(
  name: string,
  experiment: Experiment,
  student: NetworkSpec,
  training: Training,
  settings: Settings,
): Stage {
  const { view, pictures } = storedWeightsPicture(experiment, settings, student);
  return { ...labelStage(name, experiment), training, networks: [student, view], pictures };
}

/** Scheme C: the student's whole training in full precision, and the fine-tuning after it at a lower rate. */
function fineTuned({ student: { training } }: Experiment, { fineShare, fineRate }: Settings) {
  const steps = Math.max(1, Math.round(fineShare * training.steps));
  return { full: training, fine: { ...training, steps, learningRate: fineRate * training.learningRate } };
}

/** The experiment with as many steps of the student as the chosen scheme has in all its stages. */
function asLong(experiment: Experiment, settings: Settings): Experiment {
  if (settings.scheme !== "C") return experiment;
  const { full, fine } = fineTuned(experiment, settings);
  const training = { ...full, steps: full.steps + fine.steps };
  return { ...experiment, student: { ...experiment.student, training } };
}

function scheme(which: string, experiment: Experiment, settings: Settings): readonly Stage[] {
  if (which === "A") return jointTraining(experiment, settings);
  const student = quantised(experiment, settings);
  if (which === "B") return [distillationStage("scheme B", experiment, student, experiment.student.training, settings)];
  const { full, fine } = fineTuned(experiment, settings);
  const byLabels = { ...labelStage("full precision", experiment), training: full };
  const byTeacher = distillationStage("full precision", experiment, trainableStudent(experiment), full, settings);
  const last = distillationStage("scheme C", experiment, student, fine, settings);
  return [settings.start === "labels" ? byLabels : byTeacher, last];
}

/** Quantisation-aware training on labels, in as many stages as the scheme has. */
function quantisationAware(which: string, experiment: Experiment, settings: Settings): readonly Stage[] {
  const student = quantised(experiment, settings);
  if (which !== "C") return [labelledStage("quantised", experiment, student, experiment.student.training, settings)];
  const { full, fine } = fineTuned(experiment, settings);
  const first = { ...labelStage("full precision", experiment), training: full };
  return [first, labelledStage("quantised", experiment, student, fine, settings)];
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
      plan: (experiment, settings) => [labelStage("full precision", asLong(experiment, settings))],
    },
    "full-precision-taught": {
      name: "Full precision, taught",
      plan(experiment, settings) {
        const { training } = asLong(experiment, settings).student;
        return [distillationStage("full precision", experiment, trainableStudent(experiment), training, settings)];
      },
    },
    "post-training": {
      name: "Quantised after training",
      plan: (experiment, settings) => {
        const student = trainableStudent(experiment);
        const { architecture } = student;
        // Trained weights are quantised as they are, so activations get the range that they have.
        const calibrated = { ...settings, clip: "largest" };
        const view = sharedWeightsView(student, "quantised", quantisedParametrisation(architecture, calibrated));
        return [
          {
            ...labelStage("full precision", asLong(experiment, settings)),
            networks: [student, view],
            evaluated: [outputOf("quantised"), { ...outputOf("student"), name: "full precision" }],
            pictures: [levelsPicture("student", "quantised", firstQuantisedLayer(architecture, settings))],
          },
        ];
      },
    },
    "quantised-from-scratch": {
      name: "Trained quantised from scratch, labels",
      plan: (experiment, settings) => quantisationAware("B", asLong(experiment, settings), settings),
    },
    "scheme-a": { name: "Scheme A", plan: (e, settings) => scheme("A", asLong(e, settings), settings) },
    "scheme-b": { name: "Scheme B", plan: (e, settings) => scheme("B", asLong(e, settings), settings) },
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
  preset: (base) => ({
    ...base,
    student: { architecture: dense(100, 100, 100), training: { ...base.student.training, steps: 700 } },
    transferSet: { ...base.transferSet, size: 2000 },
    method: { id: "apprentice", params: { activations: "full", ends: "full", fineShare: 0.5, fineRate: 1 } },
    controls: ["post-training", "scheme-b"],
    evaluateEvery: 100,
  }),
});
