/** With how few bits a network is read: the settings of papers that quantise, and the reading they ask for. */

import type { Architecture } from "../../domain/architecture.ts";
import type { NetworkSpec, Parametrisation, Picture } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { quantiseActivations, quantiseWeights, ternarise } from "./quantisers.ts";

/** Settings that say which levels weights and activations have. */
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
    doc: "Levels of what leaves a hidden layer, from 0 to 1.",
  },
  ends: {
    kind: "choice",
    default: "quantised",
    choices: ["quantised", "full"],
    doc: "Whether the weights of the first and of the last layer are quantised too.",
  },
} as const satisfies ParamTable;

const weighted = ({ layers }: Architecture): number =>
  layers.findIndex(({ kind }) => kind !== "pool" && kind !== "dropout");

/** The first layer with weights; the logit layer where there is no other. */
export function firstWeightedLayer(architecture: Architecture): number {
  const first = weighted(architecture);
  return first < 0 ? architecture.layers.length : first;
}

/** How a network's layers are read; what is stored and trained stays in full precision. */
export function parametrisationOf(
  architecture: Architecture,
  settings: ParamValues<typeof precisionParams>,
): Parametrisation {
  const { weights, range, activations, ends } = settings;
  const whole = [firstWeightedLayer(architecture), architecture.layers.length];
  const isFull = (index: number) => weights === "full" || (ends === "full" && whole.includes(index));
  const bits = (choice: string) => Number.parseInt(choice, 10);
  return {
    weights: (ops, stored, index) => {
      if (isFull(index)) return stored;
      if (weights === "ternary") return ternarise(ops, stored);
      return quantiseWeights(ops, stored, bits(weights), range === "unit" ? "unit" : "layer");
    },
    activations: (ops, x) => (activations === "full" ? x : quantiseActivations(ops, x, bits(activations))),
    bits: (index) => (isFull(index) ? 32 : weights === "ternary" ? 2 : bits(weights)),
  };
}

/** The same stored weights as another network's, read in another way, and trained by that one alone. */
export function sharedWeightsView(
  { name, role, architecture }: NetworkSpec,
  called: string,
  parametrisation?: Parametrisation,
): NetworkSpec {
  const shared = { network: name, layers: architecture.layers.length + 1 };
  const view = { name: called, role, architecture, startsFrom: "random", sharesTrunk: shared, trains: "none" } as const;
  return parametrisation ? { ...view, parametrisation } : view;
}

/** The weights of the first layer as stored and as read: they snap to their levels. */
export function levelsPicture(stored: string, read: string, layer: number): Picture {
  return {
    id: "levels",
    title: "Weights of the first layer: as stored, and as the network reads them",
    kind: "histogram",
    panels: ({ weights }) => [
      { label: "stored", value: weights(stored, layer) },
      { label: "as read", value: weights(read, layer) },
    ],
  };
}
