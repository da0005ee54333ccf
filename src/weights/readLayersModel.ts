/**
 * A network from a tfjs LayersModel. Its layers become those of an Architecture; what an Architecture cannot represent is
 * refused by the layer's name with what would be read.
 */

import * as v from "valibot";
import { ArchitectureSchema, inferShapes, LayerMisfit } from "../domain/architecture.ts";
import { errorText } from "../domain/errorText.ts";
import { parseJson } from "../domain/parseJson.ts";
import { layersFrom } from "./layersFromTopology.ts";
import { manifestArrays, manifestPaths } from "./manifestWeights.ts";
import { topologyLayers } from "./modelTopology.ts";
import { checkTraining, type SavedNetwork } from "./networkSafetensors.ts";
import { checkArchitecture, weightsFrom } from "./networkWeights.ts";

const ModelSchema = v.object({
  modelTopology: v.record(v.string(), v.unknown(), "it has no modelTopology"),
  weightsManifest: v.unknown(),
  userDefinedMetadata: v.optional(v.looseObject({ training: v.optional(v.unknown()) })),
});

/** The JSON of model.json. @throws RangeError where it is no LayersModel */
function parseModel(model: string): v.InferOutput<typeof ModelSchema> {
  let value: unknown;
  try {
    value = parseJson(model);
  } catch (error) {
    throw new RangeError(`it is no JSON (${errorText(error)})`);
  }
  const parsed = v.safeParse(ModelSchema, value);
  if (parsed.success) return parsed.output;
  throw new RangeError("it has no modelTopology and is no LayersModel; save it by model.save() of tfjs layers");
}

/** The names of the binary files of a model, without folders. @throws RangeError where model.json cannot be read */
export function shardsOf(model: string): readonly string[] {
  return manifestPaths(parseModel(model).weightsManifest);
}

/** A network whose pooling leaves out what is behind the last window, as tfjs does, states its stride. */
function withStrides(value: unknown): unknown {
  const parsed = v.safeParse(ArchitectureSchema, value);
  if (!parsed.success) return value;
  const { output: architecture } = parsed;
  const layers = [...architecture.layers];
  for (;;)
    try {
      inferShapes({ ...architecture, layers });
      return { ...architecture, layers };
    } catch (error) {
      const layer = error instanceof LayerMisfit && error.field === "size" ? layers[error.index] : undefined;
      if (layer?.kind !== "pool" || layer.stride !== undefined) return value;
      layers[(error as LayerMisfit).index] = { ...layer, stride: layer.size };
    }
}

/**
 * Reads a network of unknown origin.
 * @param model the text of model.json
 * @param files the binary files by their names
 * @throws RangeError with what is wrong and what to do
 */
export function readLayersModel(model: string, files: ReadonlyMap<string, Uint8Array>): SavedNetwork {
  const { modelTopology, weightsManifest, userDefinedMetadata } = parseModel(model);
  const read = layersFrom(topologyLayers(modelTopology), manifestArrays(weightsManifest, files));
  const architecture = checkArchitecture(withStrides(read.architecture));
  for (const { index, shortcut } of inferShapes(architecture)) {
    const stride = read.strides.get(index);
    if (stride !== undefined && stride !== shortcut!.stride)
      throw new RangeError(
        `the shortcut of layer ${index + 1} has a stride of ${stride}, and networks here take ${shortcut!.stride} between these maps; choose sides that the stride divides`,
      );
  }
  const weights = weightsFrom(architecture, ({ layer, part }) => read.layers[layer]?.[part]);
  const training = userDefinedMetadata?.training;
  return { weights, ...(training === undefined ? {} : { training: checkTraining(training) }) };
}
