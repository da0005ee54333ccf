/** This engine's side: the workload recorded in its own vocabulary, on any of its executors. */

import { forward, type Pass } from "../engine/graphs/networkGraph.ts";
import { crossEntropy, divergence } from "../methods/parts/losses.ts";
import type { Executor, Inputs, Outputs, Program, Update } from "../tensor/executor.ts";
import { gradients } from "../tensor/gradient.ts";
import { type Ops, openGraph, type Scalar } from "../tensor/graph.ts";
import {
  type Contender,
  HARD_WEIGHT,
  HINT_WEIGHT,
  LEARNING_RATE,
  type Material,
  RING,
  SOFT_WEIGHT,
  TEMPERATURE,
  type Workload,
} from "./workloads.ts";

/** Deep mutual learning, Zhang et al. 2018: each peer's cross-entropy and the mean of its divergences from the others. */
function mutualLoss(ops: Ops, answers: readonly ReturnType<typeof forward>[], hards: readonly Scalar[]): Scalar {
  const one = ops.constant(1);
  const share = ops.constant(1 / Math.max(1, answers.length - 1));
  const kinds = answers.flatMap(({ logits }) =>
    answers.flatMap((other) =>
      other.logits === logits
        ? []
        : [ops.multiply(share, divergence(ops, ops.stopGradient(other.logits), logits, one))],
    ),
  );
  return [...hards, ...kinds].reduce((sum, term) => ops.add(sum, term));
}

function lessonLoss(ops: Ops, workload: Workload, material: Material): Scalar {
  const { architecture, batch, lesson, teacher, trunk } = workload;
  const { classes } = architecture;
  const images = ops.input("images", [batch, 784]);
  const labels = ops.input("labels", [batch, classes]);
  const pass: Pass = { ops, trains: true, assign: () => {} };
  const seen = trunk ? forward("trunk", trunk, images, pass).feature(trunk.layers.length - 1) : images;
  const answers = material.networks.map((name) => forward(name, architecture, seen, pass));
  const one = ops.constant(1);
  const hards = answers.map(({ logits }) => crossEntropy(ops, labels, logits, one));
  if (lesson === "mutual") return mutualLoss(ops, answers, hards);
  const [student] = answers;
  const z = student!.logits;
  const hard = hards[0]!;
  if (lesson === "labels") return hard;
  const given = teacher
    ? forward("teacher", teacher, images, { ...pass, trains: false }).logits
    : ops.input("teacher/logits", [batch, classes]);
  const temperature = ops.input("temperature", []);
  const weight = ops.multiply(ops.constant(SOFT_WEIGHT), ops.multiply(temperature, temperature));
  const soft = ops.multiply(weight, divergence(ops, ops.stopGradient(given), z, temperature));
  const taught = ops.add(soft, ops.multiply(ops.constant(HARD_WEIGHT), hard));
  if (lesson === "distillation") return taught;
  const place = architecture.layers.findLastIndex((layer) => layer.kind === "pool" || layer.kind === "conv");
  const gap = ops.subtract(student!.feature(place), ops.input("hint", material.hintShape));
  const mean = ops.constant(HINT_WEIGHT / material.hintShape.reduce((a, b) => a * b, 1));
  return ops.add(taught, ops.multiply(ops.total(ops.multiply(gap, gap)), mean));
}

/** Records a workload's step: output "loss". */
export function recordWorkload(workload: Workload, material: Material): Program {
  const graph = openGraph();
  const { ops } = graph;
  const loss = lessonLoss(ops, workload, material);
  const trained = material.cards.filter(({ name }) => !name.startsWith("teacher/"));
  const wanted = trained.map((card) => ops.parameter(card.name, card.shape));
  const updates = gradients(graph, loss, wanted).flatMap((gradient, i): readonly Update[] =>
    gradient ? [{ parameter: trained[i]!.name, gradient: gradient.id, optimizer: workload.optimizer, maxNorm: 0 }] : [],
  );
  return { nodes: graph.nodes, outputs: { loss: loss.id }, assignments: [], updates };
}

/** The inputs of step `number`, counted from 1. */
function inputsOf(material: Material, number: number, networks: readonly string[]): Inputs {
  const { view, labels, teacherLogits, hint, masks } = material.batches[(number - 1) % RING]!;
  const keys = masks.flatMap(({ layer, key }) => networks.map((name) => [`dropout/${name}/${layer}`, key] as const));
  return {
    images: view,
    labels,
    "teacher/logits": teacherLogits,
    hint,
    temperature: TEMPERATURE,
    ...Object.fromEntries(keys),
  };
}

/** Sets up a workload on an executor. */
export function engineSide(executor: Executor, workload: Workload, material: Material): Contender {
  for (const { name, shape } of material.cards) executor.write(name, material.weights.get(name)!, shape);
  const compiled = executor.compile(recordWorkload(workload, material));
  const begun: (() => Promise<Outputs>)[] = [];
  let loss = Number.NaN;
  const waitDownTo = async (left: number) => {
    while (begun.length > left) loss = (await begun.shift()!()).loss![0]!;
  };
  return {
    step(number) {
      const inputs = inputsOf(material, number, material.networks);
      begun.push(compiled.begin(inputs, { step: number, learningRate: LEARNING_RATE }));
      const left = executor.stepsAhead() - 1;
      if (begun.length > left) return waitDownTo(left);
    },
    async finish() {
      await waitDownTo(0);
      return loss;
    },
    dispose: () => executor.dispose(),
  };
}
