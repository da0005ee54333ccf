/** Losses of all methods with given outputs of their networks: what an exported script's losses are compared on. */

import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { Method, Stage } from "../../methods/core/method.ts";
import { stagesOf, teacherStages } from "../../methods/registry/arms.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { LOSS_PARAMETERS, lossBody } from "../../pytorch/lossFunctions.ts";
import { indented } from "../../pytorch/pythonNames.ts";
import { liveSettings } from "../../pytorch/pytorchScript.ts";
import { openSymbolicRecording } from "../../pytorch/symbolicScope.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { volume } from "../../tensor/graph.ts";
import { smallExperiment } from "../methodRuns.ts";

/** A loss as Python, and values of its inputs. */
export interface LossCase {
  readonly method: string;
  readonly stage: string;
  /** the function `loss` */
  readonly text: string;
  readonly inputs: Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;
  /** the weight and the value of each term in float64, by our executor */
  terms(): Promise<readonly (readonly [name: string, weight: number, value: number])[]>;
}

const SEED = 20;

function valuesOf(name: string, shape: readonly number[], live: Readonly<Record<string, number>>): readonly number[] {
  if (name === "progress") return [0.25];
  if (name.startsWith("live/")) return [live[name.slice("live/".length)]!];
  if (name === "labels") {
    const [rows, classes] = shape as [number, number];
    return Array.from({ length: rows * classes }, (_, i) =>
      i % classes === (3 * Math.floor(i / classes)) % classes ? 1 : 0,
    );
  }
  const stream = openStream(streamKey(SEED, name));
  return Array.from({ length: volume(shape) }, () => 3 * stream.normal());
}

function caseOf(method: string, stage: Stage, classes: number, live: Readonly<Record<string, number>>): LossCase {
  const { graph, scope } = openSymbolicRecording(stage, stage.training.batchSize, classes);
  const terms = stage.loss(scope);
  const inputs = Object.fromEntries(
    graph.nodes.flatMap(({ op, shape }) =>
      op.kind === "input" ? [[op.name, { shape, values: valuesOf(op.name, shape, live) }] as const] : [],
    ),
  );
  return {
    method,
    stage: stage.name,
    text: [`def loss(${LOSS_PARAMETERS}):`, ...indented(lossBody(stage, classes))].join("\n"),
    inputs,
    async terms() {
      const outputs = Object.fromEntries(
        terms.flatMap(({ weight, value }, i) => [
          [`${i}/weight`, weight.id] as const,
          [`${i}/value`, value.id] as const,
        ]),
      );
      const program = openFloat64().compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] });
      const given = Object.fromEntries(
        Object.entries(inputs).map(([name, { shape, values }]) => [
          name,
          shape.length === 0 ? values[0]! : Float32Array.from(values),
        ]),
      );
      const found = await program.run(given);
      return terms.map(({ name }, i) => [name, found[`${i}/weight`]![0]!, found[`${i}/value`]![0]!] as const);
    },
  };
}

/** The method's small experiment, and it with each other choice of each of its settings that networks allow. */
function variantsOf(method: Method): readonly Experiment[] {
  const experiment = smallExperiment(method);
  const others = Object.entries(method.params).flatMap(([name, param]) =>
    param.kind === "choice" ? param.choices.map((choice) => ({ [name]: choice })) : [],
  );
  return [
    experiment,
    ...others.map((change): Experiment => {
      const { id, params } = experiment.method;
      return { ...experiment, method: { id, params: { ...params, ...change } } };
    }),
  ];
}

/** The stages of all arms; none where the networks do not suit a setting. */
function allStagesOf({ arms = {} }: Method, experiment: Experiment): readonly Stage[] {
  const names = [DISTILLED, BASELINE, ...Object.keys(arms), "label-smoothing", "doubled-hard-loss"];
  try {
    return [...teacherStages(experiment), ...names.flatMap((arm) => stagesOf(arm, experiment))];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Every loss of every method: of its teacher, its own arms, and the controls, under each choice; each text once. */
export function lossCases(): readonly LossCase[] {
  const byText = new Map<string, LossCase>();
  for (const method of registry)
    for (const experiment of variantsOf(method)) {
      const live = liveSettings(experiment);
      for (const stage of allStagesOf(method, experiment)) {
        const found = caseOf(method.id, stage, experiment.student.architecture.classes, live);
        if (!byText.has(found.text)) byText.set(found.text, found);
      }
    }
  return [...byText.values()];
}
