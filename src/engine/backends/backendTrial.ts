/** Measures which backend is faster for one experiment, by some of its steps on each. */

import { sizeOf } from "../../domain/architecture.ts";
import { DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import type { Backend } from "../../protocol/backends.ts";
import type { Executor, Inputs, Outputs } from "../../tensor/executor.ts";
import { adapterParameters, initialValues, layersOf } from "../graphs/networkGraph.ts";
import { recordStepGraph, type StepGraph } from "../graphs/stepGraph.ts";

/** What is measured, and how many students train side by side without a GPU. */
export interface Trial {
  readonly experiment: Experiment;
  readonly sideBySide: number;
  /** the result of an earlier trial of such an experiment: it is opened without another */
  readonly remembered?: Backend;
}

/** Time for one backend's steps, milliseconds: both backends together take about half a second. */
const TIME_BUDGET = 200;
/** Steps before the time counts: shaders and kernels are compiled in them. */
const WARM_UP_STEPS = 3;

/** Noise in the shapes of a step's inputs: only the time counts. */
function noiseInputs(experiment: Experiment, { keys, frozenNetworks, live }: StepGraph): Inputs {
  const { architecture, training } = experiment.student;
  const stream = openStream(streamKey(1, "trial"));
  const noise = (size: number) => Float32Array.from({ length: size }, () => stream.uniform());
  const logits = training.batchSize * architecture.classes;
  return {
    images: noise(training.batchSize * sizeOf(architecture.input)),
    labels: noise(logits),
    ...Object.fromEntries(keys.map((name) => [name, 1])),
    ...Object.fromEntries(frozenNetworks.map((name) => [`${name}/logits`, noise(logits)])),
    ...Object.fromEntries(live.map((name) => [`live/${name}`, 1])),
    progress: 0,
  };
}

/** What some steps on an executor gave. */
export interface TimedSteps {
  /** milliseconds of one step */
  readonly ms: number;
  /** loss of the first step, of all updates together; not a number where a later step's is none */
  readonly loss: number;
}

/**
 * Takes some of a student's steps on an executor, whose weights are then those of the trial.
 * @param now a clock in milliseconds
 */
export async function timeStep(
  executor: Executor,
  experiment: Experiment,
  now: () => number = () => performance.now(),
): Promise<TimedSteps> {
  const stage = stagesOf(DISTILLED, experiment)[0]!;
  const graph = recordStepGraph(stage, experiment.student.architecture.classes);
  const parameters = [
    ...stage.networks.flatMap((spec) => layersOf(spec).flat()),
    ...(stage.adapters ?? []).flatMap(adapterParameters),
  ];
  for (const parameter of parameters) executor.write(parameter.name, initialValues(parameter, 1), parameter.shape);
  const updates = graph.updates.map(({ program }) => executor.compile(program));
  const inputs = noiseInputs(experiment, graph);
  let step = 0;
  const losses: number[] = [];
  const takeStepsUntil = async (enough: () => boolean) => {
    const pending: (() => Promise<Outputs>)[] = [];
    const takeOldest = async () => {
      const { total } = await pending.shift()!();
      losses.push(total?.[0] ?? 0);
    };
    do {
      step++;
      for (const update of updates) pending.push(update.begin(inputs, { step, learningRate: 1e-6 }));
      while (pending.length >= executor.stepsAhead()) await takeOldest();
    } while (!enough());
    while (pending.length > 0) await takeOldest();
  };
  await takeStepsUntil(() => step >= WARM_UP_STEPS);
  const [startTime, startStep] = [now(), step];
  await takeStepsUntil(() => now() - startTime > TIME_BUDGET);
  const ms = (now() - startTime) / (step - startStep);
  const first = losses.slice(0, updates.length).reduce((sum, loss) => sum + loss, 0);
  return { ms, loss: losses.every(Number.isFinite) ? first : Number.NaN };
}

/** A measured backend: its name and the milliseconds of a step, divided by the steps it takes side by side. */
export interface TrialResult {
  readonly name: Backend;
  readonly ms: number;
}

/** Largest difference of a GPU's first loss from WASM's, as a share of it: rounding makes far less. */
const LOSS_TOLERANCE = 0.1;

/** Why a GPU's losses are not to be trusted, from WASM's loss of the same step; null where they agree. */
export function distrustOf(loss: number, reference: number): string | null {
  // Where the reference is no number either, the experiment makes none.
  if (!Number.isFinite(reference) || Math.abs(loss - reference) <= LOSS_TOLERANCE * Math.abs(reference)) return null;
  return Number.isFinite(loss)
    ? `its first loss is ${loss.toPrecision(3)}, but ${reference.toPrecision(3)} on wasm`
    : "its losses are not numbers";
}

/** The faster of two, with the reason in plain English. */
export function fasterOf(one: TrialResult, other: TrialResult): { readonly name: Backend; readonly why: string } {
  const [first, second] = one.ms <= other.ms ? [one, other] : [other, one];
  return {
    name: first.name,
    why: `measured: a step takes ${first.ms.toFixed(2)} ms on ${first.name}, ${second.ms.toFixed(2)} ms on ${second.name}`,
  };
}
