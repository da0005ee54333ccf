/**
 * A network from a tfjs LayersModel. Its layers become those of an Architecture; what an Architecture cannot represent is
 * refused by the layer's name with what would be read.
 */

import * as v from "valibot";
import { errorText } from "../domain/errorText.ts";
import { parseJson } from "../domain/parseJson.ts";
import { layersFrom } from "./layersFromTopology.ts";
import { manifestArrays } from "./manifestWeights.ts";
import { topologyLayers } from "./modelTopology.ts";
import { checkTraining, type SavedNetwork } from "./networkSafetensors.ts";
import { checkArchitecture, weightsFrom } from "./networkWeights.ts";

const ModelSchema = v.object({
  modelTopology: v.record(v.string(), v.unknown(), "it has no modelTopology"),
  weightsManifest: v.unknown(),
  userDefinedMetadata: v.optional(v.looseObject({ training: v.optional(v.unknown()) })),
});

/**
 * Reads a network of unknown origin.
 * @param model the text of model.json
 * @param files the binary files by their names
 * @throws RangeError with what is wrong and what to do
 */
export function readLayersModel(model: string, files: ReadonlyMap<string, Uint8Array>): SavedNetwork {
  let value: unknown;
  try {
    value = parseJson(model);
  } catch (error) {
    throw new RangeError(`it is no JSON (${errorText(error)})`);
  }
  const parsed = v.safeParse(ModelSchema, value);
  if (!parsed.success)
    throw new RangeError("it has no modelTopology and is no LayersModel; save it by model.save() of tfjs layers");
  const { modelTopology, weightsManifest, userDefinedMetadata } = parsed.output;
  const read = layersFrom(topologyLayers(modelTopology), manifestArrays(weightsManifest, files));
  const architecture = checkArchitecture(read.architecture);
  const weights = weightsFrom(architecture, ({ layer, part }) => read.layers[layer]?.[part]);
  const training = userDefinedMetadata?.training;
  return { weights, ...(training === undefined ? {} : { training: checkTraining(training) }) };
}
