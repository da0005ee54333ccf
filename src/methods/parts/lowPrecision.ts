/** Fake quantisation of a network: the settings of papers that quantise, and the parametrisation that they describe. */

import { type Architecture, hasWeights } from "../../domain/architecture.ts";
import type { NetworkSpec, Parametrisation, Picture } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { quantiseActivations, quantiseWeights, ternarise } from "./quantisers.ts";

/** Settings of the levels of weights and activations. */
export const precisionParams = {
  weights: {
    kind: "choice",
    default: "ternary",
    choices: ["ternary", "2 bits", "3 bits", "4 bits", "8 bits", "full"],
    doc: "Levels of a weight: three that follow the layer's weights (TWN), or WRPN's equally spaced ones.",
  },
  range: {
    kind: "choice",
    default: "layer",
    choices: ["layer", "unit"],
    doc: "Where WRPN's levels lie: out to the layer's largest weight, or from -1 to 1 as published.",
  },
  activations: {
    kind: "choice",
    default: "4 bits",
    choices: ["2 bits", "3 bits", "4 bits", "8 bits", "full"],
    doc: "Levels of what leaves a hidden layer.",
  },
  clip: {
    kind: "choice",
    default: "one",
    choices: ["one", "largest"],
    doc: "Where the levels of activations end: at 1 as published, or at the largest one of each image in the layer.",
  },
  ends: {
    kind: "choice",
    default: "quantised",
    choices: ["quantised", "full"],
    doc: "Whether the weights of the first and of the last layer are quantised too.",
  },
} as const satisfies ParamTable;

/** Index of the first layer with weights; of the logit layer where there is no other. */
export function firstWeightedLayer({ layers }: Architecture): number {
  const first = layers.findIndex(hasWeights);
  return first < 0 ? layers.length : first;
}

/** Index of the first layer whose weights are quantised, where there is one; else of the first layer with weights. */
export function firstQuantisedLayer(
  architecture: Architecture,
  { ends }: Pick<ParamValues<typeof precisionParams>, "ends">,
): number {
  const first = firstWeightedLayer(architecture);
  const next = architecture.layers.findIndex((layer, i) => i > first && hasWeights(layer));
  return ends === "full" && next > 0 ? next : first;
}

/** The fake quantisation of a network's weights and activations; the stored, trained weights stay in full precision. */
export function quantisedParametrisation(
  architecture: Architecture,
  settings: ParamValues<typeof precisionParams>,
): Parametrisation {
  const { weights, range, activations, clip, ends } = settings;
  const endLayers = [firstWeightedLayer(architecture), architecture.layers.length];
  const isFull = (index: number) => weights === "full" || (ends === "full" && endLayers.includes(index));
  const bits = (choice: string) => Number.parseInt(choice, 10);
  return {
    weights: (ops, stored, index) => {
      if (isFull(index)) return stored;
      if (weights === "ternary") return ternarise(ops, stored);
      return quantiseWeights(ops, stored, bits(weights), range === "unit" ? "unit" : "layer");
    },
    activations: (ops, x) =>
      activations === "full" ? x : quantiseActivations(ops, x, bits(activations), clip === "one" ? "unit" : "largest"),
    bits: (index) => (isFull(index) ? 32 : weights === "ternary" ? 2 : bits(weights)),
  };
}

/**
 * A frozen network with the stored weights of another one and a parametrisation of its own; only the other one trains
 * them.
 */
export function sharedWeightsView(
  { name, role, architecture }: NetworkSpec,
  viewName: string,
  parametrisation?: Parametrisation,
): NetworkSpec {
  const shared = { network: name, layers: architecture.layers.length + 1 };
  const view = {
    name: viewName,
    role,
    architecture,
    startsFrom: "random",
    sharesTrunk: shared,
    trains: "none",
  } as const;
  return parametrisation ? { ...view, parametrisation } : view;
}

/**
 * Histograms of one layer's weights in full precision and quantised, as two networks of shared weights have them.
 * @param layer the first one that is quantised
 */
export function levelsPicture(stored: string, quantised: string, layer: number): Picture {
  return {
    id: "levels",
    title: "Weights of the first rounded layer: as stored, and as the network reads them",
    reading:
      "Training moves the stored weights by small amounts, and the network computes with the nearest of a few levels: fewer levels take fewer bits.",
    kind: "histogram",
    panels: ({ weights }) => [
      { label: "stored", value: weights(stored, layer) },
      { label: "as read", value: weights(quantised, layer) },
    ],
  };
}
