/**
 * One job as an async generator: not pulling it is pausing, pulling once is stepping. It yields after every step, in
 * an order that depends on nothing but the order and the images; clocks and batching of messages are its pullers'.
 */

import { batchIndices, batchOf, oneHot } from "../../data/batches.ts";
import type { Dataset } from "../../domain/dataset.ts";
import { DISTILLED, type Training } from "../../domain/experiment.ts";
import { streamKey } from "../../math/random.ts";
import type { Stage } from "../../methods/core/method.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { frozenTeacher, outputOf } from "../../methods/parts/teacherStudent.ts";
import { stepsOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor, Inputs, Outputs } from "../../tensor/executor.ts";
import {
  cachedLogits,
  type FrozenLogits,
  type FrozenLogitsCache,
  type FrozenNetwork,
  openFrozenLogits,
} from "../evaluation/frozenLogits.ts";
import { openGradientNorms } from "../evaluation/gradientNorms.ts";
import {
  countedClasses,
  evaluateStage,
  type JobContext,
  openStageEvaluator,
  type StageEvaluator,
} from "../evaluation/stageEvaluation.ts";
import { openPredictor } from "../evaluation/testMetrics.ts";
import { measureWeightNoise } from "../evaluation/weightNoise.ts";
import { evaluatedOutputsOf, networkOf, recordLogits, recordStepGraph, type StepGraph } from "../graphs/stepGraph.ts";
import { packCheckpoint } from "../job/checkpoint.ts";
import { type JobData, type JobOrder, subjectOf } from "../job/jobOrder.ts";
import { checkpointOf, initialiseStage, openJobState, restoreCheckpoint } from "../job/jobState.ts";

/** Sliders on their way in: the generator takes them at the next step. */
export interface PendingSettings {
  readonly changes: { param: string; value: number }[];
}

/** Learning rate of a stage's step: level, or a half cosine from the full rate to 0. Loshchilov and Hutter 2017, eq. 5. */
export function learningRateAt(training: Training, rate: number, step: number): number {
  if (training.schedule === "constant") return rate;
  return (rate / 2) * (1 + Math.cos((Math.PI * (step - 1)) / training.steps));
}

/** The inputs of one step: batch, labels, frozen networks' voices, keys, sliders and progress. */
async function inputsOf(
  bench: JobContext,
  set: Dataset,
  stage: Stage,
  recorded: StepGraph,
  step: number,
  before: number,
  voices: ReadonlyMap<string, FrozenLogits>,
) {
  const { order, live, state, classes } = bench;
  const { batchSize, jitter, steps } = stage.training;
  const indices = batchIndices(state.seed, step - 1, batchSize, set.count);
  const images = batchOf(set, indices, { jitter, key: streamKey(state.seed, "jitter", step) });
  const labelled = order.student?.arm === DISTILLED ? order.experiment.transferSet.labelled : true;
  const known = set === bench.data.transfer && order.student ? labelled && bench.data.transferHasLabels : true;
  const inputs: Record<string, Inputs[string]> = {
    images,
    labels: oneHot(set.labels, indices, classes, known),
    progress: (step - before - 1) / steps,
  };
  for (const key of recorded.keys) inputs[key] = streamKey(state.seed, key, step);
  for (const param of recorded.live) {
    const value = live[param];
    if (value === undefined)
      throw new EngineError("bad-experiment", `the method reads "${param}", which it does not declare`);
    inputs[`live/${param}`] = value;
  }
  for (const [name, voice] of voices) inputs[`${name}/logits`] = await voice({ indices, images });
  return inputs;
}

async function openJobContext(
  order: JobOrder,
  data: JobData,
  executor: Executor,
  frozenLogitsCache: FrozenLogitsCache,
): Promise<JobContext> {
  const { experiment } = order;
  const state = openJobState(order, executor, order.student ? data.transfer : data.train);
  const { stages } = state;
  const { classes } = experiment.teacher.architecture;
  let teacherTestLogits: Float32Array | null = null;
  if (order.teacher) {
    const record = (batch: number) =>
      recordLogits({ networks: [frozenTeacher(experiment)] }, outputOf("teacher"), batch);
    teacherTestLogits = await cachedLogits(frozenLogitsCache, "test", () =>
      openPredictor(executor, record, classes)(data.test),
    );
  }
  const { learningRate } = stages.at(-1)!.training;
  const params = paramValues(methodById(experiment.method.id).params, experiment.method.params);
  const numbers = Object.entries(params).flatMap(([name, value]) =>
    typeof value === "number" ? [[name, value] as const] : [],
  );
  const live = { ...Object.fromEntries(numbers), learningRate, ...(order.student ? order.live : {}) };
  return {
    ...{ order, data, state, classes, teacherTestLogits, live, frozenLogitsCache },
    subject: subjectOf(stages),
    steps: stepsOf(stages),
    measures: countedClasses(order),
  };
}

/** A network that is the run's teacher as it was handed over, read as it was stored, in all stages of the job. */
function isTeacherItself(stages: readonly Stage[], name: string): boolean {
  const all = stages.flatMap(({ networks }) => networks.filter((network) => network.name === name));
  return all.every(
    ({ startsFrom, trains, parametrisation }) => startsFrom === "pretrained" && trains === "none" && !parametrisation,
  );
}

async function openFrozenNetworks(bench: JobContext, stage: Stage, recorded: StepGraph, set: Dataset) {
  const { state, data } = bench;
  const voices = new Map<string, FrozenLogits>();
  const { jitter, batchSize } = stage.training;
  for (const name of recorded.frozenNetworks) {
    const { architecture, shufflesOtherClasses = false } = networkOf(stage, name);
    const record = (batch: number) => recordLogits(stage, outputOf(name), batch);
    const frozenLogitsCache = isTeacherItself(state.stages, name) ? bench.frozenLogitsCache : undefined;
    const speaker: FrozenNetwork = {
      ...{ record, classes: architecture.classes, shuffleSeed: shufflesOtherClasses ? state.seed : null },
      cached: (ask) => cachedLogits(frozenLogitsCache, set === data.transfer ? "transfer" : "train", ask),
    };
    voices.set(name, await openFrozenLogits(state.executor, speaker, set, jitter > 0 ? batchSize : null));
  }
  return voices;
}

/** A step under way: what each of its turns will have come to. */
interface BegunStep {
  readonly step: number;
  readonly outputs: readonly (() => Promise<Outputs>)[];
}

async function lossRow(begun: BegunStep, { updates, columns }: StepGraph): Promise<Float32Array> {
  const row = new Float32Array(columns.length);
  let at = 1;
  for (const [i, { terms }] of updates.entries()) {
    const values = await begun.outputs[i]!();
    row[0]! += values.total![0]!;
    for (const term of terms) row[at++] = values[term]![0]!;
  }
  return row;
}

/** Trains through one stage from a step of the job on. */
async function* trainStage(
  bench: JobContext,
  judges: StageEvaluator,
  before: number,
  from: number,
  dial: PendingSettings,
): AsyncGenerator<TrainingEvent> {
  const { order, data, state, live } = bench;
  const { executor } = state;
  const { stage } = judges;
  const { job, experiment, student } = order;
  const { training } = stage;
  const set = student && stage.images !== "training" ? data.transfer : data.train;
  const recorded = recordStepGraph(stage, bench.classes);
  const compiled = recorded.updates.map(({ program }) => executor.compile(program));
  const voices = await openFrozenNetworks(bench, stage, recorded, set);
  const norms = stage.gradientNorms && student?.pair === 0 ? openGradientNorms(executor, recorded) : null;
  // The job's own rate moves; a stage with another rate keeps its proportion to it.
  const share = training.learningRate / state.stages.at(-1)!.training.learningRate;
  // Steps that a device works on while later ones are prepared, the oldest first.
  const begun: BegunStep[] = [];
  const tellDownTo = async function* (left: number): AsyncGenerator<TrainingEvent> {
    while (begun.length > left) {
      const oldest = begun.shift()!;
      const { step } = oldest;
      const rows = await lossRow(oldest, recorded);
      yield { type: "losses", job, fromStep: step, columns: recorded.columns, rows };
      if (Number.isFinite(rows[0])) continue;
      throw new EngineError(
        "non-finite-loss",
        `the loss of ${job} was no longer a number at step ${step}; lower the learning rate from ${live.learningRate} to about ${live.learningRate! / 10}`,
      );
    }
  };
  const end = before + training.steps;
  for (let step = from + 1; step <= end; step++) {
    if (dial.changes.length > 0) yield* tellDownTo(0);
    for (const { param, value } of dial.changes.splice(0)) {
      if (!(param in live)) continue;
      live[param] = value;
      yield { type: "changed", job, step: step - 1, param, value };
    }
    const inputs = await inputsOf(bench, set, stage, recorded, step, before, voices);
    const pace = {
      step: step - before,
      learningRate: learningRateAt(training, share * live.learningRate!, step - before),
    };
    begun.push({ step, outputs: compiled.map((one) => one.begin(inputs, pace)) });
    yield* tellDownTo(executor.stepsAhead() - 1);
    if (step % experiment.evaluateEvery === 0 || step === end) {
      yield* tellDownTo(0);
      yield* evaluateStage(bench, judges, step);
      if (norms) yield { type: "pictured", job, step, ...(await norms(inputs)) };
      yield { type: "checkpoint", job, step, bytes: packCheckpoint(await checkpointOf(state, job, step, live)) };
    }
  }
}

/**
 * Trains one job to its end, stage after stage.
 * @param dial where moved sliders arrive; each is taken at the next step and told as `changed`
 * @param frozenLogitsCache shared by the jobs of one run that share a worker: its teacher then answers each set of images once
 * @throws EngineError when the loss is no longer finite or the checkpoint does not fit
 */
export async function* trainJob(
  order: JobOrder,
  data: JobData,
  executor: Executor,
  dial: PendingSettings,
  frozenLogitsCache: FrozenLogitsCache = new Map(),
): AsyncGenerator<TrainingEvent> {
  const { job, student } = order;
  const bench = await openJobContext(order, data, executor, frozenLogitsCache);
  const { state, steps } = bench;
  const { stages } = state;
  const saved = order.resumeFrom ? await restoreCheckpoint(state, job, order.resumeFrom) : null;
  if (saved) Object.assign(bench.live, saved.live);
  const from = saved?.step ?? 0;
  const known = new Set<string>();
  let before = 0;
  for (const [i, stage] of stages.entries()) {
    const end = before + stage.training.steps;
    const over = from >= end && i < stages.length - 1;
    if (!over) {
      const at = Math.max(from, before);
      yield { type: "stage", job, name: stage.name, steps, ...(before > 0 ? { from: before } : {}) };
      if (i === 0)
        for (const [param, value] of Object.entries(student ? order.live : {}))
          yield { type: "changed", job, step: 0, param, value };
      if (at === before) await initialiseStage(state, stage);
      const judges = openStageEvaluator(bench, stage);
      if (at === before) yield* evaluateStage(bench, judges, at, known);
      if (from === steps) yield* evaluateStage(bench, judges, from);
      if (from === steps && order.resumeFrom) yield { type: "checkpoint", job, step: steps, bytes: order.resumeFrom };
      yield* trainStage(bench, judges, before, at, dial);
    }
    for (const { name } of evaluatedOutputsOf(stage)) known.add(name);
    before = end;
  }
  const { noiseStudy } = stages.at(-1)!;
  if (noiseStudy && student?.pair === 0)
    yield {
      type: "pictured",
      job,
      step: steps,
      ...(await measureWeightNoise(state, stages.at(-1)!, noiseStudy, data.transfer)),
    };
  yield { type: "jobFinished", job, step: steps };
}
