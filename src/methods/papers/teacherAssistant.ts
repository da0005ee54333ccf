/**
 * Teacher assistant: where teacher and student differ much in size, a network of middle size learns from the teacher
 * first, and the student from it. Mirzadeh et al. 2020, section 3; each step is soft targets with labels,
 * (1 - w) CE(y, z) + w T^2 KL(p_T || q_T) (its eq. 3, with w for lambda). The paper finds assistants best whose
 * accuracy lies midway; the width of this one is a setting. The paper's rates and weights are tuned for each network and not used.
 */

import type { Architecture, LayerSpec } from "../../domain/architecture.ts";
import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type NetworkSpec, type Stage } from "../core/method.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { frozenTeacher, labelStage, labelTerm, softTargetTerm, trainableStudent } from "../parts/teacherStudent.ts";

function widenLayer(layer: LayerSpec, times: number): LayerSpec {
  if (layer.kind === "dense") return { ...layer, units: Math.min(4096, layer.units * times) };
  return layer.kind === "conv" ? { ...layer, filters: Math.min(256, layer.filters * times) } : layer;
}

/** The architecture with `times` as many units or filters in each hidden layer, at most 4096 units and 256 filters. */
export function widened(architecture: Architecture, times: number): Architecture {
  return { ...architecture, layers: architecture.layers.map((layer) => widenLayer(layer, times)) };
}

/** A stage in which `learner` is trained by labels and by the soft targets of a frozen network. */
function distillationStage({ student }: Experiment, name: string, teacher: NetworkSpec, learner: NetworkSpec): Stage {
  return {
    name,
    training: student.training,
    networks: [{ ...teacher, trains: "none" }, learner],
    loss(scope) {
      const { ops, live, forward } = scope;
      const weight = ops.subtract(ops.constant(1), live("softWeight"));
      return [
        { ...labelTerm(scope, learner.name), weight },
        softTargetTerm(scope, forward(teacher.name), forward(learner.name)),
      ];
    },
  };
}

export const teacherAssistant = defineMethod({
  id: "teacher-assistant",
  name: "Teacher assistant",
  claim: "A network of middle size between teacher and student passes on more than the teacher does directly.",
  paper: {
    title: "Improved Knowledge Distillation via Teacher Assistant",
    authors: "Mirzadeh, Farajtabar, Li, Levine, Matsukawa, Ghasemzadeh",
    year: 2020,
    url: "https://arxiv.org/abs/1902.03393",
    equations: "3, section 3",
  },
  params: {
    widening: {
      ...{ kind: "number", default: 5, min: 1, max: 40, live: false, whole: true },
      doc: "How many times as wide as the student the assistant's layers are.",
    },
    temperature: {
      ...{ kind: "number", scale: "temperature", default: 4, min: 0.5, max: 100, live: true },
      doc: "Divides both networks' logits before the softmax.",
    },
    softWeight: {
      ...{ kind: "number", scale: "weight", default: 0.9, min: 0, max: 1, live: true },
      doc: "Weight of the soft targets; the labels have the rest.",
    },
  },
  preset: (base) => ({
    ...base,
    // At a tenth of this rate ten units are still learning when the steps end, whoever teaches them.
    student: { architecture: dense(10), training: { ...base.student.training, steps: 800, learningRate: 0.01 } },
    controls: ["direct"],
    method: { id: "teacher-assistant", params: { widening: 5, temperature: 4, softWeight: 0.9 } },
  }),
  plan(experiment, { widening }) {
    const { student } = experiment;
    const assistant: NetworkSpec = {
      name: "assistant",
      role: "teacher",
      architecture: widened(student.architecture, widening),
      trains: "all",
      startsFrom: "random",
    };
    return [
      distillationStage(experiment, "assistant", frozenTeacher(experiment), assistant),
      distillationStage(experiment, "student", assistant, trainableStudent(experiment)),
    ];
  },
  baseline: (experiment) => [labelStage("labels", experiment)],
  arms: {
    direct: {
      name: "taught by the teacher directly",
      plan: (experiment) => [
        distillationStage(experiment, "student", frozenTeacher(experiment), trainableStudent(experiment)),
      ],
    },
  },
  claims: [
    { text: "Through an assistant the student makes fewer errors than on labels alone.", ...fewerErrorsThan(BASELINE) },
    {
      text: "Through an assistant the student makes fewer errors than taught directly, for as many steps of its own.",
      ...fewerErrorsThan("direct"),
    },
  ],
});
