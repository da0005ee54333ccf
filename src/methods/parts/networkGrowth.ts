/** Which layers of a larger network continue those of a smaller one, and which are new between them. For Net2Net. */

import {
  type Architecture,
  type ExampleShape,
  inferShapes,
  type LayerSpec,
  sizeOf,
} from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";

/** The layers of a small network in a grown one. */
export interface LayerMatching {
  /**
   * for each hidden layer of the grown network: the index of the small one's layer that it continues; null where it is
   * new
   */
  readonly from: readonly (number | null)[];
  /** the small network with the new layers inserted, each as wide as its input: as many layers as the grown network */
  readonly deepened: Architecture;
}

/** Number of units or filters of a layer; null for a layer that keeps the number of its inputs. */
function widthOf(layer: LayerSpec): number | null {
  return layer.kind === "dense" ? layer.units : layer.kind === "conv" ? layer.filters : null;
}

function withWidth(layer: LayerSpec, width: number): LayerSpec {
  if (layer.kind === "dense") return { ...layer, units: width };
  return layer.kind === "conv" ? { ...layer, filters: width } : layer;
}

/** A layer with what it leaves out but has. */
function withDefaults(layer: LayerSpec): LayerSpec {
  if (layer.kind === "conv") return { ...layer, stride: layer.stride ?? 1 };
  return layer.kind === "pool"
    ? {
        ...layer,
        stride: layer.stride ?? layer.size,
        by: layer.by ?? "max",
        padding: layer.padding ?? "valid",
      }
    : layer;
}

/** Whether a layer equals that of the small network but for a width that is as large or larger. */
function continues(layer: LayerSpec, small: LayerSpec): boolean {
  const withoutWidth = (one: LayerSpec) => {
    const common = { batchNorm: false, padding: "same", ...withDefaults(withWidth(one, 1)) };
    return JSON.stringify(Object.entries(common).sort());
  };
  return withoutWidth(layer) === withoutWidth(small) && (widthOf(layer) ?? 0) >= (widthOf(small) ?? 0);
}

/** The input of a layer inserted between two layers of the small network. */
interface Insertion {
  readonly shape: ExampleShape;
  readonly neverNegative: boolean;
  /** whether it is the output of a layer, so that its moments are measured */
  readonly measured: boolean;
}

/** The layer with the width of its input, so that it can be an identity; null where it cannot be one. */
function identityAt(layer: LayerSpec, { shape, neverNegative, measured }: Insertion): LayerSpec | null {
  if (layer.kind === "dropout") return layer;
  if (layer.kind === "add" || layer.kind === "pool" || (layer.activation !== "linear" && !neverNegative)) return null;
  if (layer.batchNorm && (!measured || (layer.kind === "dense" && shape.length === 3))) return null;
  if (layer.kind === "dense") return layer.units < sizeOf(shape) ? null : withWidth(layer, sizeOf(shape));
  if (shape.length !== 3 || layer.kernel % 2 === 0) return null;
  if (layer.kind === "depthwise") return layer;
  return layer.padding === "valid" || (layer.stride ?? 1) > 1 || layer.filters < shape[2]
    ? null
    : withWidth(layer, shape[2]);
}

/** A matching of the layers from an index on: what each layer of the grown network is, and how many are wider. */
interface MatchPath {
  readonly steps: readonly { readonly from: number | null; readonly layer: LayerSpec }[];
  readonly widened: number;
}

/** The path with the fewest widened layers; of equals the first. */
function fewestWidened(paths: readonly (MatchPath | null)[]): MatchPath | null {
  return paths.reduce((best, path) => (path && (!best || path.widened < best.widened) ? path : best), null);
}

/**
 * Matches the layers of a small network with those of a grown one: each layer of the small one occurs again, as wide or
 * wider, with identity layers between them; dropout layers may be added and left out.
 * @throws RangeError where there is no such matching, with what would fit
 */
export function matchLayers(small: Architecture, grown: Architecture): LayerMatching {
  for (const architecture of [small, grown])
    if (architecture.layers.some(({ kind }) => kind === "add"))
      throw new RangeError(
        `${describeArchitecture(architecture)} adds outputs of earlier layers, which new layers would pass by; grow a network without such layers`,
      );
  const shaped = inferShapes(small);
  const memo = new Map<string, MatchPath | null>();
  const search = (i: number, j: number, insertion: Insertion): MatchPath | null => {
    const found = memo.get(`${i} ${j}`);
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
    const neverNegative = next && "activation" in next ? next.activation === "relu" : insertion.neverNegative;
    const flat: ExampleShape = layer.kind === "dense" ? [sizeOf(insertion.shape)] : insertion.shape;
    const path = fewestWidened([
      next && continues(layer, next)
        ? then(j, next, j + 1, { shape: shaped[j]!.outputShape, neverNegative, measured: true })
        : null,
      next?.kind === "dropout" ? search(i, j + 1, insertion) : null,
      then(null, identityAt(layer, insertion), j, { ...insertion, shape: flat }),
    ]);
    memo.set(`${i} ${j}`, path);
    return path;
  };
  const path = search(0, 0, { shape: shaped[0]!.inputShape, neverNegative: true, measured: false });
  if (path) {
    const layers = path.steps.map(({ layer }) => layer);
    return { from: path.steps.map(({ from }) => from), deepened: { ...small, layers } };
  }
  throw new RangeError(
    `${describeArchitecture(small)} cannot grow into ${describeArchitecture(grown)}; give the student the teacher's layers, as wide or wider, and between them only layers that can copy what reaches them: ReLU after ReLU, at least as wide, convolutions of odd size`,
  );
}
