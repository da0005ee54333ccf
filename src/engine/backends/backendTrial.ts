/** Which backend is faster for one experiment, found out by taking some of its steps on each. */

import { DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import type { Backend } from "../../protocol/backends.ts";
import type { Executor, Inputs } from "../../tensor/executor.ts";
import { adapterParameters, initialValues, layersOf } from "../graphs/networkGraph.ts";
import { recordStepGraph } from "../graphs/stepGraph.ts";

/** What is tried, and how many students train side by side without a GPU. */
export interface Trial {
  readonly experiment: Experiment;
  readonly sideBySide: number;
  /** what an earlier trial of such an experiment found: it is opened without another */
  readonly remembered?: Backend;
}

/** Time for one backend's trial, milliseconds: both together stay about half a second. */
const BUDGET = 200;
/** Steps before the clock starts: shaders and kernels are compiled in them. */
const WARM_UP = 3;

/** Noise in the shapes of a step's inputs: only the time counts. */
function anyInputs(experiment: Experiment, names: ReturnType<typeof recordStepGraph>): Inputs {
  const { architecture, training } = experiment.student;
  const stream = openStream(streamKey(1, "trial"));
  const values = (size: number) => Float32Array.from({ length: size }, () => stream.uniform());
  const rows = training.batchSize * architecture.classes;
  return {
    images: values(training.batchSize * architecture.input[0] * architecture.input[1]),
    labels: values(rows),
    ...Object.fromEntries(names.keys.map((name) => [name, 1])),
    ...Object.fromEntries(names.frozenNetworks.map((name) => [`${name}/logits`, values(rows)])),
    ...Object.fromEntries(names.live.map((name) => [`live/${name}`, 1])),
    progress: 0,
  };
}

/**
 * Milliseconds that a student's step of an experiment takes on an executor, which is left with weights that mean
 * nothing.
 */
export async function timeStep(executor: Executor, experiment: Experiment): Promise<number> {
  const [stage] = stagesOf(DISTILLED, experiment);
  const recorded = recordStepGraph(stage!, experiment.student.architecture.classes);
  const cards = [
    ...stage!.networks.flatMap((spec) => layersOf(spec).flat()),
    ...(stage!.adapters ?? []).flatMap(adapterParameters),
  ];
  for (const card of cards) executor.write(card.name, initialValues(card, 1), card.shape);
  const compiled = recorded.updates.map(({ program }) => executor.compile(program));
  const inputs = anyInputs(experiment, recorded);
  let step = 0;
  const take = async (enough: () => boolean) => {
    const begun: (() => Promise<unknown>)[] = [];
    do {
      step++;
      for (const turn of compiled) begun.push(turn.begin(inputs, { step, learningRate: 1e-6 }));
      while (begun.length >= executor.stepsAhead()) await begun.shift()!();
    } while (!enough());
    for (const wait of begun) await wait();
  };
  await take(() => step >= WARM_UP);
  const [began, before] = [performance.now(), step];
  await take(() => performance.now() - began > BUDGET);
  return (performance.now() - began) / (step - before);
}

/** A backend that was tried: its name and the milliseconds of a step, divided by the steps it takes side by side. */
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
