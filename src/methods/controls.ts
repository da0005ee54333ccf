/**
 * The teacher and the control arms, written like methods: what a student would have become from the same weights on
 * the same batches without the teacher's softened voice.
 */

import type { Arm, Control, Experiment } from "../domain/experiment.ts";
import type { Ops, SoftTargets } from "../tensor/graph.ts";
import { crossEntropy } from "./losses.ts";
import type { NetworkSpec, Stage, StepScope } from "./method.ts";
import { paramValues } from "./method.ts";
import { methodById } from "./registry.ts";

/** Share of probability that label smoothing spreads over all classes. Szegedy et al. 2016, section 7. */
export const SMOOTHING = 0.1;

/** (1 - e) labels + e / C; rows without a label stay rows of zeros. */
export function smoothLabels(ops: Ops, labels: SoftTargets): SoftTargets {
  const share = ops.constant(SMOOTHING / labels.shape[1]!);
  const spread = ops.multiply(ops.sum(labels, [1]), share);
  return ops.add(ops.multiply(labels, ops.constant(1 - SMOOTHING)), spread);
}

function fromLabels(network: NetworkSpec, training: Stage["training"], weight: number, smooth: boolean): Stage {
  return {
    name: network.name === "teacher" ? "teacher" : "labels",
    training,
    networks: [network],
    loss({ ops, labels, forward }: StepScope) {
      const targets = smooth ? smoothLabels(ops, labels) : labels;
      const value = crossEntropy(ops, targets, forward(network.name).logits, ops.constant(1));
      return [{ name: "labels", weight: ops.constant(weight), value }];
    },
  };
}

/** How the teacher itself is trained: on labels, with its own dropout, jitter and max-norm. */
export function teacherStages({ teacher }: Experiment): readonly Stage[] {
  const { architecture, training } = teacher;
  const network: NetworkSpec = { name: "teacher", role: "teacher", architecture, trains: true, startsFrom: "random" };
  return [fromLabels(network, training, 1, false)];
}

const weights: Readonly<Record<Exclude<Control, "shuffled-soft-targets"> | "plain", number>> = {
  plain: 1,
  "doubled-hard-loss": 2,
  "label-smoothing": 1,
};

/**
 * The stages of one arm. The shuffled arm follows the method's own plan: the engine hands it targets whose classes
 * other than the largest were exchanged for each example.
 */
export function stagesOf(arm: Arm, experiment: Experiment): readonly Stage[] {
  if (arm === "taught" || arm === "shuffled-soft-targets") {
    const method = methodById(experiment.method.id);
    return method.plan(experiment, paramValues(method.params, experiment.method.params));
  }
  const { architecture, training } = experiment.student;
  const network: NetworkSpec = { name: "student", role: "student", architecture, trains: true, startsFrom: "random" };
  return [fromLabels(network, training, weights[arm], arm === "label-smoothing")];
}
