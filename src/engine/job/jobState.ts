/** The state of a job: its stages, its networks' weights in an executor, and its checkpoints. */

import { batchOf } from "../../data/batches.ts";
import type { Architecture } from "../../domain/architecture.ts";
import type { Dataset } from "../../domain/dataset.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { ActivationMoments, LayerWeights, NetworkSpec, Stage } from "../../methods/core/method.ts";
import { frozenTeacher } from "../../methods/parts/teacherStudent.ts";
import { EngineError } from "../../protocol/failures.ts";
import { type Executor, slotsOf } from "../../tensor/executor.ts";
import { volume } from "../../tensor/graph.ts";
import { adapterParameters, initialValues, layersOf, type ParameterSpec } from "../graphs/networkGraph.ts";
import { recordMoments } from "../graphs/outputGraph.ts";
import { storedParametersOf, trainedParametersOf } from "../graphs/stageParts.ts";
import { type Checkpoint, type SavedArray, unpackCheckpoint } from "./checkpointBytes.ts";
import { type JobOrder, seedOf, stagesOfJob } from "./jobOrder.ts";
import { stageAt } from "./stageAt.ts";

/** A job's executor, and what has been written to it. */
export interface JobState {
  readonly executor: Executor;
  readonly seed: number;
  readonly stages: readonly Stage[];
  /** the images that the job trains on; a network made from another is made with that one's moments on the first */
  readonly images: Dataset;
  /** architecture of the run's teacher, where the job has its weights */
  readonly teacher: Architecture | null;
  /** shapes of the written parameters by name, without the teacher's and without slots */
  readonly written: Map<string, readonly number[]>;
}

/** Opens a job's state: nothing is written but the teacher's weights. */
export function openJobState(order: JobOrder, executor: Executor, images: Dataset): JobState {
  if (order.teacher) {
    for (const { name, shape, values } of unpackCheckpoint(order.teacher).arrays)
      if (/^teacher( \d+)?\//.test(name) && !/\.[mv]$/.test(name)) executor.write(name, values, shape);
  }
  const teacher = order.teacher ? order.experiment.teacher.architecture : null;
  return { executor, seed: seedOf(order), stages: stagesOfJob(order), images, teacher, written: new Map() };
}

/** "student" and "teacher" draw the same weights in every arm; other networks have seeds of their own. */
function seedFor({ seed }: JobState, name: string): number {
  return name === "student" || name === "teacher" ? seed : streamKey(seed, "network", name);
}

/** The network of a name that another starts from: of any stage, or the run's teacher. */
function sourceOf({ stages, teacher }: JobState, network: string): NetworkSpec {
  const spec = stages.flatMap(({ networks }) => networks).find(({ name }) => name === network);
  if (spec) return spec;
  if (network === "teacher" && teacher) return frozenTeacher({ teacher: { architecture: teacher } });
  throw new EngineError("internal", `no network "${network}" to start from`);
}

/** The last part of a parameter's name, such as "weights" or "bias". */
function partOf({ name }: ParameterSpec): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

async function weightsOf({ executor }: JobState, source: NetworkSpec): Promise<readonly LayerWeights[]> {
  return Promise.all(
    layersOf(source).map(async (parameters) => {
      const entries = parameters.map(async (parameter) => {
        const { name, shape } = parameter;
        return [partOf(parameter), { shape, values: await executor.read(name) }] as const;
      });
      return Object.fromEntries(await Promise.all(entries));
    }),
  );
}

/** Images on which the moments of a network's layers are computed. */
const MOMENT_IMAGES = 500;

async function momentsOf({ executor, images }: JobState, source: NetworkSpec): Promise<readonly ActivationMoments[]> {
  const indices = Int32Array.from({ length: Math.min(MOMENT_IMAGES, images.count) }, (_, i) => i);
  const compiled = executor.compile(recordMoments(source, indices.length));
  const moments = await compiled.run({ images: batchOf(images, indices, { jitter: 0, key: 0 }) });
  return layersOf(source).map((_, i) => ({ mean: moments[`${i}/mean`]!, variance: moments[`${i}/variance`]! }));
}

function writeParameter({ executor, written }: JobState, { name, shape }: ParameterSpec, values: Float32Array): void {
  if (values.length !== volume(shape))
    throw new EngineError("internal", `${name} takes [${shape}], but was made with ${values.length} values`);
  executor.write(name, values, shape);
  written.set(name, shape);
}

/** Writes a network's parameters that are not yet written: drawn, or made from another network. */
async function initialiseNetwork(state: JobState, spec: NetworkSpec): Promise<void> {
  const { startsFrom, name } = spec;
  if (startsFrom === "pretrained") return;
  const missing = layersOf(spec).map((layer) => layer.filter((parameter) => !state.written.has(parameter.name)));
  if (missing.every((layer) => layer.length === 0)) return;
  const seed = seedFor(state, name);
  if (startsFrom === "random") {
    for (const parameter of missing.flat())
      writeParameter(state, parameter, initialValues(parameter, seed, spec.uniformWeights));
    return;
  }
  const source = sourceOf(state, startsFrom.network);
  const random = openStream(streamKey(seed, "start"));
  const made = startsFrom.by(await weightsOf(state, source), random, await momentsOf(state, source));
  for (const [index, layer] of missing.entries())
    for (const parameter of layer) {
      const values = made[index]?.[partOf(parameter)]?.values;
      writeParameter(state, parameter, values ?? initialValues(parameter, seed));
    }
}

/** The optimiser's slots that a stage uses, as far as the executor has them, with their shapes. */
function slotsOfStage({ executor }: JobState, stage: Stage): readonly Pick<ParameterSpec, "name" | "shape">[] {
  const { optimizer } = stage.training;
  return trainedParametersOf(stage).flatMap(({ name, shape }) =>
    slotsOf({ parameter: name, optimizer }).flatMap((slot) => (executor.has(slot) ? [{ name: slot, shape }] : [])),
  );
}

/** Initialises the networks and adapters of a stage that are not yet written, and sets its optimiser's slots to 0. */
export async function initialiseStage(state: JobState, stage: Stage): Promise<void> {
  for (const spec of stage.networks) await initialiseNetwork(state, spec);
  for (const adapter of stage.adapters ?? [])
    for (const parameter of adapterParameters(adapter))
      if (!state.written.has(parameter.name))
        writeParameter(state, parameter, initialValues(parameter, seedFor(state, adapter.name)));
  for (const { name, shape } of slotsOfStage(state, stage))
    state.executor.write(name, new Float32Array(volume(shape)), shape);
}

/** A checkpoint after a step: all that is written, and within a stage the optimiser's slots. */
export async function checkpointOf(
  state: JobState,
  job: string,
  step: number,
  live: Readonly<Record<string, number>>,
): Promise<Checkpoint> {
  const { executor, written, stages } = state;
  const arrays: SavedArray[] = [];
  for (const [name, shape] of written) arrays.push({ name, shape, values: await executor.read(name) });
  const { stage, stageStart } = stageAt(stages, step);
  if (step < stageStart + stage.training.steps)
    for (const { name, shape } of slotsOfStage(state, stage))
      arrays.push({ name, shape, values: await executor.read(name) });
  return { job, step, live: { ...live }, arrays };
}

/**
 * Writes all arrays of a checkpoint.
 * @returns the checkpoint's step and live settings
 * @throws EngineError when it belongs to another job or does not fit its networks
 */
export async function restoreCheckpoint(
  { executor, stages, written }: JobState,
  job: string,
  bytes: Uint8Array,
): Promise<Pick<Checkpoint, "step" | "live">> {
  const saved = unpackCheckpoint(bytes);
  if (saved.job !== job)
    throw new EngineError("bad-experiment", `the checkpoint is of ${saved.job}, not of ${job}; start anew`);
  const arrays = new Map(saved.arrays.map((array) => [array.name, array]));
  const reached = stages.slice(0, stages.indexOf(stageAt(stages, saved.step).stage) + 1);
  for (const { name, shape } of reached.flatMap(storedParametersOf)) {
    const array = arrays.get(name);
    if (!array || volume(array.shape) !== volume(shape))
      throw new EngineError("bad-experiment", `the checkpoint has no fitting ${name}; start the run anew`);
  }
  for (const { name, shape, values } of saved.arrays) {
    executor.write(name, values, shape);
    if (!/\.[mv]$/.test(name)) written.set(name, shape);
  }
  return { step: saved.step, live: saved.live };
}
