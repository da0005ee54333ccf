/**
 * One job as an async generator: not pulling it is pausing, pulling once is stepping. It yields after every step, in
 * an order that depends on nothing but the order and the images; clocks and batching of messages are its pullers'.
 */

import { batchIndices, batchOf, oneHot } from "../../data/batches.ts";
import type { Dataset } from "../../domain/dataset.ts";
import type { Training } from "../../domain/experiment.ts";
import { streamKey } from "../../math/random.ts";
import type { Stage } from "../../methods/core/method.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { answerOf, frozenTeacher } from "../../methods/parts/teacherStudent.ts";
import { stepsOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor, Inputs, Outputs } from "../../tensor/executor.ts";
import { openGradientNorms } from "../evaluation/gradientNorms.ts";
import { type Bench, countedClasses, evaluated, type Judges, judgesOf } from "../evaluation/stageEvaluation.ts";
import { answererOf } from "../evaluation/testMetrics.ts";
import { studyNoise } from "../evaluation/weightNoise.ts";
import { judgedIn, networkOf, recordAnswers, recordStep, type StepProgram } from "../graphs/stepGraph.ts";
import { packCheckpoint } from "../job/checkpoint.ts";
import { type JobData, type JobOrder, subjectOf } from "../job/jobOrder.ts";
import { layStage, layTable, resume, snapshot } from "../job/jobState.ts";
import { askedOnce, type Heard, openVoice, type Speaker, type Voice } from "../evaluation/frozenLogits.ts";

/** Sliders on their way in: the generator takes them at the next step. */
export interface Dial {
  readonly moved: { param: string; value: number }[];
}

/** Learning rate of a stage's step: level, or a half cosine from the full rate to 0. Loshchilov and Hutter 2017, eq. 5. */
export function learningRateAt(training: Training, rate: number, step: number): number {
  if (training.schedule === "constant") return rate;
  return (rate / 2) * (1 + Math.cos((Math.PI * (step - 1)) / training.steps));
}

/** The inputs of one step: batch, labels, frozen networks' voices, keys, sliders and progress. */
async function inputsOf(
  bench: Bench,
  set: Dataset,
  stage: Stage,
  recorded: StepProgram,
  step: number,
  before: number,
  voices: ReadonlyMap<string, Voice>,
) {
  const { order, live, table, classes } = bench;
  const { batchSize, jitter, steps } = stage.training;
  const indices = batchIndices(table.seed, step - 1, batchSize, set.count);
  const images = batchOf(set, indices, { jitter, key: streamKey(table.seed, "jitter", step) });
  const labelled = order.student?.arm === "taught" ? order.experiment.transferSet.labelled : true;
  const known = set === bench.data.transfer && order.student ? labelled && bench.data.transferHasLabels : true;
  const inputs: Record<string, Inputs[string]> = {
    images,
    labels: oneHot(set.labels, indices, classes, known),
    progress: (step - before - 1) / steps,
  };
  for (const key of recorded.keys) inputs[key] = streamKey(table.seed, key, step);
  for (const param of recorded.live) {
    const value = live[param];
    if (value === undefined)
      throw new EngineError("bad-experiment", `the method reads "${param}", which it does not declare`);
    inputs[`live/${param}`] = value;
  }
  for (const [name, voice] of voices) inputs[`${name}/logits`] = await voice({ indices, images });
  return inputs;
}

async function setBench(order: JobOrder, data: JobData, executor: Executor, heard: Heard): Promise<Bench> {
  const { experiment } = order;
  const table = layTable(order, executor, order.student ? data.transfer : data.train);
  const { stages } = table;
  const { classes } = experiment.teacher.architecture;
  let teacherTestLogits: Float32Array | null = null;
  if (order.teacher) {
    const record = (batch: number) =>
      recordAnswers({ networks: [frozenTeacher(experiment)] }, answerOf("teacher"), batch);
    teacherTestLogits = await askedOnce(heard, "test", () => answererOf(executor, record, classes)(data.test));
  }
  const { learningRate } = stages.at(-1)!.training;
  const params = paramValues(methodById(experiment.method.id).params, experiment.method.params);
  const numbers = Object.entries(params).flatMap(([name, value]) =>
    typeof value === "number" ? [[name, value] as const] : [],
  );
  const live = { ...Object.fromEntries(numbers), learningRate, ...(order.student ? order.live : {}) };
  return {
    ...{ order, data, table, classes, teacherTestLogits, live, heard },
    subject: subjectOf(stages),
    steps: stepsOf(stages),
    measures: countedClasses(order),
  };
}

/** A network that is the run's teacher as it was handed over, read as it was stored, in all stages of the job. */
function isTeacherItself(stages: readonly Stage[], name: string): boolean {
  const all = stages.flatMap(({ networks }) => networks.filter((network) => network.name === name));
  return all.every(({ startsFrom, trains, reads }) => startsFrom === "pretrained" && trains === "none" && !reads);
}

async function voicesOf(bench: Bench, stage: Stage, recorded: StepProgram, set: Dataset) {
  const { table, data } = bench;
  const voices = new Map<string, Voice>();
  const { jitter, batchSize } = stage.training;
  for (const name of recorded.handedIn) {
    const { architecture, shufflesOthers = false } = networkOf(stage, name);
    const record = (batch: number) => recordAnswers(stage, answerOf(name), batch);
    const heard = isTeacherItself(table.stages, name) ? bench.heard : undefined;
    const speaker: Speaker = {
      ...{ record, classes: architecture.classes, shuffleSeed: shufflesOthers ? table.seed : null },
      answers: (ask) => askedOnce(heard, set === data.transfer ? "transfer" : "train", ask),
    };
    voices.set(name, await openVoice(table.executor, speaker, set, jitter > 0 ? batchSize : null));
  }
  return voices;
}

/** A step under way: what each of its turns will have come to. */
interface Begun {
  readonly step: number;
  readonly outputs: readonly (() => Promise<Outputs>)[];
}

async function lossRow(begun: Begun, { turns, columns }: StepProgram): Promise<Float32Array> {
  const row = new Float32Array(columns.length);
  let at = 1;
  for (const [i, { terms }] of turns.entries()) {
    const values = await begun.outputs[i]!();
    row[0]! += values.total![0]!;
    for (const term of terms) row[at++] = values[term]![0]!;
  }
  return row;
}

/** Trains through one stage from a step of the job on. */
async function* trainStage(
  bench: Bench,
  judges: Judges,
  before: number,
  from: number,
  dial: Dial,
): AsyncGenerator<TrainingEvent> {
  const { order, data, table, live } = bench;
  const { executor } = table;
  const { stage } = judges;
  const { job, experiment, student } = order;
  const { training } = stage;
  const set = student && stage.images !== "training" ? data.transfer : data.train;
  const recorded = recordStep(stage, bench.classes);
  const compiled = recorded.turns.map(({ program }) => executor.compile(program));
  const voices = await voicesOf(bench, stage, recorded, set);
  const norms = stage.gradientNorms && student?.pair === 0 ? openGradientNorms(executor, recorded) : null;
  // The job's own rate moves; a stage with another rate keeps its proportion to it.
  const share = training.learningRate / table.stages.at(-1)!.training.learningRate;
  // Steps that a device works on while later ones are prepared, the oldest first.
  const begun: Begun[] = [];
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
    if (dial.moved.length > 0) yield* tellDownTo(0);
    for (const { param, value } of dial.moved.splice(0)) {
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
    yield* tellDownTo(executor.ahead() - 1);
    if (step % experiment.evaluateEvery === 0 || step === end) {
      yield* tellDownTo(0);
      yield* evaluated(bench, judges, step);
      if (norms) yield { type: "pictured", job, step, ...(await norms(inputs)) };
      yield { type: "checkpoint", job, step, bytes: packCheckpoint(await snapshot(table, job, step, live)) };
    }
  }
}

/**
 * Trains one job to its end, stage after stage.
 * @param dial where moved sliders arrive; each is taken at the next step and told as `changed`
 * @param heard shared by the jobs of one run that share a worker: its teacher then answers each set of images once
 * @throws EngineError when the loss is no longer finite or the checkpoint does not fit
 */
export async function* trainJob(
  order: JobOrder,
  data: JobData,
  executor: Executor,
  dial: Dial,
  heard: Heard = new Map(),
): AsyncGenerator<TrainingEvent> {
  const { job, student } = order;
  const bench = await setBench(order, data, executor, heard);
  const { table, steps } = bench;
  const { stages } = table;
  const saved = order.resumeFrom ? await resume(table, job, order.resumeFrom) : null;
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
      if (at === before) await layStage(table, stage);
      const judges = judgesOf(bench, stage);
      if (at === before) yield* evaluated(bench, judges, at, known);
      if (from === steps) yield* evaluated(bench, judges, from);
      if (from === steps && order.resumeFrom) yield { type: "checkpoint", job, step: steps, bytes: order.resumeFrom };
      yield* trainStage(bench, judges, before, at, dial);
    }
    for (const { name } of judgedIn(stage)) known.add(name);
    before = end;
  }
  const { noiseStudy } = stages.at(-1)!;
  if (noiseStudy && student?.pair === 0)
    yield {
      type: "pictured",
      job,
      step: steps,
      ...(await studyNoise(table, stages.at(-1)!, noiseStudy, data.transfer)),
    };
  yield { type: "jobFinished", job, step: steps };
}
