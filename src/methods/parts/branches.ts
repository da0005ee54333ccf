/**
 * Parts of methods that train several classifiers at once: branches on a common trunk, their last maps, mean logits.
 */

import { type Architecture, inferShapes, type ShapedLayer } from "../../domain/architecture.ts";
import type { Ops, Tensor } from "../../tensor/graph.ts";
import type { NetworkOutput, NetworkSpec } from "../core/method.ts";
import type { ParamTable } from "../core/parameters.ts";

/**
 * Settings of methods whose ensemble is the teacher: T = 3 and a ramp-up over 80 of 300 epochs in the released code.
 */
export const ensembleParams = {
  temperature: {
    kind: "number",
    scale: "temperature",
    default: 3,
    min: 0.5,
    max: 20,
    live: true,
    doc: "Divides all logits that teach.",
  },
  rampUp: {
    kind: "number",
    default: 0.27,
    min: 0,
    max: 1,
    live: false,
    doc: "Share of the training over which teaching grows to its full weight.",
  },
} as const satisfies ParamTable;

/** Number of hidden layers in a share of them, rounded down. */
export function trunkLength({ layers }: Architecture, share: number): number {
  return Math.floor(share * layers.length + 1e-9);
}

/**
 * Networks of one architecture that share their first layers. The first is "student" and has the trunk, so that its
 * first weights are those of the baseline student; the others are named `prefix` 2, `prefix` 3, ... and have their own.
 * @param trunk number of shared layers
 */
export function branches(architecture: Architecture, prefix: string, count: number, trunk: number): NetworkSpec[] {
  return Array.from({ length: count }, (_, i): NetworkSpec => {
    const own = { architecture, role: "branch", trains: "all", startsFrom: "random" } as const;
    if (i === 0) return { name: "student", ...own };
    const shares = trunk > 0 ? { sharesTrunk: { network: "student", layers: trunk } } : {};
    return { name: `${prefix} ${i + 1}`, ...own, ...shares };
  });
}

/**
 * The last layer whose outputs are feature maps of a convolution, pooled or not, before their means are taken.
 * @throws RangeError where there is none
 */
export function lastMap(architecture: Architecture, owner: string): ShapedLayer {
  const shaped = inferShapes(architecture);
  const first = shaped.findIndex(({ layer }) => layer.kind === "conv" || layer.kind === "depthwise");
  const isMap = ({ layer, outputShape }: ShapedLayer) =>
    outputShape.length === 3 && !(layer.kind === "pool" && layer.by === "mean");
  const found = first < 0 ? undefined : shaped.findLast(isMap);
  if (found) return found;
  throw new RangeError(
    `${owner} has no feature maps; give it convolutional layers, such as the network "convolutional"`,
  );
}

/** The mean of tensors of one shape. */
export function meanOf(ops: Ops, values: readonly Tensor[]): Tensor {
  const sum = values.reduce((a, b) => ops.add(a, b));
  return ops.multiply(sum, ops.constant(1 / values.length));
}

/** The mean of several networks' logits, [batch, classes]. */
export function meanLogits(ops: Ops, outputs: readonly NetworkOutput[]): Tensor {
  return meanOf(
    ops,
    outputs.map(({ logits }) => logits),
  );
}

/**
 * Global average pooling: each channel's mean over its map, [batch, channels]. Rows [batch, units] are returned as they
 * are.
 */
export function poolGlobally(ops: Ops, x: Tensor): Tensor {
  const [batch, h, w, channels] = x.shape;
  if (x.shape.length !== 4) return x;
  const mean = ops.multiply(ops.sum(x, [1, 2]), ops.constant(1 / (h! * w!)));
  return ops.reshape(mean, [batch!, channels!]);
}
