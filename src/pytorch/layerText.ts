/** The layers of networks and adapters as Python lists. */

import {
  type ExampleShape,
  type LayerSpec,
  negativeSlopeOf,
  type ShapedLayer,
  sizeOf,
} from "../domain/architecture.ts";
import { windowsAlong } from "../math/windows.ts";
import { numberText } from "./expressions.ts";
import { indented } from "./pythonNames.ts";

type Convolution = Extract<LayerSpec, { kind: "conv" }>;
type Activated = Extract<LayerSpec, { activation: string }>;

function options(layer: Activated): string {
  const { activation, batchNorm } = layer;
  const texts = { relu: "", linear: ", relu=False", leakyRelu: `, leak=${numberText(negativeSlopeOf(layer))}` };
  return `${texts[activation]}${batchNorm ? ", batch_norm=True" : ""}`;
}

/** The places that "same" padding adds at the left, right, top and bottom. */
function zerosText([height, width]: ExampleShape, size: number, stride: number): string {
  const [high, wide] = [height, width!].map((length) => windowsAlong(length, size, stride, "same"));
  return `(${wide!.before}, ${wide!.after}, ${high!.before}, ${high!.after})`;
}

/**
 * The padding of a convolution: "same" where PyTorch means the same by it, else "valid", or the zeros at the left, right,
 * top and bottom, since TensorFlow's "same" may have one more behind than in front.
 */
function paddingText({ kernel, stride = 1, padding = "same" }: Convolution, inputShape: ExampleShape): string {
  if (padding === "valid") return ', padding="valid"';
  if (stride === 1 && kernel % 2 === 1) return "";
  return `, padding=${zerosText(inputShape, kernel, stride)}`;
}

function channelsOf(shape: ExampleShape): number {
  return shape.length === 3 ? shape[2] : shape[0];
}

/** One layer as the call that makes it. */
export function layerText({ layer, inputShape, shortcut }: ShapedLayer): string {
  switch (layer.kind) {
    case "dense":
      return `Dense(${sizeOf(inputShape)}, ${layer.units}${options(layer)})`;
    case "conv": {
      const { filters, kernel, stride = 1 } = layer;
      const steps = stride > 1 ? `, stride=${stride}` : "";
      const padding = paddingText(layer, inputShape);
      return `Conv(${channelsOf(inputShape)}, ${filters}, ${kernel}${padding}${options(layer)}${steps})`;
    }
    case "depthwise":
      return `Depthwise(${channelsOf(inputShape)}, ${layer.kernel}${options(layer)})`;
    case "pool": {
      const { size, stride, padding, by } = layer;
      if (padding === "same")
        return `MaxPool(${size}, ${stride ?? size}, ${zerosText(inputShape, size, stride ?? size)})`;
      const steps = stride === undefined ? "" : `, stride=${stride}`;
      return `nn.${by === "mean" ? "AvgPool2d" : "MaxPool2d"}(${size}${steps})`;
    }
    case "dropout":
      return `nn.Dropout(${numberText(layer.rate)})`;
    case "add": {
      const { shape, stride } = shortcut!;
      const steps = stride > 1 ? `, stride=${stride}` : "";
      return layer.projection
        ? `Projection(${layer.back}, ${channelsOf(shape)}, ${channelsOf(inputShape)}${steps}${options(layer)})`
        : `Add(${layer.back}${options(layer)})`;
    }
  }
}

/** The body of a function that makes layers anew at each call. */
export function layersBody(layers: readonly ShapedLayer[]): readonly string[] {
  return ["return [", ...indented(layers.map((shaped) => `${layerText(shaped)},`)), "]"];
}
