/** How cost grows: steps a second against width, batch, depth, classes, peers and branches, one axis at a time. */

import { type Effort, measure, type Side } from "../../src/bench/pairedRounds.ts";
import { distillationStep, mutualStep, type Workload } from "../../src/bench/workloads.ts";
import type { ScalingPoint } from "./scalingPlot.ts";

interface Sweep {
  readonly axis: string;
  readonly values: readonly number[];
  readonly workload: (value: number) => Workload;
  /** the largest value for which plain tfjs is still quick enough; 0 leaves it out */
  readonly tfjsUpTo: number;
}

const WIDTH = 300;

const sweeps: readonly Sweep[] = [
  {
    axis: "units a layer",
    values: [30, 100, 300, 800, 1200, 2400],
    workload: (width) => distillationStep("width", [width, width]),
    tfjsUpTo: 800,
  },
  {
    axis: "images a batch",
    values: [32, 64, 128, 256, 512, 1024],
    workload: (batch) => distillationStep("batch", [WIDTH, WIDTH], batch),
    tfjsUpTo: 512,
  },
  {
    axis: "hidden layers",
    values: [1, 2, 4, 8],
    workload: (depth) => distillationStep("depth", new Array<number>(depth).fill(WIDTH)),
    tfjsUpTo: 8,
  },
  {
    axis: "classes",
    values: [10, 16, 32, 64],
    workload: (classes) => distillationStep("classes", [WIDTH, WIDTH], 128, classes),
    tfjsUpTo: 64,
  },
  { axis: "peers", values: [1, 2, 3, 4], workload: (peers) => mutualStep("peers", peers, [WIDTH, WIDTH]), tfjsUpTo: 0 },
  {
    axis: "branches of one trunk",
    values: [1, 2, 3, 4],
    workload: (branches) => mutualStep("branches", branches, [WIDTH], true),
    tfjsUpTo: 0,
  },
];

/**
 * Measures every point, in interleaved rounds where tfjs takes part.
 * @param sides those of the benchmark, of which "engine" and "tfjs" are measured
 * @throws Error where the two compute different losses
 */
export async function measureScaling(
  sides: readonly Side[],
  effort: Effort,
  report: (point: ScalingPoint) => void,
): Promise<readonly ScalingPoint[]> {
  const points: ScalingPoint[] = [];
  for (const { axis, values, workload, tfjsUpTo } of sweeps)
    for (const value of values) {
      const names = value <= tfjsUpTo ? ["tfjs", "engine"] : ["engine"];
      const chosen = sides.filter(({ name }) => names.includes(name));
      const rows = await measure(workload(value), "wasm, Node", chosen, effort, null);
      const failed = rows.find(({ valid, why }) => !valid || why !== null);
      if (failed) throw new Error(`${failed.title}: ${failed.side} ${failed.why ?? "computes something else"}`);
      const rateOf = (side: string) => {
        const ms = rows.find((row) => row.side === side)?.msPerStep;
        return ms ? Math.round(1e5 / ms) / 100 : null;
      };
      const point = { axis, value, title: workload(value).title, engine: rateOf("engine")!, tfjs: rateOf("tfjs") };
      report(point);
      points.push(point);
    }
  return points;
}
