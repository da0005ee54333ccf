/**
 * Net2Net: a trained network is made wider and deeper without changing its outputs, and is trained on from there. Chen,
 * Goodfellow and Shlens 2016, section 2. The student's architecture is the grown one: the teacher's layers, as wide or
 * wider, with further layers between them that begin as identities. The optimiser state begins at 0. Not verified in
 * the paper's text: the size of the noise, and that the student's rate is about a tenth of the teacher's first one.
 */

import { inferShapes, type LayerSpec } from "../../domain/architecture.ts";
import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { volume } from "../../tensor/graph.ts";
import {
  defineMethod,
  type LossTerm,
  type NetworkSpec,
  type Picture,
  type Stage,
  type StepScope,
  type WeightsOfAnother,
} from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { matchLayers } from "../parts/networkGrowth.ts";
import { deepen, randomPad, widen } from "../parts/networkSurgery.ts";
import { magnitude } from "../parts/quantisers.ts";
import { COPIED_TEACHER, frozenTeacher, labelStage, labelTerm, trainableStudent } from "../parts/teacherStudent.ts";

const params = {
  noise: {
    ...{ kind: "number", default: 0.05, min: 0, max: 0.5, live: false },
    doc: "Noise on the weights into copied units, which tells them apart, as a share of the layer's own size.",
  },
  rate: {
    ...{ kind: "number", scale: "logarithmic", default: 1, min: 0.01, max: 1, live: false },
    doc: "Learning rate of a network that goes on, as a share of one from scratch: a low one keeps its errors level.",
  },
  hintWeight: {
    ...{ kind: "number", scale: "weight", default: 0.1, min: 0, max: 10, live: true },
    doc: "Weight of the teacher's last hidden layer, where a student from scratch learns to predict it.",
  },
} as const satisfies ParamTable;
type Settings = ParamValues<typeof params>;

/** @throws RangeError where the teacher's network cannot grow into the student's */
function grownTeacher({ teacher, student }: Experiment, noise: number): WeightsOfAnother {
  const growth = matchLayers(teacher.architecture, student.architecture);
  const networks = { narrow: growth.deepened, wide: student.architecture };
  return {
    network: "teacher",
    by: (layers, random, moments) => widen(deepen(layers, growth, moments), networks, random, noise),
    change: { kind: "grown", from: growth.from, noise },
  };
}

/** The same with random first weights for all that is new. */
function paddedTeacher({ teacher, student }: Experiment): WeightsOfAnother {
  const { from, deepened } = matchLayers(teacher.architecture, student.architecture);
  const networks = { narrow: deepened, wide: student.architecture };
  return {
    network: "teacher",
    by: (layers, random) => {
      const old = [...from.map((source) => (source === null ? {} : layers[source]!)), layers.at(-1)!];
      return randomPad(old, networks, random);
    },
    change: { kind: "grown", from },
  };
}

const surgery: Picture = {
  id: "surgery",
  title: "Logits before and after the surgery, and now",
  reading:
    "Units are copied and their outgoing weights divided, so that the grown network answers as the small one did: the change is rounding. From there it trains on.",
  teaching: ["teacher"],
  kind: "bars",
  panels({ ops, forward }) {
    const [before, after] = [forward("teacher").logits, forward("grown").logits];
    const change = ops.max(magnitude(ops, ops.subtract(after, before)));
    return [
      { label: "teacher", value: before },
      { label: "grown, without noise", value: after },
      { label: "largest change", value: change },
      { label: "student now", value: forward("student").logits },
    ];
  },
};

/** A stage that trains a network made from the teacher further, by labels, at the lower rate. */
function continuedTraining(
  experiment: Experiment,
  { rate }: Settings,
  startsFrom: WeightsOfAnother,
  name: string,
): Stage {
  const { training } = experiment.student;
  const student: NetworkSpec = { ...trainableStudent(experiment), startsFrom };
  return {
    ...labelStage(name, experiment),
    training: { ...training, learningRate: rate * training.learningRate },
    networks: [student, frozenTeacher(experiment)],
  };
}

/** The method's stage, with a frozen copy grown without noise for the picture. */
function grownStages(experiment: Experiment, settings: Settings): readonly Stage[] {
  const stage = continuedTraining(experiment, settings, grownTeacher(experiment, settings.noise), "grown");
  const [student] = stage.networks;
  const exact: NetworkSpec = {
    ...{ ...student!, name: "grown", trains: "none" },
    startsFrom: grownTeacher(experiment, 0),
  };
  return [{ ...stage, networks: [...stage.networks, exact], pictures: [surgery] }];
}

/**
 * Training from scratch with a linear layer that predicts the teacher's last hidden layer from the student's layer that
 * would continue it.
 */
function teacherPrediction(experiment: Experiment): readonly Stage[] {
  const { teacher, student } = experiment;
  const { from } = matchLayers(teacher.architecture, student.architecture);
  const guided = from.findLastIndex((source) => source !== null);
  const [hint, guidedLayer] = [
    inferShapes(teacher.architecture)[from[guided] ?? -1],
    inferShapes(student.architecture)[guided],
  ];
  if (!hint || !guidedLayer)
    throw new RangeError("the teacher has no hidden layer that could be predicted; give it one");
  const [units, prediction] = [hint.outputShape.at(-1)!, "prediction layer"];
  const layer: LayerSpec =
    hint.outputShape.length === 3
      ? { kind: "conv", kernel: 1, filters: units, activation: "linear" }
      : { kind: "dense", units, activation: "linear" };
  const adapters = [{ name: prediction, inputShape: guidedLayer.outputShape, layers: [layer] }];
  const loss = (scope: StepScope): readonly LossTerm[] => {
    const { ops, forward, applyAdapter, live } = scope;
    const target = ops.stopGradient(forward("teacher").feature(hint.index));
    const difference = ops.subtract(applyAdapter(prediction, forward("student").feature(guidedLayer.index)), target);
    const size = volume(difference.shape);
    const value = ops.multiply(ops.total(ops.multiply(difference, difference)), ops.constant(1 / size));
    return [labelTerm(scope), { name: "prediction of the teacher's layer", weight: live("hintWeight"), value }];
  };
  const networks = [trainableStudent(experiment), frozenTeacher(experiment)];
  return [{ ...labelStage("predicting", experiment), networks, adapters, loss }];
}

export const net2net = defineMethod({
  id: "net2net",
  name: "Net2Net",
  claim: "A larger network that begins as a copy of a trained smaller one learns much faster than one from scratch.",
  paper: {
    title: "Net2Net: Accelerating Learning via Knowledge Transfer",
    authors: "Chen, Goodfellow, Shlens",
    year: 2016,
    url: "https://arxiv.org/abs/1511.05641",
    equations: "algorithms 1 and 2",
  },
  params,
  plan: grownStages,
  arms: {
    "random-pad": {
      name: "Padded with random weights",
      plan: (experiment, settings) => [continuedTraining(experiment, settings, paddedTeacher(experiment), "padded")],
    },
    "teacher-prediction": { name: "Teacher prediction layer, from scratch", plan: teacherPrediction },
    "teacher-goes-on": {
      name: "The teacher goes on as it is",
      plan(experiment, settings) {
        const same = {
          ...experiment,
          student: { ...experiment.student, architecture: experiment.teacher.architecture },
        };
        return [continuedTraining(same, settings, COPIED_TEACHER, "teacher goes on")];
      },
    },
  },
  claims: [
    {
      text: "After 50 steps the grown network makes fewer errors than one from scratch.",
      better: { arm: DISTILLED },
      than: { arm: BASELINE },
      by: { errorsAtStep: 50 },
    },
    {
      text: "After 50 steps it makes fewer errors than one padded with random weights.",
      better: { arm: DISTILLED },
      than: { arm: "random-pad" },
      by: { errorsAtStep: 50 },
    },
    {
      text: "After 50 steps it makes fewer errors than one from scratch that predicts the teacher's layer.",
      better: { arm: DISTILLED },
      than: { arm: "teacher-prediction" },
      by: { errorsAtStep: 50 },
    },
    {
      text: "In the end it is better than the small network that goes on as it is.",
      ...fewerErrorsThan("teacher-goes-on"),
    },
  ],
  preset: (base) => ({
    ...base,
    teacher: { architecture: dense(64, 64), training: { ...base.student.training, steps: 500 } },
    student: { architecture: dense(128, 128, 128), training: { ...base.student.training, steps: 400 } },
    transferSet: { ...base.transferSet, size: "all" },
    method: { id: "net2net", params: {} },
    controls: ["random-pad", "teacher-prediction", "teacher-goes-on"],
    evaluateEvery: 25,
  }),
  variants: {
    "net2net-low-rate": (own) => ({ ...own, method: { ...own.method, params: { ...own.method.params, rate: 0.1 } } }),
  },
  judgedVariants: ["net2net-low-rate"],
});
