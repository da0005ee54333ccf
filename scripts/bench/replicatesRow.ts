/** A row of the benchmark in which several students train at once: replicates on a GPU, one after the other on WASM. */

import { engineSide } from "../../src/bench/engineSide.ts";
import { distillationStep, type Material, type OpenSide, SEED, type Workload } from "../../src/bench/workloads.ts";
import { initialValues } from "../../src/engine/graphs/networkGraph.ts";
import type { Executor } from "../../src/tensor/executor.ts";

/** How many students. */
export const REPLICATES = 8;

/** The row: what is measured is a step of one of the students. */
export const replicatedWorkload: Workload = {
  ...distillationStep("W3x8", [30, 30]),
  title: "KD 784-30-30-10, eight replicates",
};

/** First weights of a student's own seed. */
function materialOf(material: Material, replicate: number): Material {
  const drawn = material.parameters.map(
    (parameter) => [parameter.name, initialValues(parameter, SEED + replicate)] as const,
  );
  return { ...material, weights: new Map(drawn) };
}

/** Opens the students, each on its executor; their steps are taken in turn. */
export function replicatesSide(executors: readonly Executor[], workload: Workload, material: Material): OpenSide {
  const sides = executors.map((executor, replicate) => engineSide(executor, workload, materialOf(material, replicate)));
  return {
    step(number) {
      const replicate = (number - 1) % sides.length;
      // Each student is at another batch.
      return sides[replicate]!.step(1 + Math.floor((number - 1) / sides.length) + replicate);
    },
    async finish() {
      const losses = await Promise.all(sides.map((side) => side.finish()));
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    },
    dispose() {
      for (const side of sides) side.dispose();
    },
  };
}
