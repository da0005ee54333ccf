/**
 * Trains one job, as an async generator. Each pull gives one event; a step ends with its event `losses`, so that not
 * pulling pauses the job. On a GPU several later steps may have begun by then. The events depend on the order, the
 * images, the backend and the settings that are changed meanwhile, not on clocks; messages are made in pool/eventPump.
 */

import type { Stage } from "../../methods/core/method.ts";
import { evaluatedOutputsOf } from "../../methods/parts/teacherStudent.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor, Outputs } from "../../tensor/executor.ts";
import type { FrozenLogitsCache } from "../evaluation/frozenLogits.ts";
import { openGradientNorms, openTermGradientNorms } from "../evaluation/gradientNorms.ts";
import { type JobContext, openJobContext } from "../evaluation/jobContext.ts";
import { evaluateStage, openStageEvaluator, type StageEvaluator } from "../evaluation/stageEvaluation.ts";
import { measureWeightNoise } from "../evaluation/weightNoise.ts";
import { recordStepGraph, type StepGraph } from "../graphs/stepGraph.ts";
import { packCheckpoint } from "../job/checkpointBytes.ts";
import type { EarlierChange, JobData, JobOrder } from "../job/jobOrder.ts";
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
  let stageStart = 0;
  for (const [i, stage] of stages.entries()) {
    const stageEnd = stageStart + stage.training.steps;
    // A job that is resumed at its end enters its last stage too: it is evaluated once more, because the conductor needs
    // the teacher's logits on the test set.
    if (resumedAt < stageEnd || i === stages.length - 1)
      yield* runStage(context, stage, stageStart, resumedAt, evaluated, pendingSettings);
    for (const { name } of evaluatedOutputsOf(stage)) evaluated.add(name);
    stageStart = stageEnd;
  }
  yield* studyWeightNoise(context, stages.at(-1)!);
  yield { type: "jobFinished", job: order.job, step: context.jobSteps };
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
 * @param stageStart steps of the job before the stage
 * @param resumedAt step of the checkpoint from which the job goes on; 0 without one
 * @param evaluated names of outputs that earlier stages evaluated at their ends
 */
async function* runStage(
  context: JobContext,
  stage: Stage,
  stageStart: number,
  resumedAt: number,
  evaluated: ReadonlySet<string>,
  pendingSettings: PendingSettings,
): AsyncGenerator<TrainingEvent> {
  const { order, state, jobSteps } = context;
  const { job, student, live, resumeFrom } = order;
  const stepsDone = Math.max(resumedAt, stageStart);
  const beginsStage = stepsDone === stageStart;
  yield { type: "stage", job, name: stage.name, steps: jobSteps, ...(stageStart > 0 ? { from: stageStart } : {}) };
  if (stageStart === 0 && beginsStage && student)
    for (const [param, value] of Object.entries(live)) yield { type: "changed", job, step: 0, param, value };
  if (beginsStage) await initialiseStage(state, stage);
  const evaluator = openStageEvaluator(context, stage);
  if (beginsStage) yield* evaluateStage(context, evaluator, stepsDone, evaluated);
  if (resumedAt === jobSteps) {
    yield* evaluateStage(context, evaluator, jobSteps);
    if (resumeFrom) yield { type: "checkpoint", job, step: jobSteps, bytes: resumeFrom };
  }
  if (stepsDone < stageStart + stage.training.steps)
    yield* trainStage(context, evaluator, stageStart, stepsDone, pendingSettings);
}

/** A step that a device works on, with the outputs of each of its updates. */
interface PendingStep {
  readonly step: number;
  readonly outputs: readonly (() => Promise<Outputs>)[];
}

/**
 * Trains one stage to its end.
 * @param stageStart steps of the job before the stage
 * @param stepsDone steps of the job that have been taken, at least `stageStart`
 */
async function* trainStage(
  context: JobContext,
  evaluator: StageEvaluator,
  stageStart: number,
  stepsDone: number,
  pendingSettings: PendingSettings,
): AsyncGenerator<TrainingEvent> {
  const { order, state, live } = context;
  const { executor } = state;
  const { stage } = evaluator;
  const { job, experiment, student } = order;
  const graph = recordStepGraph(stage, context.classes);
  const updatePrograms = graph.updates.map(({ program }) => executor.compile(program));
  const stepInputs = await openStepInputs(context, stage, graph, stageStart);
  const measureGradientNorms = stage.gradientNorms && student?.pair === 0 ? openGradientNorms(executor, graph) : null;
  const measureTerms =
    stage.termGradientNorms && student?.pair === 0 ? openTermGradientNorms(executor, stage, context.classes) : null;
  // Steps that a device works on while later ones are prepared, the oldest first.
  const pending: PendingStep[] = [];
  const stageEnd = stageStart + stage.training.steps;
  let earlier: readonly EarlierChange[] = (order.changes ?? []).filter(
    (change) => change.step >= stepsDone && change.step < stageEnd,
  );
  for (let step = stepsDone + 1; step <= stageEnd; step++) {
    if (earlier.length > 0) earlier = addEarlierChanges(earlier, pendingSettings, step);
    // The losses of the steps before come first: they belong to the old settings, and the log has `changed` after them.
    if (pendingSettings.changes.length > 0) yield* yieldLosses(0, pending, graph, context);
    yield* takeChanges(context, pendingSettings, step - 1);
    const inputs = await stepInputs.inputs(step);
    if (measureTerms && step === stageStart + 1)
      yield { type: "pictured", job, step: stageStart, ...(await measureTerms(inputs)) };
    const updateStep = stepInputs.updateStep(step);
    pending.push({ step, outputs: updatePrograms.map((program) => program.begin(inputs, updateStep)) });
    yield* yieldLosses(executor.stepsAhead() - 1, pending, graph, context);
    if (step % experiment.evaluateEvery === 0 || step === stageEnd) {
      yield* yieldLosses(0, pending, graph, context);
      yield* evaluateStage(context, evaluator, step);
      for (const measure of [measureGradientNorms, measureTerms])
        if (measure) yield { type: "pictured", job, step, ...(await measure(inputs)) };
      yield { type: "checkpoint", job, step, bytes: packCheckpoint(await checkpointOf(state, job, step, live)) };
    }
  }
}

/**
 * Adds the changes that the job took at this step before it was interrupted. A setting that has been changed anew since
 * then keeps its new value: its earlier changes are dropped.
 * @returns the changes of later steps
 */
function addEarlierChanges(
  earlier: readonly EarlierChange[],
  { changes }: PendingSettings,
  step: number,
): readonly EarlierChange[] {
  const changedAnew = new Set(changes.map(({ param }) => param));
  const kept = earlier.filter(({ param }) => !changedAnew.has(param));
  changes.push(...kept.filter((change) => change.step < step));
  return kept.filter((change) => change.step >= step);
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

/** Waits for the losses of the oldest pending steps and yields them, until no more than `untilPending` are pending. */
async function* yieldLosses(
  untilPending: number,
  pending: PendingStep[],
  graph: StepGraph,
  { order, live }: JobContext,
): AsyncGenerator<TrainingEvent> {
  const { job } = order;
  while (pending.length > untilPending) {
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
  { order, data, state, jobSteps }: JobContext,
  stage: Stage,
): AsyncGenerator<TrainingEvent> {
  if (!stage.noiseStudy || order.student?.pair !== 0) return;
  const picture = await measureWeightNoise(state, stage, stage.noiseStudy, data.transfer);
  yield { type: "pictured", job: order.job, step: jobSteps, ...picture };
}
