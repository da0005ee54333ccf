/** Named architectures that the page offers for teacher and student, and functions that make architectures. */

import type { Architecture, LayerSpec } from "./architecture.ts";
import { IMAGE_SIDE } from "./dataset.ts";
import { kerasStudent, kerasTeacher, lenet5, pytorchDeep, pytorchLight, resnet8 } from "./publishedArchitectures.ts";

/** An architecture with its name and source. */
export interface NamedArchitecture {
  readonly id: string;
  /** the name under which it was published; absent where its layers are its name */
  readonly name?: string;
  readonly architecture: Architecture;
  /** where it was published, or what it is, in a few words */
  readonly source: string;
}

const hidden = (...widths: readonly number[]): LayerSpec[] =>
  widths.map((units) => ({ kind: "dense", units, activation: "relu" }));

/** A fully connected network on 28x28 images with 10 classes and ReLU hidden layers of the given widths. */
export function dense(...widths: readonly number[]): Architecture {
  return { input: [IMAGE_SIDE, IMAGE_SIDE], layers: hidden(...widths), classes: 10 };
}

/**
 * The same with dropout before the first layer and after every hidden one.
 * @param input rate before the first layer
 * @param between rate after each hidden layer
 */
export function withDropout(input: number, between: number, ...widths: readonly number[]): Architecture {
  const layers: LayerSpec[] = [{ kind: "dropout", rate: input }];
  for (const layer of hidden(...widths)) layers.push(layer, { kind: "dropout", rate: between });
  return { input: [IMAGE_SIDE, IMAGE_SIDE], layers, classes: 10 };
}

const smallConvolution: Architecture = {
  input: [IMAGE_SIDE, IMAGE_SIDE],
  layers: [
    { kind: "conv", filters: 8, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    { kind: "conv", filters: 16, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    ...hidden(64),
  ],
  classes: 10,
};

const hintonSection = "Hinton, Vinyals and Dean 2015, section 3";

const lenet = {
  id: "lenet-5",
  name: "LeNet-5",
  architecture: lenet5,
  source: "LeCun et al. 1998, with ReLU and logits",
};
const resnet = {
  id: "resnet-8",
  name: "ResNet-8",
  architecture: resnet8,
  source: "He et al. 2015, CIFAR-10 with n = 1, projections",
};
const kerasExample = "Keras, example Knowledge Distillation, Borup 2020";
const pytorchTutorial = "PyTorch, Knowledge Distillation Tutorial, Chariton";

/** Architectures offered for the teacher. */
export const teachers: readonly NamedArchitecture[] = [
  { id: "600-600", architecture: withDropout(0.1, 0.3, 600, 600), source: "half of Hinton's teacher, dropout" },
  { id: "1200-1200", architecture: withDropout(0.2, 0.5, 1200, 1200), source: hintonSection },
  { id: "300-300", architecture: dense(300, 300), source: "LeCun et al. 1998, a 300-unit network, twice" },
  { id: "convolutional", architecture: smallConvolution, source: "two 3x3 convolutions with pooling" },
  lenet,
  resnet,
  { id: "keras-teacher", name: "Keras teacher", architecture: kerasTeacher, source: kerasExample },
  { id: "pytorch-deep", name: "DeepNN", architecture: pytorchDeep, source: pytorchTutorial },
];

/** Architectures offered for the student. */
export const students: readonly NamedArchitecture[] = [
  { id: "300-300", architecture: dense(300, 300), source: "300 units a layer, the paper's T > 8 regime" },
  { id: "800-800", architecture: dense(800, 800), source: hintonSection },
  { id: "30-30", architecture: dense(30, 30), source: `${hintonSection}: 30 units a layer` },
  { id: "100", architecture: dense(100), source: "one hidden layer" },
  { id: "linear", architecture: dense(), source: "no hidden layer" },
  { id: "convolutional", architecture: smallConvolution, source: "two 3x3 convolutions with pooling" },
  lenet,
  resnet,
  { id: "keras-student", name: "Keras student", architecture: kerasStudent, source: kerasExample },
  { id: "pytorch-light", name: "LightNN", architecture: pytorchLight, source: pytorchTutorial },
];
