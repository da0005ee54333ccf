/** The parts of a stage: its networks and adapters by name, and their stored tensors. */

import { sizeOf } from "../../domain/architecture.ts";
import { ownNetworksOf } from "../../methods/core/averagedNetworks.ts";
import type { AdapterSpec, NetworkSpec, Stage } from "../../methods/core/method.ts";
import { adapterParameters, layersOf, type ParameterSpec } from "./networkGraph.ts";

/** The networks of a stage, and the adapters between them. */
export type StageNetworks = Pick<Stage, "networks" | "adapters">;

/** The network of a stage by its name. @throws RangeError naming the stage's networks */
export function networkOf({ networks }: StageNetworks, name: string): NetworkSpec {
  const found = networks.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`there is no network "${name}" here; known are ${networks.map((one) => one.name).join(", ")}`);
}

/** Values of each image that a stage's networks read: they all read the same images. */
export function imageValuesOf({ networks }: StageNetworks): number {
  return sizeOf(networks[0]!.architecture.input);
}

/** The adapter of a stage by its name. @throws RangeError naming the stage's adapters */
export function adapterOf({ adapters = [] }: StageNetworks, name: string): AdapterSpec {
  const found = adapters.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`there is no adapter "${name}" here; known are ${adapters.map((one) => one.name).join(", ")}`);
}

const uniqueByName = (parameters: readonly ParameterSpec[]) => [
  ...new Map(parameters.map((parameter) => [parameter.name, parameter])).values(),
];

/** The stored tensors that a stage trains. @param onlyNetwork only those of this network, without adapters */
export function trainedParametersOf(stage: StageNetworks, onlyNetwork?: string): readonly ParameterSpec[] {
  const ofNetworks = stage.networks.flatMap((spec) => {
    const { trains, name } = spec;
    if (trains === "none" || (onlyNetwork !== undefined && name !== onlyNetwork)) return [];
    const layers = layersOf(spec);
    return (trains === "all" ? layers : layers.slice(0, trains.upToLayer + 1)).flat();
  });
  const ofAdapters = onlyNetwork === undefined ? (stage.adapters ?? []).flatMap(adapterParameters) : [];
  return uniqueByName([...ofNetworks, ...ofAdapters]).filter(({ kind }) => kind !== "statistic");
}

/** All stored tensors of a stage that are not the pretrained teacher's. */
export function storedParametersOf(stage: StageNetworks): readonly ParameterSpec[] {
  const own = stage.networks.filter(({ startsFrom }) => startsFrom !== "pretrained");
  return uniqueByName([
    ...own.flatMap(ownNetworksOf).flatMap((spec) => layersOf(spec).flat()),
    ...(stage.adapters ?? []).flatMap(adapterParameters),
  ]);
}
