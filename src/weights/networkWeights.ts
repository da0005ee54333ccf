/** A network's stored numbers as plain arrays with its architecture: what files of weights contain. */

import * as v from "valibot";
import { type Architecture, ArchitectureSchema, inferShapes } from "../domain/architecture.ts";
import { errorText } from "../domain/errorText.ts";
import { faultsOf } from "../domain/schemaParts.ts";
import { layersOf, type ParameterSpec } from "../engine/graphs/networkGraph.ts";
import type { LayerWeights } from "../methods/core/method.ts";

/** A trained network by itself. */
export interface NetworkWeights {
  readonly architecture: Architecture;
  /** the stored tensors of every layer by their part, the logit layer last; none for pooling and dropout */
  readonly layers: readonly LayerWeights[];
}

/** One stored tensor with its place in its network. */
export interface PlacedTensor {
  /** index of its layer, the logit layer's being the largest */
  readonly layer: number;
  /** "weights", "bias", "scale", "shift", "mean" or "variance" */
  readonly part: string;
  readonly shape: readonly number[];
}

/** The last part of a parameter's name. */
const partOf = ({ name }: ParameterSpec) => name.slice(name.lastIndexOf("/") + 1);

/**
 * The tensors that a network stores, in the order of its layers.
 * @throws RangeError naming the layer that does not fit
 */
export function tensorsOf(architecture: Architecture): readonly PlacedTensor[] {
  const spec = { name: "network", role: "teacher", architecture, trains: "none", startsFrom: "random" } as const;
  return layersOf(spec).flatMap((parameters, layer) =>
    parameters.map((parameter) => ({ layer, part: partOf(parameter), shape: parameter.shape })),
  );
}

/**
 * Parses a value as an architecture whose layers fit together.
 * @throws RangeError naming what is wrong and what it may be
 */
export function checkArchitecture(value: unknown): Architecture {
  const parsed = v.safeParse(ArchitectureSchema, value);
  if (!parsed.success) throw new RangeError(`its network cannot be built: ${faultsOf(parsed.issues).join(". ")}`);
  try {
    inferShapes(parsed.output);
  } catch (error) {
    throw new RangeError(`its network does not fit together: ${errorText(error)}`);
  }
  return parsed.output;
}

const sameShape = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** How a tensor is called in messages: its layer counted from 1. */
function nameOf({ layer, part }: PlacedTensor, { layers }: Architecture): string {
  const kind = layers[layer]?.kind ?? "the logit layer";
  return `the ${part} of layer ${layer + 1} (${kind})`;
}

/**
 * A network of tensors that are looked up by layer and part, after they have been checked.
 * @param find undefined where there is no such tensor
 * @throws RangeError naming the first tensor that is missing, has another shape, or has a value that is not finite
 */
export function weightsFrom(
  architecture: Architecture,
  find: (tensor: PlacedTensor) => { readonly shape: readonly number[]; readonly values: Float32Array } | undefined,
): NetworkWeights {
  const layers: Record<string, { shape: readonly number[]; values: Float32Array }>[] = Array.from(
    { length: architecture.layers.length + 1 },
    () => ({}),
  );
  for (const tensor of tensorsOf(architecture)) {
    const { layer, part, shape } = tensor;
    const name = nameOf(tensor, architecture);
    const found = find(tensor);
    if (!found) throw new RangeError(`${name} are missing; save the whole network again`);
    if (!sameShape(found.shape, shape))
      throw new RangeError(
        `${name} have the shape [${found.shape.join(", ")}], and its layers need [${shape.join(", ")}]`,
      );
    const { values } = found;
    const bad = values.findIndex((value) => !Number.isFinite(value) || (part === "variance" && value < 0));
    if (bad >= 0) {
      const wanted = part === "variance" ? "a finite number of at least 0" : "a finite number";
      throw new RangeError(`${name} have the value ${values[bad]} at place ${bad}, which is not ${wanted}`);
    }
    layers[layer]![part] = { shape, values };
  }
  return { architecture, layers };
}

/** All tensors of a network with their values, in the order of its layers. */
export function placedValues({
  architecture,
  layers,
}: NetworkWeights): readonly (PlacedTensor & { readonly values: Float32Array })[] {
  return tensorsOf(architecture).map((tensor) => ({ ...tensor, values: layers[tensor.layer]![tensor.part]!.values }));
}

/** Hexadecimal digits of a checksum. */
export const CHECKSUM_DIGITS = 16;

/**
 * The checksum of a network: the beginning of the SHA-256 of its architecture as JSON and its numbers as little-endian
 * float32. It is the same whatever file the network comes from.
 * @throws RangeError where the browser has no SHA-256, on a page that is not served by https
 */
export async function checksumOf(weights: NetworkWeights): Promise<string> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle)
    throw new RangeError("this page has no SHA-256 to tell networks apart by; open it by https or on localhost");
  const header = new TextEncoder().encode(JSON.stringify(weights.architecture));
  const arrays = placedValues(weights).map(({ values }) => values);
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, header.length));
  bytes.set(header);
  let at = header.length;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, CHECKSUM_DIGITS);
}
