/** Computes a stage's loss for tests, with a parameter in place of every output of a network or adapter. */

import { inferShapes, inferShapesFrom } from "../domain/architecture.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { Stage } from "../methods/core/method.ts";
import type { Inputs } from "../tensor/executor.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../tensor/gradient.ts";
import { openGraph, type Tensor, volume } from "../tensor/graph.ts";

/** What the loss is computed for. Outputs that are not given are drawn at random. */
export interface LossSetting {
  readonly batch: number;
  /** by "network/logits", "network/layer" or "adapter" */
  readonly outputs?: Readonly<Record<string, Float32Array>>;
  readonly live?: Readonly<Record<string, number>>;
  readonly progress?: number;
}

/** One term: its weight and value, and the gradient of its value for every output that has one. */
export interface MeasuredTerm {
  readonly weight: number;
  readonly value: number;
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** Computes a stage's loss. @returns its terms by name */
export async function evaluateLoss(
  stage: Stage,
  setting: LossSetting,
): Promise<Readonly<Record<string, MeasuredTerm>>> {
  const { batch, outputs: chosen = {}, live = {}, progress = 0 } = setting;
  const graph = openGraph();
  const { ops } = graph;
  const executor = openFloat64();
  const given = new Map<string, Tensor>();
  const output = (name: string, shape: readonly number[]): Tensor => {
    const full = [batch, ...shape];
    const stream = openStream(streamKey(11, name));
    executor.write(name, chosen[name] ?? Float32Array.from({ length: volume(full) }, () => stream.normal()), full);
    const tensor = given.get(name) ?? ops.parameter(name, full);
    given.set(name, tensor);
    return tensor;
  };
  const { classes } = stage.networks[0]!.architecture;
  const terms = stage.loss({
    ops,
    batchSize: batch,
    labels: ops.input("labels", [batch, classes]),
    progress: ops.input("progress", []),
    live: (param) => ops.input(`live/${param}`, []),
    forward(name) {
      const shaped = inferShapes(stage.networks.find((one) => one.name === name)!.architecture);
      return {
        logits: output(`${name}/logits`, [classes]),
        feature: (index) => output(`${name}/${index}`, shaped[index]!.outputShape),
      };
    },
    applyAdapter(name) {
      const { inputShape, layers } = stage.adapters!.find((one) => one.name === name)!;
      return output(name, inferShapesFrom(inputShape, layers).at(-1)!.outputShape);
    },
  });
  const recorded = [...given];
  const outputs: Record<string, number> = {};
  for (const [i, { weight, value }] of terms.entries()) {
    outputs[`${i}/weight`] = weight.id;
    outputs[`${i}/value`] = value.id;
    const found = gradients(
      graph,
      value,
      recorded.map(([, tensor]) => tensor),
    );
    for (const [k, gradient] of found.entries()) if (gradient) outputs[`${i}/${recorded[k]![0]}`] = gradient.id;
  }
  const labels = new Float32Array(batch * classes);
  for (let row = 0; row < batch; row++) labels[row * classes + (row % classes)] = 1;
  const sliders = Object.fromEntries(Object.entries(live).map(([name, value]) => [`live/${name}`, value]));
  const inputs: Inputs = { labels, progress, ...sliders };
  const run = await executor.compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] }).run(inputs);
  return Object.fromEntries(
    terms.map(({ name }, i): [string, MeasuredTerm] => {
      const slopes = recorded.flatMap(([outputName]) => {
        const gradient = run[`${i}/${outputName}`];
        return gradient ? [[outputName, gradient] as const] : [];
      });
      return [
        name,
        { weight: run[`${i}/weight`]![0]!, value: run[`${i}/value`]![0]!, gradients: Object.fromEntries(slopes) },
      ];
    }),
  );
}
