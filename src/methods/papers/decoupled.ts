/**
 * Decoupled distillation: the divergence is split into that of the target class against all others (TCKD) and that
 * among all other classes (NCKD), each with its own weight. KD = TCKD + (1 - p_t) NCKD, so that the second term is
 * damped where the teacher is confident; here it is not damped. Zhao et al. 2022, eq. 6 and 7. Both terms have the
 * factor T^2 and a warm-up, as in the authors' code, whose defaults for small networks are alpha = 1, beta = 8
 * and T = 4.
 */

import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";
import { defineMethod, type Stage } from "../core/method.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { meanOverBatch } from "../parts/losses.ts";
import { frozenTeacher, labelTerm, trainableStudent } from "../parts/teacherStudent.ts";

/** Subtracted from the target class's logit, so that the softmax is taken over all other classes. */
const MASK = 1e6;

/** Logarithms of one network's probabilities, split at the target class. */
interface SplitLogProbabilities {
  /** log p_t, [batch, 1] */
  readonly label: Tensor;
  /** log(1 - p_t), [batch, 1] */
  readonly rest: Tensor;
  /** log-softmax over all classes but the target, [batch, classes] */
  readonly others: Tensor;
}

/**
 * Splits softened probabilities. For an example without a label all classes are others, and `label` and `rest` are 0.
 */
function splitLogProbabilities(
  ops: Ops,
  logits: Logits,
  labels: SoftTargets,
  temperature: Scalar,
): SplitLogProbabilities {
  const scaled = ops.divide(logits, temperature);
  const all = ops.logSoftmax(scaled);
  const others = ops.logSoftmax(ops.subtract(scaled, ops.multiply(labels, ops.constant(MASK))));
  // log(1 - p_t) is the difference of the others' log-probabilities with and without the target class. It is the same
  // for each class; their mean is taken.
  const share = ops.multiply(ops.subtract(ops.constant(1), labels), ops.constant(1 / (logits.shape[1]! - 1)));
  const rest = ops.sum(ops.multiply(share, ops.subtract(all, others)), [1]);
  return { label: ops.sum(ops.multiply(labels, all), [1]), rest, others };
}

/**
 * TCKD and NCKD of each example, [batch, 1], without T^2. Zhao et al. 2022, eq. 5.
 * @returns also `damping`, the teacher's 1 - p_t, which is the factor of NCKD in undivided distillation
 */
export function decoupledTerms(ops: Ops, teacher: Logits, student: Logits, labels: SoftTargets, temperature: Scalar) {
  const p = splitLogProbabilities(ops, ops.stopGradient(teacher), labels, temperature);
  const q = splitLogProbabilities(ops, student, labels, temperature);
  const divergenceTerms = (a: Tensor, b: Tensor) => ops.multiply(ops.exp(a), ops.subtract(a, b));
  return {
    target: ops.add(divergenceTerms(p.label, q.label), divergenceTerms(p.rest, q.rest)),
    nonTarget: ops.sum(divergenceTerms(p.others, q.others), [1]),
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
  preset: (base) => ({
    ...base,
    controls: ["undivided"],
    method: { id: "decoupled", params: { alpha: 1, beta: 1, temperature: 4, warmUp: 0.1 } },
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
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "Decoupled soft targets leave fewer errors than the same targets undivided.",
      ...fewerErrorsThan("undivided"),
    },
  ],
});

/** A stage by labels and both terms. "undivided": NCKD has the factor 1 - p_t, and the sum is the usual divergence. */
function decoupledStage(experiment: Experiment, form: "decoupled" | "undivided"): Stage {
  return {
    name: form,
    training: experiment.student.training,
    networks: [frozenTeacher(experiment), trainableStudent(experiment)],
    loss(scope) {
      const { ops, live, labels, forward, progress } = scope;
      const temperature = live("temperature");
      const one = ops.constant(1);
      const terms = decoupledTerms(ops, forward("teacher").logits, forward("student").logits, labels, temperature);
      const nonTarget = form === "decoupled" ? terms.nonTarget : ops.multiply(terms.damping, terms.nonTarget);
      const ramp = ops.divide(progress, ops.add(live("warmUp"), ops.constant(1e-6)));
      const warmUp = ops.subtract(one, ops.relu(ops.subtract(one, ramp)));
      const scale = ops.multiply(warmUp, ops.multiply(temperature, temperature));
      const beta = live(form === "decoupled" ? "beta" : "alpha");
      return [
        labelTerm(scope),
        { name: "target class", weight: ops.multiply(live("alpha"), scale), value: meanOverBatch(ops, terms.target) },
        { name: "other classes", weight: ops.multiply(beta, scale), value: meanOverBatch(ops, nonTarget) },
      ];
    },
  };
}
