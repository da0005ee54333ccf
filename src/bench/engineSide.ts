/** This engine's side of the benchmark: the workload recorded as a program, on any of its executors. */

import { IMAGE_SIZE } from "../domain/dataset.ts";
import { forward, type Pass } from "../engine/graphs/networkGraph.ts";
import { crossEntropy, divergence } from "../methods/parts/losses.ts";
import type { Executor, Inputs, Outputs, Program, Update } from "../tensor/executor.ts";
import { gradients } from "../tensor/gradient.ts";
import { type Ops, openGraph, type Scalar, volume } from "../tensor/graph.ts";
import {
  BATCHES,
  HARD_WEIGHT,
  HINT_WEIGHT,
  LEARNING_RATE,
  type Material,
  type OpenSide,
  SOFT_WEIGHT,
  TEMPERATURE,
  type Workload,
} from "./workloads.ts";

/** Deep mutual learning, Zhang et al. 2018: each peer's cross-entropy and the mean of its divergences from the others. */
function mutualLoss(ops: Ops, outputs: readonly ReturnType<typeof forward>[], hards: readonly Scalar[]): Scalar {
  const one = ops.constant(1);
  const share = ops.constant(1 / Math.max(1, outputs.length - 1));
  const divergences = outputs.flatMap(({ logits }) =>
    outputs.flatMap((other) =>
      other.logits === logits
        ? []
        : [ops.multiply(share, divergence(ops, ops.stopGradient(other.logits), logits, one))],
    ),
  );
  return [...hards, ...divergences].reduce((sum, term) => ops.add(sum, term));
}

function stepLoss(ops: Ops, workload: Workload, material: Material): Scalar {
  const { architecture, batch, lossKind, teacher, trunk } = workload;
  const { classes } = architecture;
  const images = ops.input("images", [batch, IMAGE_SIZE]);
  const labels = ops.input("labels", [batch, classes]);
  const pass: Pass = { ops, trains: true, assign: () => {} };
  const x = trunk ? forward("trunk", trunk, images, pass).feature(trunk.layers.length - 1) : images;
  const outputs = material.networks.map((name) => forward(name, architecture, x, pass));
  const one = ops.constant(1);
  const hards = outputs.map(({ logits }) => crossEntropy(ops, labels, logits, one));
  if (lossKind === "mutual") return mutualLoss(ops, outputs, hards);
  const [student] = outputs;
  const z = student!.logits;
  const hard = hards[0]!;
  if (lossKind === "labels") return hard;
  const teacherLogits = teacher
    ? forward("teacher", teacher, images, { ...pass, trains: false }).logits
    : ops.input("teacher/logits", [batch, classes]);
  const temperature = ops.input("temperature", []);
  const weight = ops.multiply(ops.constant(SOFT_WEIGHT), ops.multiply(temperature, temperature));
  const soft = ops.multiply(weight, divergence(ops, ops.stopGradient(teacherLogits), z, temperature));
  const distillation = ops.add(soft, ops.multiply(ops.constant(HARD_WEIGHT), hard));
  if (lossKind === "distillation") return distillation;
  const mapIndex = architecture.layers.findLastIndex((layer) => layer.kind === "pool" || layer.kind === "conv");
  const difference = ops.subtract(student!.feature(mapIndex), ops.input("hint", material.hintShape));
  const mean = ops.constant(HINT_WEIGHT / volume(material.hintShape));
  return ops.add(distillation, ops.multiply(ops.total(ops.multiply(difference, difference)), mean));
}

/** Records a workload's step: output "loss". */
export function recordWorkload(workload: Workload, material: Material): Program {
  const graph = openGraph();
  const { ops } = graph;
  const loss = stepLoss(ops, workload, material);
  const trained = material.parameters.filter(({ name }) => !name.startsWith("teacher/"));
  const tensors = trained.map(({ name, shape }) => ops.parameter(name, shape));
  const updates = gradients(graph, loss, tensors).flatMap((gradient, i): readonly Update[] =>
    gradient ? [{ parameter: trained[i]!.name, gradient: gradient.id, optimizer: workload.optimizer, maxNorm: 0 }] : [],
  );
  return { nodes: graph.nodes, outputs: { loss: loss.id }, assignments: [], updates };
}

/** The inputs of step `number`, counted from 1. */
function inputsOf(material: Material, number: number, networks: readonly string[]): Inputs {
  const { view, labels, teacherLogits, hint, masks } = material.batches[(number - 1) % BATCHES]!;
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

/** The inputs of a workload's first step. */
export function firstInputs(material: Material): Inputs {
  return inputsOf(material, 1, material.networks);
}

/** Opens a workload on an executor. */
export function engineSide(executor: Executor, workload: Workload, material: Material): OpenSide {
  for (const { name, shape } of material.parameters) executor.write(name, material.weights.get(name)!, shape);
  const compiled = executor.compile(recordWorkload(workload, material));
  const pending: (() => Promise<Outputs>)[] = [];
  let loss = Number.NaN;
  const waitDownTo = async (left: number) => {
    while (pending.length > left) loss = (await pending.shift()!()).loss![0]!;
  };
  return {
    step(number) {
      const inputs = inputsOf(material, number, material.networks);
      pending.push(compiled.begin(inputs, { step: number, learningRate: LEARNING_RATE }));
      const left = executor.stepsAhead() - 1;
      if (pending.length > left) return waitDownTo(left);
    },
    async finish() {
      await waitDownTo(0);
      return loss;
    },
    dispose: () => executor.dispose(),
  };
}
