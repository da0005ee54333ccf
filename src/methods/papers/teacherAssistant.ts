/**
 * Teacher assistant: where the gap between teacher and student is too wide, a network of middle size learns from the
 * teacher first, and the student from it. Mirzadeh et al. 2020, section 3; each step is soft targets with labels,
 * (1 - w) CE(y, z) + w T^2 KL(p_T || q_T) (its eq. 3, with w for lambda). The paper finds assistants best whose accuracy
 * lies midway; how wide this one is, is a setting. Its rates and weights are found per network and not taken over.
 */

import type { Architecture, LayerSpec } from "../../domain/architecture.ts";
import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type NetworkSpec, type Stage } from "../core/method.ts";
import { fewerThan } from "../parts/claims.ts";
import { distilledStudent, frozenTeacher, labelStage, labelTerm, softTargetTerm } from "../parts/teacherStudent.ts";

function wider(layer: LayerSpec, times: number): LayerSpec {
  if (layer.kind === "dense") return { ...layer, units: Math.min(4096, layer.units * times) };
  return layer.kind === "conv" ? { ...layer, filters: Math.min(256, layer.filters * times) } : layer;
}

/** A network `times` as wide in each hidden layer, up to 4096 units and 256 filters. */
export function widened(architecture: Architecture, times: number): Architecture {
  return { ...architecture, layers: architecture.layers.map((layer) => wider(layer, times)) };
}

/** One step down the ladder: `pupil` learns from labels and from a network that does not change. */
function ladderStage({ student }: Experiment, name: string, teacher: NetworkSpec, pupil: NetworkSpec): Stage {
  return {
    name,
    training: student.training,
    networks: [{ ...teacher, trains: "none" }, pupil],
    loss(scope) {
      const { ops, live, forward } = scope;
      const weight = ops.subtract(ops.constant(1), live("softWeight"));
      return [
        { ...labelTerm(scope, pupil.name), weight },
        softTargetTerm(scope, forward(teacher.name), forward(pupil.name)),
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
  fidelity: {
    exact: "Both steps of the ladder with the paper's loss, and as many steps of the student's own in every arm.",
    scaled:
      "One assistant, made of the student's layers widened, between small dense networks; one weight and T for both steps.",
  },
  preset: (base) => ({
    ...base,
    student: { architecture: dense(10), training: { ...base.student.training, steps: 800 } },
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
      ladderStage(experiment, "assistant", frozenTeacher(experiment), assistant),
      ladderStage(experiment, "student", assistant, distilledStudent(experiment)),
    ];
  },
  baseline: (experiment) => [labelStage("labels", experiment)],
  arms: {
    direct: {
      name: "taught by the teacher directly",
      plan: (experiment) => [
        ladderStage(experiment, "student", frozenTeacher(experiment), distilledStudent(experiment)),
      ],
    },
  },
  claims: [
    { text: "Through an assistant the student makes fewer errors than on labels alone.", ...fewerThan(BASELINE) },
    {
      text: "Through an assistant the student makes fewer errors than taught directly, for as many steps of its own.",
      ...fewerThan("direct"),
    },
  ],
});
