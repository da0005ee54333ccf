/**
 * One job as an async generator: not pulling it is pausing, pulling once is stepping. It yields after every step, in
 * an order that depends on nothing but the order and the images; clocks and batching of messages are its pullers'.
 */

import { batchIndices, batchOf, oneHot } from "../data/batches.ts";
import type { Dataset } from "../domain/dataset.ts";
import type { Training } from "../domain/experiment.ts";
import { streamKey } from "../math/random.ts";
import { stagesOf, teacherStages } from "../methods/controls.ts";
import type { NetworkSpec, Stage } from "../methods/method.ts";
import { EngineError } from "../protocol/errors.ts";
import type { ProbeKind, TrainingEvent } from "../protocol/events.ts";
import { type Executor, type Inputs, type Outputs, slotsOf } from "../tensor/executor.ts";
import { volume } from "../tensor/graph.ts";
import { type Checkpoint, packCheckpoint, type SavedArray, unpackCheckpoint } from "./checkpoint.ts";
import { type Answerer, answererOf, judge } from "./evaluate.ts";
import { type JobData, type JobOrder, seedOf } from "./job.ts";
import { initialValues, parametersOf } from "./networks.ts";
import { recordStep, type StepProgram } from "./recording.ts";
import { openVoice, type Voice } from "./teaching.ts";

/** Sliders on their way in: the generator takes them at the next step. */
export interface Dial {
  readonly moved: { param: string; value: number }[];
}

/** Learning rate of a step: level, or a half cosine from the full rate to 0. Loshchilov and Hutter 2017, eq. 5. */
export function learningRateAt(training: Training, rate: number, step: number): number {
  if (training.schedule === "constant") return rate;
  return (rate / 2) * (1 + Math.cos((Math.PI * (step - 1)) / training.steps));
}

/** Everything one job works with. */
interface Bench {
  readonly order: JobOrder;
  readonly data: JobData;
  readonly executor: Executor;
  readonly seed: number;
  /** the network that is judged, and its name in the store */
  readonly subject: NetworkSpec;
  readonly answer: Answerer;
  readonly teacherTestLogits: Float32Array | null;
  readonly live: Record<string, number>;
}

function loadTeacher(executor: Executor, bytes: Uint8Array): void {
  for (const { name, shape, values } of unpackCheckpoint(bytes).arrays) {
    if (name.startsWith("teacher/") && !/\.[mv]$/.test(name)) executor.write(name, values, shape);
  }
}

/** Weights and statistics, with the optimiser's slots as long as training goes on. */
async function snapshot(bench: Bench, step: number, stage: Stage): Promise<Checkpoint> {
  const { executor, order, live } = bench;
  const arrays: SavedArray[] = [];
  const goesOn = step < stage.training.steps;
  for (const spec of stage.networks.filter((one) => one.trains)) {
    for (const card of parametersOf(spec.name, spec.architecture)) {
      const slots = slotsOf({ parameter: card.name, optimizer: stage.training.optimizer });
      for (const name of [card.name, ...slots.filter((slot) => goesOn && executor.has(slot))])
        arrays.push({ name, shape: card.shape, values: await executor.read(name) });
    }
  }
  return { job: order.job, step, live: { ...live }, arrays };
}

/** Judges the subject on the whole test set, and follows the probes among it. */
async function* evaluated(bench: Bench, step: number, last: boolean): AsyncGenerator<TrainingEvent> {
  const { order, data, answer, teacherTestLogits, subject } = bench;
  const { classes } = subject.architecture;
  const network = order.job;
  const logits = await answer(data.test);
  yield { type: "evaluated", network, step, evaluation: judge(logits, data.test.labels, classes, teacherTestLogits) };
  for (const [kind, places] of Object.entries(order.probes) as [ProbeKind, readonly number[]][]) {
    const rows = new Float32Array(places.length * classes);
    for (const [i, place] of places.entries())
      rows.set(logits.subarray(place * classes, (place + 1) * classes), i * classes);
    yield { type: "probed", network, step, kind, logits: rows };
  }
  if (last) yield { type: "testLogits", network, logits, labels: data.test.labels };
}

/** The inputs of one step: batch, labels, the teacher's voice, keys and sliders. */
async function inputsOf(
  bench: Bench,
  set: Dataset,
  stage: Stage,
  recorded: StepProgram,
  step: number,
  voice: Voice | null,
) {
  const { seed, order, live } = bench;
  const { batchSize, jitter } = stage.training;
  const indices = batchIndices(seed, step - 1, batchSize, set.count);
  const images = batchOf(set, indices, { jitter, key: streamKey(seed, "jitter", step) });
  const labelled = order.student?.arm === "taught" ? order.experiment.transferSet.labelled : true;
  const known = set === bench.data.transfer && order.student ? labelled && bench.data.transferHasLabels : true;
  const inputs: Record<string, Inputs[string]> = {
    images,
    labels: oneHot(set.labels, indices, bench.subject.architecture.classes, known),
  };
  for (const key of recorded.keys) inputs[key] = streamKey(seed, key, step);
  for (const param of recorded.live) inputs[`live/${param}`] = live[param]!;
  if (voice) for (const name of recorded.handedIn) inputs[`${name}/logits`] = await voice({ indices, images });
  return inputs;
}

async function setTable(order: JobOrder, data: JobData, executor: Executor, stages: readonly Stage[]): Promise<Bench> {
  const { experiment } = order;
  const seed = seedOf(order);
  const subject = stages.at(-1)!.networks.find((spec) => spec.trains)!;
  for (const spec of stages.flatMap((stage) => stage.networks)) {
    if (spec.startsFrom !== "random") continue;
    for (const card of parametersOf(spec.name, spec.architecture))
      executor.write(card.name, initialValues(card, seed), card.shape);
  }
  let teacherTestLogits: Float32Array | null = null;
  if (order.teacher) {
    loadTeacher(executor, order.teacher);
    teacherTestLogits = await answererOf(executor, "teacher", experiment.teacher.architecture)(data.test);
  }
  const answer = answererOf(executor, subject.name, subject.architecture);
  const { learningRate } = stages.at(-1)!.training;
  const numbers = Object.entries(experiment.method.params).flatMap(([name, value]) =>
    typeof value === "number" ? [[name, value] as const] : [],
  );
  const live = { ...Object.fromEntries(numbers), learningRate, ...(order.student ? order.live : {}) };
  return { order, data, executor, seed, subject, answer, teacherTestLogits, live };
}

function resume(bench: Bench, bytes: Uint8Array): number {
  const saved = unpackCheckpoint(bytes);
  if (saved.job !== bench.order.job)
    throw new EngineError("bad-experiment", `the checkpoint is of ${saved.job}, not of ${bench.order.job}; start anew`);
  for (const card of parametersOf(bench.subject.name, bench.subject.architecture)) {
    const found = saved.arrays.find((array) => array.name === card.name);
    if (!found || volume(found.shape) !== volume(card.shape))
      throw new EngineError("bad-experiment", `the checkpoint has no fitting ${card.name}; start the run anew`);
  }
  for (const { name, shape, values } of saved.arrays) bench.executor.write(name, values, shape);
  Object.assign(bench.live, saved.live);
  return saved.step;
}

/** Trains through one stage from a step on. */
async function* trainStage(bench: Bench, stage: Stage, from: number, dial: Dial): AsyncGenerator<TrainingEvent> {
  const { order, data, executor, live } = bench;
  const { job, experiment, student } = order;
  const { training } = stage;
  const set = student ? data.transfer : data.train;
  const recorded = recordStep(stage, bench.subject.architecture.classes);
  const compiled = executor.compile(recorded.program);
  const { architecture } = experiment.teacher;
  const shuffleSeed = student?.arm === "shuffled-soft-targets" ? bench.seed : null;
  const voice =
    recorded.handedIn.length > 0
      ? await openVoice(executor, architecture, set, training.jitter > 0, training.batchSize, shuffleSeed)
      : null;
  // Steps that a device works on while later ones are prepared, the oldest first.
  const begun: { readonly step: number; readonly outputs: () => Promise<Outputs> }[] = [];
  const tellDownTo = async function* (left: number): AsyncGenerator<TrainingEvent> {
    while (begun.length > left) {
      const { step, outputs } = begun.shift()!;
      const values = await outputs();
      const rows = Float32Array.from(recorded.columns, (column) => values[column]![0]!);
      yield { type: "losses", job, fromStep: step, columns: recorded.columns, rows };
      if (Number.isFinite(rows[0])) continue;
      throw new EngineError(
        "non-finite-loss",
        `the loss of ${job} was no longer a number at step ${step}; lower the learning rate from ${live.learningRate} to about ${live.learningRate! / 10}`,
      );
    }
  };
  for (let step = from + 1; step <= training.steps; step++) {
    if (dial.moved.length > 0) yield* tellDownTo(0);
    for (const { param, value } of dial.moved.splice(0)) {
      if (!(param in live)) continue;
      live[param] = value;
      yield { type: "changed", job, step: step - 1, param, value };
    }
    const inputs = await inputsOf(bench, set, stage, recorded, step, voice);
    const learningRate = learningRateAt(training, live.learningRate!, step);
    begun.push({ step, outputs: compiled.begin(inputs, { step, learningRate }) });
    yield* tellDownTo(executor.ahead() - 1);
    if (step % experiment.evaluateEvery === 0 || step === training.steps) {
      yield* tellDownTo(0);
      yield* evaluated(bench, step, step === training.steps);
      yield { type: "checkpoint", job, step, bytes: packCheckpoint(await snapshot(bench, step, stage)) };
    }
  }
}

/**
 * Trains one job to its end.
 * @param dial where moved sliders arrive; each is taken at the next step and told as `changed`
 * @throws EngineError when the loss is no longer finite or the checkpoint does not fit
 */
export async function* trainJob(
  order: JobOrder,
  data: JobData,
  executor: Executor,
  dial: Dial,
): AsyncGenerator<TrainingEvent> {
  const { job, experiment, student } = order;
  const [stage] = student ? stagesOf(student.arm, experiment) : teacherStages(experiment);
  const bench = await setTable(order, data, executor, [stage!]);
  const { steps } = stage!.training;
  yield { type: "stage", job, name: stage!.name, steps };
  for (const [param, value] of Object.entries(student ? order.live : {}))
    yield { type: "changed", job, step: 0, param, value };
  const from = order.resumeFrom ? resume(bench, order.resumeFrom) : 0;
  if (from === 0 || from === steps) yield* evaluated(bench, from, from === steps);
  if (from === steps && order.resumeFrom) yield { type: "checkpoint", job, step: steps, bytes: order.resumeFrom };
  yield* trainStage(bench, stage!, from, dial);
  yield { type: "jobFinished", job, step: steps };
}
