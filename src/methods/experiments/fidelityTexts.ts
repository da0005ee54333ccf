/**
 * What of each paper is kept and what is scaled down: one sentence each, by the method's id. The papers' table and its
 * document show them, and load them when they are opened.
 */

/** Which parts of a paper are kept exactly, and which are scaled down or left out. */
export interface Fidelity {
  readonly exact: string;
  readonly scaled: string;
}

export const fidelityTexts: Readonly<Record<string, Fidelity>> = {
  apprentice: {
    exact:
      "The three-term loss of equation 1 at T = 1, schemes A, B and C, first and last layers and master weights in full precision, straight-through gradients.",
    scaled:
      "A dense student with ternary weights in its middle layers on 2,000 labels, where the paper has ResNets on ImageNet; activations in full precision; quantised after training, activations get the range that they have.",
  },
  "attention-transfer": {
    exact: "Sums of squares over channels, their directions' distance, beta / 2, the sum over sections.",
    scaled: "Two or three sections of plain convolutions instead of residual groups, and Adam instead of momentum.",
  },
  "born-again": {
    exact:
      "Each generation starts anew from its own seed and learns at T = 1 from the one before, without labels in the main form; CWTM and DKPP as defined.",
    scaled:
      "Fully connected networks on few labels, where the paper has DenseNets and Wide ResNets on CIFAR; in the preset 20 % of the labels are wrong. Its variants have none, or a generation 0 that is stopped after a fifth of its steps.",
  },
  decoupled: {
    exact: "Both terms with T squared, the weight 1 of the first, and the warm-up of the authors' code.",
    scaled:
      "Dense networks on 1,000 labels, Adam with a cosine instead of momentum with steps, and for the second term the weight 1, chosen on held-out images, where the code has 8.",
  },
  "ensemble-net": {
    exact:
      "Heads within the single network's parameters, trained end to end by the ensemble's cross-entropy and one co-distillation term.",
    scaled:
      "The paper's exact coefficients could not be verified; the loss here is the family CE(mean) + lambda mean KL, on a small dense network. In the preset 30 % of the labels are wrong, and part of the gain is that narrow heads learn less of them by heart; in its variant none is.",
  },
  "feature-fusion": {
    exact:
      "The fusion module (depthwise 3x3, pointwise, batch norm), classifiers that all read the means of maps, the cycle ensemble to fused to branches, T = 3 with T squared, the ramp-up.",
    scaled:
      "Two small convolutional branches, where the released code has ResNet-32 that share two stages; in the preset 30 % of the labels are wrong, in its variant none.",
  },
  fitnets: {
    exact:
      "Two stages, the regressor with the hint layer's nonlinearity and thrown away, the summed squared error, lambda falling linearly to 0, T = 3 without its square.",
    scaled:
      "ReLU instead of maxout, Adam instead of RMSProp, a fixed number of steps, small dense networks; every arm sees the same images for as many steps. First weights have the size that suits each layer, or in the variant are small and evenly drawn, as in the paper.",
  },
  fsp: {
    exact:
      "The matrix of a section's first and last convolution, the squared Frobenius distance, equal weights of all pairs, and two stages: the flow, then the task.",
    scaled:
      "Three sections of two plain convolutions, where the paper has residual networks whose student is shallower than the teacher; Adam instead of momentum; the flow sees all training images, the baseline student only the transfer set.",
  },
  hinton: {
    exact:
      "The loss with its factor T squared, the fixed teacher, and the same first weights and batches for both students.",
    scaled: "1,000 labels and networks of 600 and 300 units; the whole MNIST section is the preset hinton-2015.",
  },
  mutual: {
    exact: "Peers update in turn on predictions made anew, each with labels and the mean KL from the others at T = 1.",
    scaled:
      "Three small dense networks on 1,000 labels, where the paper has residual networks and MobileNets; in the preset 30 % of the labels are wrong, in its variant none.",
  },
  net2net: {
    exact:
      "Wider and deeper networks that compute what the teacher computes, by replication divided by its count and by identity layers.",
    scaled:
      "Small networks on digits, where the paper grows Inception on ImageNet; few hundred steps after the surgery, at the rate of training from scratch, or in the variant at a tenth of it as in the paper.",
  },
  one: {
    exact:
      "A shared trunk, a gate for each example, the gated ensemble as teacher with its own cross-entropy, T = 3, weight 1 and the ramp-up.",
    scaled:
      "A small dense trunk with three heads, where the paper has ResNets on CIFAR and ImageNet; in the preset 30 % of the labels are wrong, in its variant none.",
  },
  pruning: {
    exact:
      "Smallest weights by magnitude are removed layer by layer, and what is left is trained on with the mask kept.",
    scaled:
      "A fully connected student pruned once or in few steps, where the paper prunes AlexNet and VGG in several rounds; distillation beside it is ours.",
  },
  subliminal: {
    exact:
      "A teacher on labels, a student with its first weights on three logits that no label trains, and noise alone.",
    scaled:
      "Two hidden layers of 128 units and noise with one pixel in five lit; the paper's images are uniform noise.",
  },
  "teacher-assistant": {
    exact: "Both steps of the ladder with the paper's loss, and as many steps of the student's own in every arm.",
    scaled:
      "One assistant, made of the student's layers widened, between small dense networks; one weight and T for both steps.",
  },
};

/** The sentences on a method. @throws RangeError naming a method that has none, with where to write them */
export function fidelityOf(method: string): Fidelity {
  const found = fidelityTexts[method];
  if (!found)
    throw new RangeError(`there is no sentence on what "${method}" keeps of its paper; write it in fidelityTexts.ts`);
  return found;
}
