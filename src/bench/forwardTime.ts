/** How long a network takes to answer one image. */

import { type Architecture, sizeOf } from "../domain/architecture.ts";
import { forward, initialValues, parametersOf } from "../engine/graphs/networkGraph.ts";
import { median } from "../math/statistics.ts";
import type { Executor } from "../tensor/executor.ts";
import { openGraph } from "../tensor/graph.ts";

/** Measurements, of which the median counts, and how long each takes, ms. */
const ROUNDS = 7;
const ROUND_MS = 40;

/** A median over rounds of one image after the other, ms. The weights are random: they do not change how long it takes. */
export async function measureForward(
  executor: Executor,
  architecture: Architecture,
  now: () => number,
): Promise<number> {
  const graph = openGraph();
  const size = sizeOf(architecture.input);
  const images = graph.ops.input("images", [1, size]);
  const { logits } = forward("network", architecture, images, { ops: graph.ops, trains: false, assign: () => {} });
  for (const spec of parametersOf("network", architecture))
    executor.write(spec.name, initialValues(spec, 1), spec.shape);
  const program = { nodes: graph.nodes, outputs: { logits: logits.id }, assignments: [], updates: [] };
  const compiled = executor.compile(program);
  // Strokes fill a fifth of an image.
  const image = Float32Array.from({ length: size }, (_, i) => (i % 5 === 0 ? 1 : 0));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = now();
    let answers = 0;
    do {
      await compiled.run({ images: image });
      answers++;
    } while (now() - began < ROUND_MS);
    // The first round warms up.
    if (round > 0) times.push((now() - began) / answers);
  }
  return median(times);
}
