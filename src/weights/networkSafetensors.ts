/**
 * A network as a safetensors file. Its tensors are "layers.0.weights", "layers.0.bias" and so on, by the index of the
 * layer in the architecture, the logit layer last: a dense layer's weights are [inputs, units], a convolution's [height,
 * width, channels, filters], a depthwise one's [height, width, channels]. Batch norm has scale, shift, mean and variance
 * in place of the bias. The metadata have "architecture" and, where it is known, "training", both as JSON.
 */

import * as v from "valibot";
import { errorText } from "../domain/errorText.ts";
import { type Training, TrainingSchema } from "../domain/experiment.ts";
import { parseJson } from "../domain/parseJson.ts";
import { faultsOf } from "../domain/schemaParts.ts";
import {
  checkArchitecture,
  type NetworkWeights,
  type PlacedTensor,
  placedValues,
  weightsFrom,
} from "./networkWeights.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** A network of a file, and how it was trained where the file says so. */
export interface SavedNetwork {
  readonly weights: NetworkWeights;
  readonly training?: Training;
}

const keyOf = ({ layer, part }: PlacedTensor) => `layers.${layer}.${part}`;

/** Writes a network with its architecture. */
export function writeNetwork({ weights, training }: SavedNetwork): Uint8Array<ArrayBuffer> {
  return writeSafetensors({
    metadata: {
      format: "Distillation Playground",
      architecture: JSON.stringify(weights.architecture),
      ...(training ? { training: JSON.stringify(training) } : {}),
    },
    tensors: placedValues(weights).map((tensor) => ({ ...tensor, name: keyOf(tensor) })),
  });
}

function jsonOf(key: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new RangeError(`"${key}" of its metadata is no JSON (${errorText(error)})`);
  }
}

/** Parses how a network of a file was trained. @throws RangeError naming what is wrong */
export function checkTraining(value: unknown): Training {
  const parsed = v.safeParse(TrainingSchema, value);
  if (parsed.success) return parsed.output;
  throw new RangeError(`its training is described wrongly: ${faultsOf(parsed.issues).join(". ")}`);
}

/**
 * Reads a network of unknown origin.
 * @throws RangeError with what is wrong and what to do, where the file is damaged, does not say its layers, or has other
 * tensors than these need
 */
export function readNetwork(bytes: Uint8Array): SavedNetwork {
  const { metadata, tensors } = readSafetensors(bytes);
  const { architecture: layers, training } = metadata;
  if (layers === undefined)
    throw new RangeError(
      'its metadata have no "architecture", so its layers are not known; save it with one, as docs/weights.md shows',
    );
  const architecture = checkArchitecture(jsonOf("architecture", layers));
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const weights = weightsFrom(architecture, (tensor) => {
    const found = byName.get(keyOf(tensor));
    byName.delete(keyOf(tensor));
    return found;
  });
  const [other] = byName.keys();
  if (other !== undefined)
    throw new RangeError(
      `${JSON.stringify(other.slice(0, 60))} is no tensor of its layers; leave it out, or name it as in layers.0.weights`,
    );
  return { weights, ...(training === undefined ? {} : { training: checkTraining(jsonOf("training", training)) }) };
}
