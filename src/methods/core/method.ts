/**
 * The type of a distillation method: one value that holds the paper, the settings, and a `plan`.
 *
 * `plan` turns an experiment into stages, which are trained one after another. A stage lists its networks, states for
 * each which layers train and where their first weights come from, and has a function `loss(scope)`. This function is
 * called when a stage is recorded, not at every step: it gets symbolic tensors (`scope.forward("teacher").logits`,
 * `scope.labels`), combines them with the operations `scope.ops` of tensor/graph.ts, and returns the loss terms. The
 * operations are recorded as a graph; the engine derives the gradient, compiles the graph and runs it at every step.
 * So a loss has no branch that depends on values; what changes between steps is an input of the graph: images, labels,
 * dropout keys, `scope.live(setting)` and `scope.progress`.
 *
 * Engine, sliders, diagrams, tests and documents all read this value, and no file outside src/methods names a method.
 */

import type { Architecture, ExampleShape, LayerSpec } from "../../domain/architecture.ts";
import type { Average, Experiment, Training } from "../../domain/experiment.ts";
import type { Random } from "../../math/random.ts";
import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";
import type { ParamTable, ParamValues } from "./parameters.ts";
import type { WeightChange } from "./weightChange.ts";

/** Where a method was published; `equations` names those that its loss follows. */
export interface Paper {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly url: string;
  readonly equations: string;
}

/** The stored tensors of one layer by their part: "weights", "bias", "scale", "shift", "mean", "variance". */
export type LayerWeights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/** Mean and variance of a layer's outputs, for each unit or channel, over some images of the transfer set. */
export interface ActivationMoments {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/**
 * Makes the first weights of a network from the trained weights of another one.
 * @param layers the weights of the other network's layers, the logit layer last
 * @param moments of the other network's layers, in evaluation mode (no dropout, running statistics)
 * @returns the weights of the new network's layers, the logit layer last. A layer or part that is left out gets the
 * initial values of a network that starts "random"
 */
export type WeightTransform = (
  layers: readonly LayerWeights[],
  random: Random,
  moments: readonly ActivationMoments[],
) => readonly LayerWeights[];

/** First weights that are made from those of a network of an earlier stage, or of the pretrained teacher. */
export interface WeightsOfAnother {
  readonly network: string;
  readonly by: WeightTransform;
  /** what `by` does; absent: it can be applied, but not written in another language */
  readonly change?: WeightChange;
}

/** Where a network's first weights come from. In a later stage a network of the same name keeps its trained weights. */
export type Initialisation =
  /** drawn from the seed: for "student" and "teacher" the same in every arm, for other names different for each name */
  | "random"
  /** the weights of the run's teacher, which is trained before all students */
  | "pretrained"
  | WeightsOfAnother;

/**
 * A parametrisation in the sense of PyTorch's torch.nn.utils.parametrize: the forward pass computes with a function of
 * the stored weights, while the optimiser updates the stored weights themselves. Fake quantisation is one (the weights
 * rounded to few levels, the gradient passed straight through the rounding), a pruning mask another (weights times a
 * mask of 0 and 1).
 */
export interface Parametrisation {
  /** the weights with which the forward pass of layer `index` computes, of the stored weights' shape */
  readonly weights?: (ops: Ops, stored: Tensor, index: number) => Tensor;
  /** fake quantisation of the outputs x of hidden layer `index`, before the next layer takes them; of x's shape */
  readonly activations?: (ops: Ops, x: Tensor, index: number) => Tensor;
  /** mean number of bits to store one weight of layer `index`; absent: 32 */
  readonly bits?: (index: number) => number;
}

/** A network of a stage. The same name in a later stage means the same weights. */
export interface NetworkSpec {
  readonly name: string;
  readonly role: "teacher" | "student" | "peer" | "branch";
  readonly architecture: Architecture;
  /**
   * which layers this stage trains: all, none, or those up to and including one. A network of which none trains is
   * frozen: no gradient, no dropout, and batch norm by its running statistics
   */
  readonly trains: "all" | "none" | { readonly upToLayer: number };
  readonly startsFrom: Initialisation;
  /**
   * of a network that starts "random": its weights are drawn evenly from -this to this; absent: by He's and LeCun's rules
   */
  readonly uniformWeights?: number;
  /** its first `layers` layers are those of another network: the same stored weights */
  readonly sharesTrunk?: { readonly network: string; readonly layers: number };
  readonly parametrisation?: Parametrisation;
  /**
   * for each image, shuffles the logits of all classes but the top one, in the same way in every epoch (DKPP, Furlanello
   * et al. 2018, section 3.2); of a frozen network only
   */
  readonly shufflesOtherClasses?: boolean;
  /**
   * of the run's teacher: the networks that are averaged in its place. Its logits are theirs, and it has no layers of its
   * own that a loss could use
   */
  readonly averaged?: { readonly networks: readonly NetworkSpec[]; readonly by: Average };
  /** a frozen network that is left in training mode, which is a mistake: its dropout acts, its batch norm uses the batch */
  readonly inTrainingMode?: boolean;
}

/**
 * Layers outside all networks: a regressor, a gate, a fusion module. They always train; a stage whose updates alternate
 * may not have any.
 */
export interface AdapterSpec {
  readonly name: string;
  /** shape of one example's input */
  readonly inputShape: ExampleShape;
  readonly layers: readonly LayerSpec[];
}

/** One term of a loss, weight times value. Both are recorded, so that both may change from step to step. */
export interface LossTerm {
  /** the name under which the page shows the term: of one term of the stage only, and not "total" */
  readonly name: string;
  readonly weight: Scalar;
  readonly value: Scalar;
  /** under alternating updates: the network that this term updates */
  readonly updates?: string;
}

/** The outputs of a network on the batch. */
export interface NetworkOutput {
  /** [batch, classes] */
  readonly logits: Logits;
  /** outputs of layer `index` of the architecture, after its activation: [batch, units] or [batch, h, w, channels] */
  feature(index: number): Tensor;
}

/** What is available to a function that records outputs: the operations, and the forward passes. */
export interface ForwardScope {
  /** the operations that may be recorded (tensor/graph.ts) */
  readonly ops: Ops;
  readonly batchSize: number;
  /** the forward pass of a network of the stage on the batch's images. @throws RangeError for any other name */
  forward(network: string): NetworkOutput;
  /** the forward pass of an adapter of the stage on x, [batch, ...]. @throws RangeError for any other name */
  applyAdapter(adapter: string, x: Tensor): Tensor;
}

/** What is available to a stage's loss. */
export interface StepScope extends ForwardScope {
  /** one-hot labels of the batch, [batch, classes]; rows of zeros where the transfer set has no labels */
  readonly labels: SoftTargets;
  /** the value of a live setting at the current step, an input of the graph */
  live(param: string): Scalar;
  /** share of the stage's steps that have been done: 0 at its first step, (steps - 1) / steps at its last */
  readonly progress: Scalar;
}

/** Logits that are evaluated on the whole test set: those of one network, or computed from several networks. */
export interface EvaluatedOutput {
  readonly name: string;
  /** the network whose layers the page shows with it */
  readonly network: string;
  logits(scope: ForwardScope): Logits;
}

/** Tensors that the page draws, computed at every evaluation on a few images that the run follows. */
export interface Picture {
  readonly id: string;
  readonly title: string;
  /** what there is to see in it, in a sentence */
  readonly reading: string;
  /** labels of the panels whose network teaches in it, which are drawn in the teacher's colour */
  readonly teaching?: readonly string[];
  /**
   * what each panel's tensor holds. "maps": [images, h, w, c]; "matrices": [images, rows, columns], where a panel named
   * "difference" is drawn with its sign; "bars": [images, bars]; "histogram": numbers of any shape, counted; "curve":
   * [images, points]
   */
  readonly kind: "maps" | "matrices" | "bars" | "histogram" | "curve";
  /** the values of a map are units of a layer, whose order has no meaning: the page puts them in order by the first panel */
  readonly isUnordered?: boolean;
  panels(scope: PictureScope): readonly { readonly label: string; readonly value: Tensor }[];
}

/** What is available to a picture. */
export interface PictureScope extends ForwardScope {
  /** the weights with which the forward pass of a layer computes, after the network's parametrisation */
  weights(network: string, layer: number): Tensor;
  /** one-hot labels of the followed images, [images, classes] */
  readonly labels: SoftTargets;
}

/** One part of a training: networks that train for some steps by one loss. */
export interface Stage {
  readonly name: string;
  /** steps, batch size, optimiser and schedule of this stage */
  readonly training: Training;
  readonly networks: readonly NetworkSpec[];
  /** not supported where updates alternate */
  readonly adapters?: readonly AdapterSpec[];
  /** "training": it learns from the teacher's training images with their labels; absent: from the transfer set */
  readonly images?: "training";
  /**
   * "alternating": in each step the networks are updated one after another, each by the terms that name it and on
   * predictions of the networks as updated so far; absent: "joint", one update by the sum of all terms
   */
  readonly updates?: "joint" | "alternating";
  /** records the loss (see above). @returns its terms, whose sum of weight times value is minimised */
  loss(scope: StepScope): readonly LossTerm[];
  /** absent: the logits of each network that trains. The first of the last stage gives the errors of the arm */
  readonly evaluated?: readonly EvaluatedOutput[];
  readonly pictures?: readonly Picture[];
  /** also measure the Euclidean norm of each layer's gradient at a step's batch */
  readonly gradientNorms?: boolean;
  /** also measure, at the start and at every evaluation, the norms of the gradient of each loss term alone */
  readonly termGradientNorms?: boolean;
  /** a network whose loss under noise on its weights is measured at the end, for the baseline as well */
  readonly noiseStudy?: string;
}

/** One side of a claim: an arm and one of its evaluated outputs. */
export interface ClaimSide {
  readonly arm: string;
  /** absent: the first evaluated output of the arm's last stage */
  readonly output?: string;
}

/**
 * A statement of a paper as a comparison of two arms, tested by a paired interval over the pairs (replicates) of a run.
 */
export interface Claim {
  readonly text: string;
  readonly better: ClaimSide;
  readonly than: ClaimSide;
  /**
   * what is compared. "errors": test errors at the end, fewer being better; `errorsAtStep`: those of the first
   * evaluation at or after a step; "entropy": mean entropy of the predictions, more being better
   */
  readonly by: "errors" | { readonly errorsAtStep: number } | "entropy";
}

/** A further arm that a method offers beside the distilled student: a variant of the method or a control. */
export interface MethodArm<P extends ParamTable = ParamTable> {
  readonly name: string;
  /** as `Method.plan` */
  plan(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
}

/** The method of one paper. */
export interface Method<P extends ParamTable = ParamTable> {
  readonly id: string;
  readonly name: string;
  /** the paper's claim in one sentence */
  readonly claim: string;
  /** what is minimised, in Unicode: "L = ..."; absent: the page lists the terms' names instead */
  readonly formula?: string;
  readonly paper: Paper;
  /** the method's settings by name */
  readonly params: P;
  /**
   * The stages that train the distilled student of one pair (replicate), in their order.
   * @param params the values of all settings, checked against the table
   * @throws RangeError where the experiment's networks do not suit the method, with what would
   */
  plan(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
  /**
   * the stages of the baseline student; absent: the student on labels alone, for as many steps as all stages of `plan`
   */
  baseline?(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
  /** further arms by id */
  readonly arms?: Readonly<Record<string, MethodArm<P>>>;
  /** absent: the one claim that the distilled student makes fewer errors than the baseline */
  readonly claims?: readonly Claim[];
  /** an experiment in which the method has an effect, made from the default experiment */
  preset(base: Experiment): Experiment;
  /** further experiments of the paper by id, each made from the one of `preset` */
  readonly variants?: Readonly<Record<string, (preset: Experiment) => Experiment>>;
  /** the variants in which the papers' table judges the claims as well, by id: with clean labels, for example */
  readonly judgedVariants?: readonly string[];
}

/** Declares a method. Returns it unchanged; the call lets TypeScript infer the settings' types for `plan`. */
export function defineMethod<const P extends ParamTable>(method: Method<P>): Method<P> {
  return method;
}
