/** The table a job works at: its stages, its networks' weights in an executor, and what of them has been laid there. */

import { batchOf } from "../../data/batches.ts";
import type { Architecture } from "../../domain/architecture.ts";
import type { Dataset } from "../../domain/dataset.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { ActivationMoments, LayerWeights, NetworkSpec, Stage } from "../../methods/core/method.ts";
import { frozenTeacher } from "../../methods/parts/teacherStudent.ts";
import { EngineError } from "../../protocol/failures.ts";
import { type Executor, slotsOf } from "../../tensor/executor.ts";
import { volume } from "../../tensor/graph.ts";
import { adapterParameters, initialValues, layersOf, type ParameterCard } from "../graphs/networkGraph.ts";
import { recordMoments, storedParametersOf, trainedParametersOf } from "../graphs/stepGraph.ts";
import { type Checkpoint, type SavedArray, unpackCheckpoint } from "./checkpoint.ts";
import { type JobOrder, seedOf, stagesOfJob } from "./jobOrder.ts";

/** Everything of a job that lies in an executor. */
export interface JobState {
  readonly executor: Executor;
  readonly seed: number;
  readonly stages: readonly Stage[];
  /** what students learn from: where a network is made from another, that one is measured on its first images */
  readonly images: Dataset;
  /** the run's teacher's, where the job has its weights */
  readonly teacher: Architecture | null;
  /** shapes of what has been written, by name, but for the teacher and slots */
  readonly written: Map<string, readonly number[]>;
}

/** Lays a job's table: empty but for the teacher's weights. */
export function openJobState(order: JobOrder, executor: Executor, images: Dataset): JobState {
  if (order.teacher) {
    for (const { name, shape, values } of unpackCheckpoint(order.teacher).arrays)
      if (name.startsWith("teacher/") && !/\.[mv]$/.test(name)) executor.write(name, values, shape);
  }
  const teacher = order.teacher ? order.experiment.teacher.architecture : null;
  return { executor, seed: seedOf(order), stages: stagesOfJob(order), images, teacher, written: new Map() };
}

/** The stage that takes step `step` of a job (1-based), and the steps before it. */
export function stageAt(stages: readonly Stage[], step: number): { readonly stage: Stage; readonly before: number } {
  let before = 0;
  for (const stage of stages) {
    if (step <= before + stage.training.steps) return { stage, before };
    before += stage.training.steps;
  }
  const last = stages.at(-1)!;
  return { stage: last, before: before - last.training.steps };
}

/** "student" and "teacher" draw the same weights in every arm; whoever stands beside them draws their own. */
function seedFor({ seed }: JobState, name: string): number {
  return name === "student" || name === "teacher" ? seed : streamKey(seed, "network", name);
}

function sourceOf({ stages, teacher }: JobState, network: string): NetworkSpec {
  const spec = stages.flatMap(({ networks }) => networks).find(({ name }) => name === network);
  if (spec) return spec;
  if (network === "teacher" && teacher) return frozenTeacher({ teacher: { architecture: teacher } });
  throw new EngineError("internal", `no network "${network}" to start from`);
}

async function weightsOf({ executor }: JobState, source: NetworkSpec): Promise<readonly LayerWeights[]> {
  const part = ({ name }: ParameterCard) => name.slice(name.lastIndexOf("/") + 1);
  return Promise.all(
    layersOf(source).map(async (cards) => {
      const entries = cards.map(async (card) => {
        return [part(card), { shape: card.shape, values: await executor.read(card.name) }] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    }),
  );
}

/** Images on which a network is measured before another is made from it. */
const MEASURED_IMAGES = 500;

async function momentsOf({ executor, images }: JobState, source: NetworkSpec): Promise<readonly ActivationMoments[]> {
  const places = Int32Array.from({ length: Math.min(MEASURED_IMAGES, images.count) }, (_, i) => i);
  const compiled = executor.compile(recordMoments(source, places.length));
  const found = await compiled.run({ images: batchOf(images, places, { jitter: 0, key: 0 }) });
  return layersOf(source).map((_, i) => ({ mean: found[`${i}/mean`]!, variance: found[`${i}/variance`]! }));
}

function writeParameter({ executor, written }: JobState, card: ParameterCard, values: Float32Array): void {
  if (values.length !== volume(card.shape))
    throw new EngineError("internal", `${card.name} takes [${card.shape}], but was made with ${values.length} values`);
  executor.write(card.name, values, card.shape);
  written.set(card.name, card.shape);
}

async function initialiseNetwork(table: JobState, spec: NetworkSpec): Promise<void> {
  const { startsFrom, name } = spec;
  if (startsFrom === "pretrained") return;
  const layers = layersOf(spec).map((cards) => cards.filter((card) => !table.written.has(card.name)));
  if (layers.every((cards) => cards.length === 0)) return;
  const seed = seedFor(table, name);
  if (startsFrom === "random") {
    for (const card of layers.flat()) writeParameter(table, card, initialValues(card, seed));
    return;
  }
  const source = sourceOf(table, startsFrom.network);
  const random = openStream(streamKey(seed, "start"));
  const made = startsFrom.by(await weightsOf(table, source), random, await momentsOf(table, source));
  for (const [index, cards] of layers.entries())
    for (const card of cards) {
      const part = card.name.slice(card.name.lastIndexOf("/") + 1);
      writeParameter(table, card, made[index]?.[part]?.values ?? initialValues(card, seed));
    }
}

/** Puts a stage's networks on the table, those that are not there yet, and empties its optimiser's slots. */
export async function initialiseStage(table: JobState, stage: Stage): Promise<void> {
  const { executor, written } = table;
  for (const spec of stage.networks) await initialiseNetwork(table, spec);
  for (const adapter of stage.adapters ?? [])
    for (const card of adapterParameters(adapter))
      if (!written.has(card.name)) writeParameter(table, card, initialValues(card, seedFor(table, adapter.name)));
  for (const card of trainedParametersOf(stage))
    for (const slot of slotsOf({ parameter: card.name, optimizer: stage.training.optimizer }))
      if (executor.has(slot)) executor.write(slot, new Float32Array(volume(card.shape)), card.shape);
}

/** All that a job has learnt, with the optimiser's slots as long as the stage goes on. */
export async function checkpointOf(
  { executor, written, stages }: JobState,
  job: string,
  step: number,
  live: Readonly<Record<string, number>>,
): Promise<Checkpoint> {
  const arrays: SavedArray[] = [];
  for (const [name, shape] of written) arrays.push({ name, shape, values: await executor.read(name) });
  const { stage, before } = stageAt(stages, step);
  if (step < before + stage.training.steps)
    for (const card of trainedParametersOf(stage))
      for (const slot of slotsOf({ parameter: card.name, optimizer: stage.training.optimizer }))
        if (executor.has(slot)) arrays.push({ name: slot, shape: card.shape, values: await executor.read(slot) });
  return { job, step, live: { ...live }, arrays };
}

/**
 * Lays everything as a checkpoint has it.
 * @returns the checkpoint's step and settings
 * @throws EngineError when it belongs to another job or does not fit its networks
 */
export async function restoreCheckpoint(
  table: JobState,
  job: string,
  bytes: Uint8Array,
): Promise<Pick<Checkpoint, "step" | "live">> {
  const saved = unpackCheckpoint(bytes);
  if (saved.job !== job)
    throw new EngineError("bad-experiment", `the checkpoint is of ${saved.job}, not of ${job}; start anew`);
  const found = new Map(saved.arrays.map((array) => [array.name, array]));
  const { stages } = table;
  const begun = stages.slice(0, stages.indexOf(stageAt(stages, saved.step).stage) + 1);
  for (const card of begun.flatMap(storedParametersOf)) {
    const array = found.get(card.name);
    if (!array || volume(array.shape) !== volume(card.shape))
      throw new EngineError("bad-experiment", `the checkpoint has no fitting ${card.name}; start the run anew`);
  }
  for (const { name, shape, values } of saved.arrays) {
    table.executor.write(name, values, shape);
    if (!/\.[mv]$/.test(name)) table.written.set(name, shape);
  }
  return { step: saved.step, live: saved.live };
}
