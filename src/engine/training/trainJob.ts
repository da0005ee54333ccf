/**
 * Trains one job, as an async generator: not pulling it pauses the job, pulling once is one step. It yields after every
 * step, and what it yields depends on the order and the images alone; clocks and batching of messages are elsewhere.
 */

import type { Stage } from "../../methods/core/method.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor, Outputs } from "../../tensor/executor.ts";
import type { FrozenLogitsCache } from "../evaluation/frozenLogits.ts";
import { openGradientNorms } from "../evaluation/gradientNorms.ts";
import { type JobContext, openJobContext } from "../evaluation/jobContext.ts";
import { evaluateStage, openStageEvaluator, type StageEvaluator } from "../evaluation/stageEvaluation.ts";
import { measureWeightNoise } from "../evaluation/weightNoise.ts";
import { evaluatedOutputsOf } from "../graphs/stageParts.ts";
import { recordStepGraph, type StepGraph } from "../graphs/stepGraph.ts";
import { packCheckpoint } from "../job/checkpointBytes.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import { checkpointOf, initialiseStage, restoreCheckpoint } from "../job/jobState.ts";
import { openStepInputs } from "./stepInputs.ts";

/** Changed settings that the job has not taken yet: it takes them at its next step. */
export interface PendingSettings {
  readonly changes: { param: string; value: number }[];
}

/**
 * Trains one job to its end, stage after stage.
 * @param pendingSettings each change is taken at the next step and yielded as `changed`
 * @param frozenLogitsCache shared by the jobs of one run on one worker: the teacher's logits are computed once for a set
 * @throws EngineError when the loss is no longer finite or the checkpoint does not fit
 */
export async function* trainJob(
  order: JobOrder,
  data: JobData,
  executor: Executor,
  pendingSettings: PendingSettings,
  frozenLogitsCache: FrozenLogitsCache = new Map(),
): AsyncGenerator<TrainingEvent> {
  const context = await openJobContext(order, data, executor, frozenLogitsCache);
  const { stages } = context.state;
  const resumedAt = await resume(context);
  const evaluated = new Set<string>();
  let before = 0;
  for (const [i, stage] of stages.entries()) {
    const end = before + stage.training.steps;
    if (resumedAt < end || i === stages.length - 1)
      yield* runStage(context, stage, before, resumedAt, evaluated, pendingSettings);
    for (const { name } of evaluatedOutputsOf(stage)) evaluated.add(name);
    before = end;
  }
  yield* studyWeightNoise(context, stages.at(-1)!);
  yield { type: "jobFinished", job: order.job, step: context.steps };
}

/** Restores the order's checkpoint. @returns its step; 0 where there is none */
async function resume({ order, state, live }: JobContext): Promise<number> {
  if (!order.resumeFrom) return 0;
  const saved = await restoreCheckpoint(state, order.job, order.resumeFrom);
  Object.assign(live, saved.live);
  return saved.step;
}

/**
 * Runs one stage: initialises its networks and evaluates them where it starts, then trains.
 * @param before steps of the job before the stage
 * @param resumedAt the step at which the job goes on
 * @param evaluated names of outputs that earlier stages evaluated at their ends
 */
async function* runStage(
  context: JobContext,
  stage: Stage,
  before: number,
  resumedAt: number,
  evaluated: ReadonlySet<string>,
  pendingSettings: PendingSettings,
): AsyncGenerator<TrainingEvent> {
  const { order, state, steps } = context;
  const { job, student, live, resumeFrom } = order;
  const from = Math.max(resumedAt, before);
  yield { type: "stage", job, name: stage.name, steps, ...(before > 0 ? { from: before } : {}) };
  if (before === 0 && student)
    for (const [param, value] of Object.entries(live)) yield { type: "changed", job, step: 0, param, value };
  if (from === before) await initialiseStage(state, stage);
  const evaluator = openStageEvaluator(context, stage);
  if (from === before) yield* evaluateStage(context, evaluator, from, evaluated);
  if (resumedAt === steps) {
    yield* evaluateStage(context, evaluator, steps);
    if (resumeFrom) yield { type: "checkpoint", job, step: steps, bytes: resumeFrom };
  }
  yield* trainStage(context, evaluator, before, from, pendingSettings);
}

/** A step that a device works on, with the outputs of each of its updates. */
interface PendingStep {
  readonly step: number;
  readonly outputs: readonly (() => Promise<Outputs>)[];
}

/** Trains through one stage, after step `from` of the job. */
async function* trainStage(
  context: JobContext,
  evaluator: StageEvaluator,
  before: number,
  from: number,
  pendingSettings: PendingSettings,
): AsyncGenerator<TrainingEvent> {
  const { order, state, live } = context;
  const { executor } = state;
  const { stage } = evaluator;
  const { job, experiment, student } = order;
  const graph = recordStepGraph(stage, context.classes);
  const updates = graph.updates.map(({ program }) => executor.compile(program));
  const stepInputs = await openStepInputs(context, stage, graph, before);
  const drawGradientNorms = stage.gradientNorms && student?.pair === 0 ? openGradientNorms(executor, graph) : null;
  // Steps that a device works on while later ones are prepared, the oldest first.
  const pending: PendingStep[] = [];
  const end = before + stage.training.steps;
  for (let step = from + 1; step <= end; step++) {
    if (pendingSettings.changes.length > 0) yield* lossesDownTo(0, pending, graph, context);
    yield* takeChanges(context, pendingSettings, step - 1);
    const inputs = await stepInputs.inputs(step);
    const pace = stepInputs.pace(step);
    pending.push({ step, outputs: updates.map((update) => update.begin(inputs, pace)) });
    yield* lossesDownTo(executor.stepsAhead() - 1, pending, graph, context);
    if (step % experiment.evaluateEvery === 0 || step === end) {
      yield* lossesDownTo(0, pending, graph, context);
      yield* evaluateStage(context, evaluator, step);
      if (drawGradientNorms) yield { type: "pictured", job, step, ...(await drawGradientNorms(inputs)) };
      yield { type: "checkpoint", job, step, bytes: packCheckpoint(await checkpointOf(state, job, step, live)) };
    }
  }
}

/** Takes changed settings over; those that the method does not have are ignored. @param step the last one taken */
function* takeChanges(
  { order, live }: JobContext,
  { changes }: PendingSettings,
  step: number,
): Generator<TrainingEvent> {
  for (const { param, value } of changes.splice(0)) {
    if (!(param in live)) continue;
    live[param] = value;
    yield { type: "changed", job: order.job, step, param, value };
  }
}

/** Waits for the losses of the oldest pending steps until no more than `left` are pending. */
async function* lossesDownTo(
  left: number,
  pending: PendingStep[],
  graph: StepGraph,
  { order, live }: JobContext,
): AsyncGenerator<TrainingEvent> {
  const { job } = order;
  while (pending.length > left) {
    const oldest = pending.shift()!;
    const { step } = oldest;
    const rows = await lossRow(oldest, graph);
    yield { type: "losses", job, fromStep: step, columns: graph.columns, rows };
    if (Number.isFinite(rows[0])) continue;
    throw new EngineError(
      "non-finite-loss",
      `the loss of ${job} was no longer a number at step ${step}; lower the learning rate from ${live.learningRate} to about ${live.learningRate! / 10}`,
    );
  }
}

/** The losses of a step, by the columns of its graph: the total of all updates, then their terms. */
async function lossRow({ outputs }: PendingStep, { updates, columns }: StepGraph): Promise<Float32Array> {
  const row = new Float32Array(columns.length);
  let at = 1;
  for (const [i, { terms }] of updates.entries()) {
    const values = await outputs[i]!();
    row[0]! += values.total![0]!;
    for (const term of terms) row[at++] = values[term]![0]!;
  }
  return row;
}

/** Measures the loss under noise on the weights, where the job's last stage declares it, for the first pair. */
async function* studyWeightNoise(
  { order, data, state, steps }: JobContext,
  stage: Stage,
): AsyncGenerator<TrainingEvent> {
  if (!stage.noiseStudy || order.student?.pair !== 0) return;
  const picture = await measureWeightNoise(state, stage, stage.noiseStudy, data.transfer);
  yield { type: "pictured", job: order.job, step: steps, ...picture };
}
