/** Short names of architectures, made from their layers. */

import { type Architecture, type LayerSpec, sizeOf } from "./architecture.ts";

/** "s2" for steps of 2. */
function strideName(stride: number | undefined): string {
  return stride === undefined || stride === 1 ? "" : `s${stride}`;
}

function nameOf(layer: LayerSpec): readonly string[] {
  switch (layer.kind) {
    case "dense":
      return [`${layer.units}`];
    case "conv":
      return [`conv${layer.filters}${strideName(layer.stride)}`];
    case "depthwise":
      return [`depthwise${layer.kernel}`];
    case "pool":
      return [`${layer.by === "mean" ? "mean" : "pool"}${layer.size}${strideName(layer.stride)}`];
    case "dropout":
      return [];
    case "add":
      return ["add"];
  }
}

/** A short name made from the layers: "784-300-300-10", "conv8-pool2-64-10". */
export function describeArchitecture(architecture: Architecture): string {
  const { input, layers, classes } = architecture;
  const spatial = layers.some((layer) => layer.kind === "conv" || layer.kind === "pool");
  const start = spatial ? [] : [`${sizeOf(input)}`];
  return [...start, ...layers.flatMap(nameOf), `${classes}`].join("-");
}
