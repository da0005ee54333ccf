/**
 * Subliminal learning: a student with the teacher's first weights learns the digits from three extra logits that belong
 * to no class, on images of noise; a student with other first weights does not. Cloud et al. 2025, section 6.
 * L = CE(y, z[0..9]) for the teacher, then KL(softmax(v[10..12]) || softmax(z[10..12])) for the student.
 */

import type { Architecture } from "../../domain/architecture.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { Logits, Ops } from "../../tensor/graph.ts";
import { defineMethod, type EvaluatedOutput, type NetworkSpec, type Stage } from "../core/method.ts";
import { crossEntropy, divergence } from "../parts/losses.ts";

/** Number of logits beside those of the classes; no label trains them. */
const EXTRA = 3;

function withExtraLogits({ classes, ...rest }: Architecture): Architecture {
  return { ...rest, classes: classes + EXTRA };
}

const classLogits = (ops: Ops, logits: Logits): Logits => ops.slice(logits, 1, 0, logits.shape[1]! - EXTRA);
const extraLogits = (ops: Ops, logits: Logits): Logits => ops.slice(logits, 1, logits.shape[1]! - EXTRA, EXTRA);

const classOutput = (network: string): EvaluatedOutput => ({
  name: network,
  network,
  logits: ({ ops, forward }) => classLogits(ops, forward(network).logits),
});

/**
 * A teacher trained on labels, then a learner trained on the teacher's extra logits.
 * @param learner its name: "student" has the teacher's first weights, any other name has its own
 */
function teacherThenLearner({ student }: Experiment, learner: string, teacherSteps: number): readonly Stage[] {
  const architecture = withExtraLogits(student.architecture);
  const network = (name: string, role: NetworkSpec["role"], trains: "all" | "none"): NetworkSpec => {
    return { name, role, architecture, trains, startsFrom: "random" };
  };
  return [
    {
      name: "teacher on labels",
      training: { ...student.training, steps: teacherSteps },
      images: "training",
      networks: [network("teacher", "teacher", "all")],
      evaluated: [classOutput("teacher")],
      loss({ ops, labels, forward }) {
        const value = crossEntropy(ops, labels, classLogits(ops, forward("teacher").logits), ops.constant(1));
        return [{ name: "labels", weight: ops.constant(1), value }];
      },
    },
    {
      name: "student on noise",
      training: student.training,
      networks: [network("teacher", "teacher", "none"), network(learner, "student", "all")],
      evaluated: [classOutput(learner)],
      loss({ ops, forward }) {
        const [target, own] = [forward("teacher").logits, forward(learner).logits];
        const value = divergence(ops, extraLogits(ops, target), extraLogits(ops, own), ops.constant(1));
        return [{ name: "extra logits", weight: ops.constant(1), value }];
      },
    },
  ];
}

export const subliminal = defineMethod({
  id: "subliminal",
  name: "Subliminal learning",
  claim: "A student that shares its teacher's first weights learns digits from logits that mean nothing, on noise.",
  paper: {
    title: "Subliminal Learning: Language models transmit behavioral traits via hidden signals in data",
    authors: "Cloud, Le, Chua, Betley, Sztyber-Betley, Hilton, Marks, Evans",
    year: 2025,
    url: "https://arxiv.org/abs/2507.14805",
    equations: "section 6 (in words)",
  },
  params: {
    teacherSteps: {
      kind: "number",
      unit: "steps",
      scale: "logarithmic",
      default: 600,
      min: 1,
      max: 20_000,
      live: false,
      whole: true,
      doc: "Steps in which the teacher learns the digits from labels.",
    },
  },
  preset: (base) => ({
    ...base,
    student: {
      architecture: {
        ...base.student.architecture,
        layers: [128, 128].map((units) => ({ kind: "dense", units, activation: "relu" })),
      },
      training: { ...base.student.training, steps: 2000 },
    },
    transferSet: { source: "noise", size: 20_000, omitClasses: [], labelled: false },
    method: { id: "subliminal", params: { teacherSteps: 600 } },
    evaluateEvery: 300,
  }),
  plan: (experiment, { teacherSteps }) => teacherThenLearner(experiment, "student", teacherSteps),
  baseline: (experiment, { teacherSteps }) => teacherThenLearner(experiment, "stranger", teacherSteps),
});
