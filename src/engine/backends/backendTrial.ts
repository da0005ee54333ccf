/** Measures which backend is faster for one experiment, by some of its steps on each. */

import { DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import type { Backend } from "../../protocol/backends.ts";
import type { Executor, Inputs } from "../../tensor/executor.ts";
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
    images: noise(training.batchSize * architecture.input[0] * architecture.input[1]),
    labels: noise(logits),
    ...Object.fromEntries(keys.map((name) => [name, 1])),
    ...Object.fromEntries(frozenNetworks.map((name) => [`${name}/logits`, noise(logits)])),
    ...Object.fromEntries(live.map((name) => [`live/${name}`, 1])),
    progress: 0,
  };
}

/**
 * Milliseconds that one of a student's steps takes on an executor, whose weights are then those of the trial.
 * @param now a clock in milliseconds
 */
export async function timeStep(
  executor: Executor,
  experiment: Experiment,
  now: () => number = () => performance.now(),
): Promise<number> {
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
  const takeStepsUntil = async (enough: () => boolean) => {
    const pending: (() => Promise<unknown>)[] = [];
    do {
      step++;
      for (const update of updates) pending.push(update.begin(inputs, { step, learningRate: 1e-6 }));
      while (pending.length >= executor.stepsAhead()) await pending.shift()!();
    } while (!enough());
    for (const outputs of pending) await outputs();
  };
  await takeStepsUntil(() => step >= WARM_UP_STEPS);
  const [startTime, startStep] = [now(), step];
  await takeStepsUntil(() => now() - startTime > TIME_BUDGET);
  return (now() - startTime) / (step - startStep);
}

/** A measured backend: its name and the milliseconds of a step, divided by the steps it takes side by side. */
export interface TrialResult {
  readonly name: Backend;
  readonly ms: number;
}

/** The faster of two, with the reason in plain English. */
export function fasterOf(one: TrialResult, other: TrialResult): { readonly name: Backend; readonly why: string } {
  const [first, second] = one.ms <= other.ms ? [one, other] : [other, one];
  return {
    name: first.name,
    why: `measured: a step takes ${first.ms.toFixed(2)} ms on ${first.name}, ${second.ms.toFixed(2)} ms on ${second.name}`,
  };
}
