/** How a network grows out of a smaller one: which layers continue which, and which are new between them. */

import {
  type Architecture,
  describeArchitecture,
  type ExampleShape,
  type LayerSpec,
  placeLayers,
  sizeOf,
} from "../../domain/architecture.ts";

/** A network that grows into another one. */
export interface LayerMatching {
  /** for each hidden layer of the grown network: the layer of the small one that it continues; null where it is new */
  readonly from: readonly (number | null)[];
  /** the small network with the new layers in place, as wide as what reaches them: layers as in the grown network */
  readonly deepened: Architecture;
}

/** How many units or channels a layer has of its own; null where it has as many as reach it. */
function widthOf(layer: LayerSpec): number | null {
  return layer.kind === "dense" ? layer.units : layer.kind === "conv" ? layer.filters : null;
}

function withWidth(layer: LayerSpec, width: number): LayerSpec {
  if (layer.kind === "dense") return { ...layer, units: width };
  return layer.kind === "conv" ? { ...layer, filters: width } : layer;
}

/** Whether a layer is another one, or the same but wider. */
function continues(layer: LayerSpec, small: LayerSpec): boolean {
  const traits = (one: LayerSpec) => {
    const common = { batchNorm: false, padding: "same", ...withWidth(one, 1) };
    return JSON.stringify(Object.entries(common).sort());
  };
  return traits(layer) === traits(small) && (widthOf(layer) ?? 0) >= (widthOf(small) ?? 0);
}

/** What reaches a place between two layers of the small network. */
interface Insertion {
  readonly shape: ExampleShape;
  readonly neverNegative: boolean;
  /** whether it leaves a layer, so that it can be measured */
  readonly measured: boolean;
}

/** The layer as an identity of what reaches it, as wide as that; null where it cannot be one. */
function identityAt(layer: LayerSpec, { shape, neverNegative, measured }: Insertion): LayerSpec | null {
  if (layer.kind === "dropout") return layer;
  if (layer.kind === "pool" || (layer.activation === "relu" && !neverNegative)) return null;
  if (layer.batchNorm && (!measured || (layer.kind === "dense" && shape.length === 3))) return null;
  if (layer.kind === "dense") return layer.units < sizeOf(shape) ? null : withWidth(layer, sizeOf(shape));
  if (shape.length !== 3 || layer.kernel % 2 === 0) return null;
  if (layer.kind === "depthwise") return layer;
  return layer.padding === "valid" || layer.filters < shape[2] ? null : withWidth(layer, shape[2]);
}

/** A way from a place on: what each further layer of the grown network is, and how many of them are wider. */
interface MatchPath {
  readonly steps: readonly { readonly from: number | null; readonly layer: LayerSpec }[];
  readonly widened: number;
}

/** The way that widens least; the first of equals. */
function leastWidened(ways: readonly (MatchPath | null)[]): MatchPath | null {
  return ways.reduce((best, way) => (way && (!best || way.widened < best.widened) ? way : best), null);
}

/**
 * Finds how one network grows into another: each of its layers is there again, as wide or wider, with identities in
 * between; dropout comes and goes freely.
 * @throws RangeError where it cannot, with what would fit
 */
export function matchLayers(small: Architecture, grown: Architecture): LayerMatching {
  const placed = placeLayers(small);
  const known = new Map<string, MatchPath | null>();
  const search = (i: number, j: number, place: Insertion): MatchPath | null => {
    const found = known.get(`${i} ${j}`);
    if (found !== undefined) return found;
    const [layer, next] = [grown.layers[i], small.layers[j]];
    if (!layer) return small.layers.slice(j).every(({ kind }) => kind === "dropout") ? { steps: [], widened: 0 } : null;
    const then = (from: number | null, as: LayerSpec | null, j2: number, after: Insertion): MatchPath | null => {
      const rest = as && search(i + 1, j2, after);
      if (!as || !rest) return null;
      return {
        steps: [{ from, layer: as }, ...rest.steps],
        widened: rest.widened + (widthOf(as) === widthOf(layer) ? 0 : 1),
      };
    };
    const neverNegative = next && "activation" in next ? next.activation === "relu" : place.neverNegative;
    const flat: ExampleShape = layer.kind === "dense" ? [sizeOf(place.shape)] : place.shape;
    const way = leastWidened([
      next && continues(layer, next)
        ? then(j, next, j + 1, { shape: placed[j]!.to, neverNegative, measured: true })
        : null,
      next?.kind === "dropout" ? search(i, j + 1, place) : null,
      then(null, identityAt(layer, place), j, { ...place, shape: flat }),
    ]);
    known.set(`${i} ${j}`, way);
    return way;
  };
  const way = search(0, 0, { shape: placed[0]!.from, neverNegative: true, measured: false });
  if (way) {
    const layers = way.steps.map(({ layer }) => layer);
    return { from: way.steps.map(({ from }) => from), deepened: { ...small, layers } };
  }
  throw new RangeError(
    `${describeArchitecture(small)} cannot grow into ${describeArchitecture(grown)}; give the student the teacher's layers, as wide or wider, and between them only layers that can copy what reaches them: ReLU after ReLU, at least as wide, convolutions of odd size`,
  );
}
