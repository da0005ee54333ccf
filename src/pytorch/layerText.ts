/** The layers of networks and adapters as Python lists. */

import { type ExampleShape, type LayerSpec, type ShapedLayer, sizeOf } from "../domain/architecture.ts";
import { numberText } from "./expressions.ts";
import { indented } from "./pythonNames.ts";

type Activated = Extract<LayerSpec, { activation: string }>;

function options({ activation, batchNorm }: Activated): string {
  return `${activation === "relu" ? "" : ", relu=False"}${batchNorm ? ", batch_norm=True" : ""}`;
}

function channelsOf(shape: ExampleShape): number {
  return shape.length === 3 ? shape[2] : shape[0];
}

/** One layer as the call that makes it. */
export function layerText({ layer, inputShape }: ShapedLayer): string {
  switch (layer.kind) {
    case "dense":
      return `Dense(${sizeOf(inputShape)}, ${layer.units}${options(layer)})`;
    case "conv": {
      const padding = layer.padding === "valid" ? ', padding="valid"' : "";
      return `Conv(${channelsOf(inputShape)}, ${layer.filters}, ${layer.kernel}${padding}${options(layer)})`;
    }
    case "depthwise":
      return `Depthwise(${channelsOf(inputShape)}, ${layer.kernel}${options(layer)})`;
    case "pool":
      return `nn.MaxPool2d(${layer.size})`;
    case "dropout":
      return `nn.Dropout(${numberText(layer.rate)})`;
  }
}

/** The body of a function that makes layers anew at each call. */
export function layersBody(layers: readonly ShapedLayer[]): readonly string[] {
  return ["return [", ...indented(layers.map((shaped) => `${layerText(shaped)},`)), "]"];
}
