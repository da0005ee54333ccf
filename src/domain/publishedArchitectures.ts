/** Convolutional networks of published examples, on 28x28 grey images with 10 classes. */

import type { Architecture, LayerSpec } from "./architecture.ts";
import { IMAGE_SIDE } from "./dataset.ts";

function onDigits(...layers: readonly LayerSpec[]): Architecture {
  return { input: [IMAGE_SIDE, IMAGE_SIDE], layers: [...layers], classes: 10 };
}

const pool: LayerSpec = { kind: "pool", size: 2 };
const conv = (filters: number): LayerSpec => ({ kind: "conv", filters, kernel: 3, activation: "relu" });
const units = (count: number): LayerSpec => ({ kind: "dense", units: count, activation: "relu" });

/**
 * LeNet-5, LeCun et al. 1998, section II.B: six and sixteen 5x5 filters, subsampling, 120 and 84 units. Here its squashing
 * functions are ReLU, each map of the second convolution sees all maps of the first, subsampling has no weights of its own,
 * and the outputs are logits in place of radial basis functions.
 */
export const lenet5 = onDigits(
  { kind: "conv", filters: 6, kernel: 5, activation: "relu" },
  { kind: "pool", size: 2, by: "mean" },
  { kind: "conv", filters: 16, kernel: 5, padding: "valid", activation: "relu" },
  { kind: "pool", size: 2, by: "mean" },
  units(120),
  units(84),
);

/** Two convolutions in steps of 2, with leaky ReLU and overlapping pooling between them. */
function ofKerasExample(first: number, second: number): Architecture {
  return onDigits(
    { kind: "conv", filters: first, kernel: 3, stride: 2, activation: "leakyRelu", slope: 0.2 },
    { kind: "pool", size: 2, stride: 1, padding: "same" },
    { kind: "conv", filters: second, kernel: 3, stride: 2, activation: "linear" },
  );
}

/** Teacher and student of Keras' example "Knowledge Distillation", keras.io/examples/vision/knowledge_distillation. */
export const kerasTeacher = ofKerasExample(256, 512);
export const kerasStudent = ofKerasExample(16, 32);

/** A residual block of two convolutions; the shortcut of one with a stride has a projection. */
function residualBlock(filters: number, stride: 1 | 2): readonly LayerSpec[] {
  const common = { kind: "conv", filters, kernel: 3, batchNorm: true } as const;
  const steps = stride === 1 ? {} : { stride };
  const projection = stride === 1 ? {} : { projection: true, batchNorm: true };
  return [
    { ...common, ...steps, activation: "relu" },
    { ...common, activation: "linear" },
    { kind: "add", back: 2, activation: "relu", ...projection },
  ];
}

/**
 * ResNet-8: the residual networks for CIFAR-10 of He et al. 2015, "Deep Residual Learning", section 4.2, with n = 1 of
 * their 6n + 2 layers: sections of 16, 32 and 64 filters on whole, halved and quartered maps, then the mean of each map.
 * There the images are 32x32 in colour, and a shortcut between sections leaves out pixels and adds channels of zeros
 * (option A); here it is a projection (option B).
 */
export const resnet8 = onDigits(
  { kind: "conv", filters: 16, kernel: 3, activation: "relu", batchNorm: true },
  ...residualBlock(16, 1),
  ...residualBlock(32, 2),
  ...residualBlock(64, 2),
  { kind: "pool", size: 7, by: "mean" },
);

/**
 * DeepNN and LightNN of PyTorch's "Knowledge Distillation Tutorial", which trains them on 32x32 images in colour; their
 * first filters and first dense layer are made for the images at hand.
 */
export const pytorchDeep = onDigits(
  ...[conv(128), conv(64), pool, conv(64), conv(32), pool],
  ...[units(512), { kind: "dropout", rate: 0.1 } as const],
);
export const pytorchLight = onDigits(
  ...[conv(16), pool, conv(16), pool],
  ...[units(256), { kind: "dropout", rate: 0.1 } as const],
);
