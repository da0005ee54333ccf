/** The inputs of a training step: batch, labels, frozen networks' logits, dropout keys, settings and progress. */

import { batchIndices, batchOf, oneHot } from "../../data/batches.ts";
import type { Dataset } from "../../domain/dataset.ts";
import { DISTILLED, type Training } from "../../domain/experiment.ts";
import { streamKey } from "../../math/random.ts";
import type { Stage } from "../../methods/core/method.ts";
import { outputOf } from "../../methods/parts/teacherStudent.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Inputs, UpdateStep } from "../../tensor/executor.ts";
import { cachedLogits, type FrozenLogits, type FrozenNetwork, openFrozenLogits } from "../evaluation/frozenLogits.ts";
import type { JobContext } from "../evaluation/jobContext.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { networkOf } from "../graphs/stageParts.ts";
import type { StepGraph } from "../graphs/stepGraph.ts";

/** Gives the inputs of a step of the job, and what its updates need. */
export interface StepInputs {
  inputs(step: number): Promise<Inputs>;
  updateStep(step: number): UpdateStep;
}

/** Opens the inputs of a stage's steps. @param stageStart steps of the job before the stage */
export async function openStepInputs(
  context: JobContext,
  stage: Stage,
  graph: StepGraph,
  stageStart: number,
): Promise<StepInputs> {
  const { order, data, state, live, classes } = context;
  const { training } = stage;
  const { batchSize, jitter, steps } = training;
  const set = order.student && stage.images !== "training" ? data.transfer : data.train;
  const labelsCount = hasLabels(context, set);
  const frozenLogits = await openAllFrozenLogits(context, stage, graph, set);
  // The job's learning rate is that of its last stage; the other stages keep their proportion to it when it changes.
  const share = training.learningRate / state.stages.at(-1)!.training.learningRate;
  return {
    async inputs(step) {
      const indices = batchIndices(state.seed, step - 1, batchSize, set.count);
      const images = batchOf(set, indices, { jitter, key: streamKey(state.seed, "jitter", step) });
      const inputs: Record<string, Inputs[string]> = {
        images,
        labels: oneHot(set.labels, indices, classes, labelsCount),
        progress: (step - stageStart - 1) / steps,
      };
      for (const key of graph.keys) inputs[key] = streamKey(state.seed, key, step);
      for (const param of graph.live) inputs[`live/${param}`] = settingOf(live, param);
      for (const [name, logitsOf] of frozenLogits) inputs[`${name}/logits`] = await logitsOf({ indices, images });
      return inputs;
    },
    updateStep: (step) => ({
      step: step - stageStart,
      learningRate: learningRateAt(training, share * live.learningRate!, step - stageStart),
    }),
  };
}

/** Learning rate of a stage's step: constant, or a half cosine from the full rate to 0. Loshchilov and Hutter 2017, eq. 5. */
export function learningRateAt(training: Training, rate: number, step: number): number {
  if (training.schedule === "constant") return rate;
  return (rate / 2) * (1 + Math.cos((Math.PI * (step - 1)) / training.steps));
}

/** Whether the labels of a set enter the loss: not on noise, and for distilled students only on labelled transfer sets. */
function hasLabels({ order, data }: JobContext, set: Dataset): boolean {
  const { student, experiment } = order;
  if (!student || set !== data.transfer) return true;
  return data.transferHasLabels && (student.arm !== DISTILLED || experiment.transferSet.labelled);
}

/** @throws EngineError where the method has no such setting */
function settingOf(live: Readonly<Record<string, number>>, param: string): number {
  const value = live[param];
  if (value !== undefined) return value;
  throw new EngineError("bad-experiment", `the method reads "${param}", which it does not declare`);
}

/** Opens the logits of all frozen networks that a stage's loss reads, by their names. */
async function openAllFrozenLogits(
  { state, data, frozenLogitsCache }: JobContext,
  stage: Stage,
  graph: StepGraph,
  set: Dataset,
): Promise<ReadonlyMap<string, FrozenLogits>> {
  const { jitter, batchSize } = stage.training;
  const opened = new Map<string, FrozenLogits>();
  for (const name of graph.frozenNetworks) {
    const { architecture, shufflesOtherClasses = false } = networkOf(stage, name);
    const cache = isRunsTeacher(state.stages, name) ? frozenLogitsCache : undefined;
    const network: FrozenNetwork = {
      record: (batch) => recordLogits(stage, outputOf(name), batch),
      classes: architecture.classes,
      shuffleSeed: shufflesOtherClasses ? state.seed : null,
      cached: (compute) => cachedLogits(cache, set === data.transfer ? "transfer" : "train", compute),
    };
    opened.set(name, await openFrozenLogits(state.executor, network, set, jitter > 0 ? batchSize : null));
  }
  return opened;
}

/** Whether a network is the run's teacher, neither trained nor read other than it is stored, in all stages of a job. */
function isRunsTeacher(stages: readonly Stage[], name: string): boolean {
  const all = stages.flatMap(({ networks }) => networks.filter((network) => network.name === name));
  return all.every(
    ({ startsFrom, trains, parametrisation }) => startsFrom === "pretrained" && trains === "none" && !parametrisation,
  );
}
