/** The networks of a job as they are stored in its checkpoint, each by itself, as files of weights have them. */

import { errorText } from "../../domain/errorText.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { EvaluatedOutput, NetworkSpec, Stage } from "../../methods/core/method.ts";
import { evaluatedOutputsOf, outputOf } from "../../methods/parts/teacherStudent.ts";
import { jobOf } from "../../protocol/events.ts";
import type { Executor } from "../../tensor/executor.ts";
import { openGraph } from "../../tensor/graph.ts";
import { type NetworkWeights, weightsFrom } from "../../weights/networkWeights.ts";
import { layersOf } from "../graphs/networkGraph.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { networkOf } from "../graphs/stageParts.ts";
import { type SavedArray, unpackCheckpoint } from "./checkpointBytes.ts";
import { type JobOrder, outputId, stagesOfJob, subjectOf } from "./jobOrder.ts";
import { stageAt } from "./stageAt.ts";

/** One output of a job: its network, or why it is none that a file can have. */
export type TrainedNetwork = { readonly id: string } & (
  | { readonly weights: NetworkWeights }
  | { readonly refusal: string }
);

/** Whether an output is the logits of its network and nothing else. */
function isNetworkItself(stage: Stage, output: EvaluatedOutput): boolean {
  const { nodes, outputs } = recordLogits(stage, output, 1);
  const own = recordLogits(stage, outputOf(output.network), 1);
  return JSON.stringify([nodes, outputs]) === JSON.stringify([own.nodes, own.outputs]);
}

/** The weights with which a network computes: after its parametrisation, by layer. */
async function usedWeights(
  spec: NetworkSpec,
  arrays: ReadonlyMap<string, SavedArray>,
  openExecutor: (() => Executor) | null,
): Promise<ReadonlyMap<string, Float32Array>> {
  const transform = spec.parametrisation?.weights;
  if (!transform) return new Map();
  if (!openExecutor)
    throw new RangeError(
      "it computes with quantised or pruned weights, which are made when it runs; npm run lab -- ... --weights FOLDER saves them",
    );
  const graph = openGraph();
  const executor = openExecutor();
  const outputs: Record<string, number> = {};
  for (const [index, [stored]] of layersOf(spec).entries()) {
    const array = stored && arrays.get(stored.name);
    if (!array) continue;
    executor.write(array.name, array.values, array.shape);
    const used = transform(graph.ops, graph.ops.parameter(array.name, array.shape), index);
    // An output of its own, also where the stored tensor is used as it is.
    outputs[array.name] = graph.ops.multiply(used, graph.ops.constant(1)).id;
  }
  const program = { nodes: graph.nodes, outputs, assignments: [], updates: [] };
  return new Map(Object.entries(await executor.compile(program).run({})));
}

/** @throws RangeError with why the output is no single network, or why a file cannot have it */
async function weightsOf(
  stage: Stage,
  output: EvaluatedOutput,
  arrays: ReadonlyMap<string, SavedArray>,
  openExecutor: (() => Executor) | null,
): Promise<NetworkWeights> {
  const spec = networkOf(stage, output.network);
  if (spec.averaged) throw new RangeError("it is the average of several networks; keep their own files");
  if (!isNetworkItself(stage, output))
    throw new RangeError("it is computed from several networks; save a network that answers by itself");
  if (spec.parametrisation?.activations)
    throw new RangeError(
      "its activations are quantised, which neither format has; save one with weights of few bits alone",
    );
  const used = await usedWeights(spec, arrays, openExecutor);
  const stored = layersOf(spec);
  return weightsFrom(spec.architecture, ({ layer, part }) => {
    const name = stored[layer]?.find((one) => one.name.endsWith(`/${part}`))?.name ?? "";
    const array = arrays.get(name);
    const values = used.get(name) ?? array?.values;
    return array && values ? { shape: array.shape, values } : undefined;
  });
}

/**
 * The networks that a job evaluates, the one that stands for it first.
 * @param student null for the teacher
 * @param checkpoint of the job, after any of its steps
 * @param openExecutor what computes quantised or pruned weights; null: such networks are refused
 * @throws RangeError where the checkpoint is damaged
 */
export async function trainedNetworks(
  experiment: Experiment,
  student: JobOrder["student"],
  checkpoint: Uint8Array,
  openExecutor: (() => Executor) | null,
): Promise<readonly TrainedNetwork[]> {
  const saved = unpackCheckpoint(checkpoint);
  const stages = stagesOfJob({ experiment, student });
  const { stage } = stageAt(stages, saved.step);
  const arrays = new Map(saved.arrays.map((array) => [array.name, array]));
  const job = student ? jobOf(student.arm, student.pair) : "teacher";
  const subject = subjectOf(stages);
  return Promise.all(
    evaluatedOutputsOf(stage).map(async (output): Promise<TrainedNetwork> => {
      const id = outputId(job, output.name, subject);
      return weightsOf(stage, output, arrays, openExecutor).then(
        (weights) => ({ id, weights }),
        (error: unknown) => ({ id, refusal: errorText(error) }),
      );
    }),
  );
}
