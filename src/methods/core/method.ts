/**
 * A method is data and losses: its stages say which networks meet and what trains, its loss terms are written in the
 * recorded vocabulary. Diagram, sliders, loss card, engine, tests and documents all read this one value.
 */

import type { Architecture, ExampleShape, LayerSpec } from "../../domain/architecture.ts";
import type { Experiment, Training } from "../../domain/experiment.ts";
import type { Random } from "../../math/random.ts";
import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";
import type { ParamTable, ParamValues } from "./parameters.ts";

/** Where a method was published; `equations` names those its loss follows. */
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

/** Mean and variance of what leaves a layer, for each unit or channel, over some images of the transfer set. */
export interface ActivationMoments {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Makes a network's layers from another one's; `moments` are of that other one's layers, in use. */
export type WeightTransform = (
  layers: readonly LayerWeights[],
  random: Random,
  moments: readonly ActivationMoments[],
) => readonly LayerWeights[];

/** Where a network's first weights come from. A later stage goes on with the weights of the same name. */
export type Initialisation =
  /** drawn by the seed; "student" and "teacher" draw the same in every arm, other names each their own */
  | "random"
  /** the run's own teacher, trained before all students */
  | "pretrained"
  /** made from the layers of another network, which has been trained, or of the pretrained teacher */
  | { readonly network: string; readonly by: WeightTransform };

/** How a network reads what is stored and passed on: quantisers with straight-through gradients, or masks. */
export interface Parametrisation {
  /** weights of layer `index` as the pass uses them */
  readonly weights?: (ops: Ops, stored: Tensor, index: number) => Tensor;
  /** what leaves hidden layer `index` as the next one takes it */
  readonly activations?: (ops: Ops, x: Tensor, index: number) => Tensor;
  /** bits that one weight of layer `index` takes to store, on average; absent: 32 */
  readonly bits?: (index: number) => number;
}

/** A network as one stage sees it. The same name in a later stage means the same weights. */
export interface NetworkSpec {
  readonly name: string;
  readonly role: "teacher" | "student" | "peer" | "branch";
  readonly architecture: Architecture;
  /**
   * what this stage changes: all, nothing, or the layers up to one. A network that trains nothing answers as in use:
   * dropout off, batch norm by its running statistics, no gradient
   */
  readonly trains: "all" | "none" | { readonly upToLayer: number };
  readonly startsFrom: Initialisation;
  /** its first layers are another network's, parameters and all */
  readonly sharesTrunk?: { readonly network: string; readonly layers: number };
  readonly parametrisation?: Parametrisation;
  /** exchanges, for each example, the classes of its handed-in logits other than the largest (DKPP) */
  readonly shufflesOtherClasses?: boolean;
}

/** Layers that belong to no network: a regressor, a gate, a fusion module. They always train. */
export interface AdapterSpec {
  readonly name: string;
  readonly from: ExampleShape;
  readonly layers: readonly LayerSpec[];
}

/** One term of a loss, shown on the loss card under its name; weight and value are recorded, so both may move. */
export interface LossTerm {
  readonly name: string;
  readonly weight: Scalar;
  readonly value: Scalar;
  /** where networks take turns: the one that this term updates */
  readonly trains?: string;
}

/** What passes through a network. */
export interface NetworkOutput {
  readonly logits: Logits;
  /** what leaves layer `index` of the architecture, after its activation */
  feature(index: number): Tensor;
}

/** All that an answer may see of the engine. */
export interface ForwardScope {
  readonly ops: Ops;
  readonly batchSize: number;
  forward(network: string): NetworkOutput;
  /** x through an adapter's layers, [batch, ...] */
  pass(adapter: string, x: Tensor): Tensor;
}

/** All that a loss may see of the engine. */
export interface StepScope extends ForwardScope {
  /** one-hot labels of the batch, [batch, classes]; rows of zeros where the transfer set has no labels */
  readonly labels: SoftTargets;
  /** the value of a live setting at this step */
  live(param: string): Scalar;
  /** how far the stage is: 0 at its first step, nearly 1 at its last */
  readonly progress: Scalar;
}

/** An answer that is judged on the whole test set: a network's own, or one made of several. */
export interface EvaluatedOutput {
  readonly name: string;
  /** the network whose layers its card shows */
  readonly network: string;
  logits(scope: ForwardScope): Logits;
}

/** Something to look at, computed on the followed images whenever networks are judged. */
export interface Picture {
  readonly id: string;
  readonly title: string;
  /**
   * "maps": [images, h, w, c]; "matrices": [images, rows, columns], the last panel a difference where it is named so;
   * "bars": [images, bars]; "histogram": any numbers, counted; "curve": [images, points]
   */
  readonly kind: "maps" | "matrices" | "bars" | "histogram" | "curve";
  panels(scope: PictureScope): readonly { readonly label: string; readonly value: Tensor }[];
}

/** What a picture may see besides answers: stored weights as a network reads them. */
export interface PictureScope extends ForwardScope {
  /** weights of one layer as the pass uses them */
  weights(network: string, layer: number): Tensor;
  /** one-hot labels of the followed images, [images, classes] */
  readonly labels: SoftTargets;
}

/** A stretch of training with one loss. */
export interface Stage {
  readonly name: string;
  readonly training: Training;
  readonly networks: readonly NetworkSpec[];
  readonly adapters?: readonly AdapterSpec[];
  /** what it learns from: the transfer set, or, where so, the teacher's training images with their labels */
  readonly images?: "training";
  /** "alternating": within a step networks are updated one after another, each on predictions made anew */
  readonly updates?: "joint" | "alternating";
  loss(scope: StepScope): readonly LossTerm[];
  /** absent: each network that trains. The first of the last stage is what the job is judged by */
  readonly evaluated?: readonly EvaluatedOutput[];
  readonly pictures?: readonly Picture[];
  /** also show how long each layer's gradient is at a step's batch */
  readonly gradientNorms?: boolean;
  /** a network whose loss under noise on its weights is drawn when the job ends, of the plain twin as well */
  readonly noiseStudy?: string;
}

/** One side of a claim: an arm, and the answer of it that counts; absent, the one the arm is judged by. */
export interface ClaimSide {
  readonly arm: string;
  readonly output?: string;
}

/** What a paper says, as a comparison that a run decides over its pairs. */
export interface Claim {
  readonly text: string;
  readonly better: ClaimSide;
  readonly than: ClaimSide;
  /** errors at the end, or at the first judgement from a step on; or entropy of the predictions, where more is meant */
  readonly by: "errors" | { readonly errorsAtStep: number } | "entropy";
}

/** An arm of a method's own, to be trained beside the taught student. */
export interface MethodArm<P extends ParamTable = ParamTable> {
  readonly name: string;
  plan(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
}

/** One paper's way to teach. */
export interface Method<P extends ParamTable = ParamTable> {
  readonly id: string;
  readonly name: string;
  /** the paper's claim in one plain sentence */
  readonly claim: string;
  /** what is minimised, in plain Unicode: "L = ..."; absent: the terms' names say it */
  readonly formula?: string;
  readonly paper: Paper;
  readonly params: P;
  plan(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
  /** the twin without the method; absent: the student on labels alone, for as many steps */
  baseline?(experiment: Experiment, params: ParamValues<P>): readonly Stage[];
  readonly arms?: Readonly<Record<string, MethodArm<P>>>;
  /** absent: the taught student makes fewer errors than its plain twin */
  readonly claims?: readonly Claim[];
  /** what of the paper is kept exactly, and what is scaled down or left out, in one sentence each */
  readonly fidelity: { readonly exact: string; readonly scaled: string };
  /** the experiment in which the idea shows, made from the first experiment */
  preset(base: Experiment): Experiment;
  /** further ready experiments of the paper, by id, each made from the method's own */
  readonly variants?: Readonly<Record<string, (own: Experiment) => Experiment>>;
}

/** Declares a method; only fixes the types, so that `plan` knows its own settings. */
export function defineMethod<const P extends ParamTable>(method: Method<P>): Method<P> {
  return method;
}
