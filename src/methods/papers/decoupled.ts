/**
 * Decoupled distillation: soft targets split into what the teacher says of the label against all else (TCKD) and what
 * it says among all other classes (NCKD), each with its own weight. KD = TCKD + (1 - p_t) NCKD, so that a confident
 * teacher damps the second term; here it is not damped. Zhao et al. 2022, eq. 6 and 7. Both terms carry T^2 and a
 * warm-up, as in the authors' code, whose alpha = 1, beta = 8 and T = 4 are its defaults for small networks.
 */

import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";
import { defineMethod, type Stage } from "../core/method.ts";
import { fewerThan } from "../parts/claims.ts";
import { distilledStudent, frozenTeacher, labelTerm } from "../parts/teacherStudent.ts";

/** Taken from the label's logit, so that the softmax runs over all other classes. */
const FAR = 1e6;

/** Logarithms of one network's probabilities, split at the label; [batch, classes] or [batch, 1]. */
interface Split {
  readonly label: Tensor;
  readonly rest: Tensor;
  readonly others: Tensor;
}

/** Where an example has no label, all classes are others and `label` and `rest` are log 1. */
function split(ops: Ops, logits: Logits, labels: SoftTargets, temperature: Scalar): Split {
  const scaled = ops.divide(logits, temperature);
  const all = ops.logSoftmax(scaled);
  const others = ops.logSoftmax(ops.subtract(scaled, ops.multiply(labels, ops.constant(FAR))));
  // log(1 - p_t) is by how much the others' logarithms shrink among all classes: the same for each, here their mean.
  const share = ops.multiply(ops.subtract(ops.constant(1), labels), ops.constant(1 / (logits.shape[1]! - 1)));
  const rest = ops.sum(ops.multiply(share, ops.subtract(all, others)), [1]);
  return { label: ops.sum(ops.multiply(labels, all), [1]), rest, others };
}

/**
 * TCKD and NCKD of each example, [batch, 1], without T^2. Zhao et al. 2022, eq. 5.
 * @returns also the teacher's 1 - p_t, by which plain distillation damps NCKD
 */
export function decoupledTerms(ops: Ops, teacher: Logits, student: Logits, labels: SoftTargets, temperature: Scalar) {
  const p = split(ops, ops.stopGradient(teacher), labels, temperature);
  const q = split(ops, student, labels, temperature);
  const part = (a: Tensor, b: Tensor) => ops.multiply(ops.exp(a), ops.subtract(a, b));
  return {
    target: ops.add(part(p.label, q.label), part(p.rest, q.rest)),
    nonTarget: ops.sum(part(p.others, q.others), [1]),
    damping: ops.exp(p.rest),
  };
}

export const decoupled = defineMethod({
  id: "decoupled",
  name: "Decoupled distillation",
  claim: "What a teacher says among the wrong classes teaches more when its confidence does not damp it.",
  paper: {
    title: "Decoupled Knowledge Distillation",
    authors: "Zhao, Cui, Song, Qiu, Liang",
    year: 2022,
    url: "https://arxiv.org/abs/2203.08679",
    equations: "5-7",
  },
  params: {
    alpha: {
      ...{ kind: "number", default: 1, min: 0, max: 20, live: true },
      doc: "Weight of the label against all else (TCKD).",
    },
    beta: {
      ...{ kind: "number", default: 8, min: 0, max: 20, live: true },
      doc: "Weight of the other classes among themselves (NCKD).",
    },
    temperature: {
      kind: "number",
      scale: "temperature",
      default: 4,
      min: 0.5,
      max: 20,
      live: true,
      doc: "Divides both networks' logits.",
    },
    warmUp: {
      ...{ kind: "number", default: 0.1, min: 0, max: 1, live: true },
      doc: "Share of the steps over which both terms grow to their weight.",
    },
  },
  fidelity: {
    exact: "Both terms with T squared, their weights 1 and 8, and the warm-up of the authors' code.",
    scaled: "Dense networks on 1,000 labels, and Adam with a cosine instead of momentum with steps.",
  },
  preset: (base) => ({
    ...base,
    controls: ["undivided"],
    method: { id: "decoupled", params: { alpha: 1, beta: 8, temperature: 4, warmUp: 0.1 } },
  }),
  plan: (experiment) => [decoupledStage(experiment, "decoupled")],
  arms: {
    undivided: {
      name: "soft targets undivided, of weight alpha",
      plan: (experiment) => [decoupledStage(experiment, "undivided")],
    },
  },
  claims: [
    {
      text: "Undamped, what is said of the wrong classes leaves fewer errors than labels alone.",
      ...fewerThan(BASELINE),
    },
    { text: "Decoupled soft targets leave fewer errors than the same targets undivided.", ...fewerThan("undivided") },
  ],
});

/** Labels and both terms; "undivided", the teacher's confidence damps NCKD, which makes it soft targets as they are. */
function decoupledStage(experiment: Experiment, how: "decoupled" | "undivided"): Stage {
  return {
    name: how,
    training: experiment.student.training,
    networks: [frozenTeacher(experiment), distilledStudent(experiment)],
    loss(scope) {
      const { ops, live, labels, forward, progress } = scope;
      const temperature = live("temperature");
      const one = ops.constant(1);
      const found = decoupledTerms(ops, forward("teacher").logits, forward("student").logits, labels, temperature);
      const nonTarget = how === "decoupled" ? found.nonTarget : ops.multiply(found.damping, found.nonTarget);
      const mean = (x: Tensor) => ops.multiply(ops.total(x), ops.constant(1 / labels.shape[0]!));
      const warmed = ops.divide(progress, ops.add(live("warmUp"), ops.constant(1e-6)));
      const grown = ops.subtract(one, ops.relu(ops.subtract(one, warmed)));
      const scale = ops.multiply(grown, ops.multiply(temperature, temperature));
      const beta = live(how === "decoupled" ? "beta" : "alpha");
      return [
        labelTerm(scope),
        { name: "target class", weight: ops.multiply(live("alpha"), scale), value: mean(found.target) },
        { name: "other classes", weight: ops.multiply(beta, scale), value: mean(nonTarget) },
      ];
    },
  };
}
