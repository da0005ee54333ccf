/** Fits the networks of an experiment to data of another shape. */

import { type Architecture, inferShapesFrom, inputOf, type LayerSpec, POOL_SIZES } from "../../domain/architecture.ts";
import type { DataShape } from "../../domain/dataset.ts";
import type { DatasetId, Experiment, FilesDescription } from "../../domain/experiment.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { checkExperiment } from "./experimentValidation.ts";
import { dataFaults, readsSource } from "./networksAndData.ts";

/**
 * A layer as it fits onto maps [height, width, channels]; null where no size of it does.
 * @param isWhole whether it takes the mean of a whole map, which it then does of the new ones
 */
function fittedLayer(layer: LayerSpec, height: number, width: number, isWhole: boolean): LayerSpec | null {
  if (layer.kind === "pool" && isWhole) return height === width ? { ...layer, size: height } : null;
  if (layer.kind === "pool" && layer.padding === "same") return layer;
  if (layer.kind === "pool" && layer.stride !== undefined)
    return Math.min(height, width) < 2 ? null : { ...layer, size: Math.min(layer.size, height, width) };
  if (layer.kind === "pool") {
    const divides = (size: number) => height % size === 0 && width % size === 0;
    const sizes = POOL_SIZES.filter((size) => size <= layer.size && divides(size));
    const size = divides(layer.size) ? layer.size : sizes.at(-1);
    return size === undefined ? null : { ...layer, size };
  }
  if (layer.kind === "conv" && layer.padding === "valid")
    return { ...layer, kernel: Math.min(layer.kernel, height, width) };
  return layer;
}

/** Whether pooling of a size takes the whole map that its network has there. */
function takesWholeMap({ input, layers }: Architecture, index: number, size: number): boolean {
  const [height, width, channels = 1] = input;
  const map = inferShapesFrom([height, width, channels], layers.slice(0, index)).at(-1)?.outputShape ?? input;
  return map[0] === size && map[1] === size;
}

/**
 * A network for images of a shape and a number of classes: its layers as they are, where they fit. Pooling that does not
 * divide the new maps takes the next smaller size that does, and is left out where there is none; the mean of a whole map
 * stays that, and is left out where the map is not square; a filter without
 * padding and the windows of pooling with a stride are no larger than their map.
 */
export function fittedArchitecture(architecture: Architecture, shape: DataShape): Architecture {
  const { height, width, channels } = shape;
  const layers: LayerSpec[] = [];
  /** the indices of the layers that are kept */
  const kept: number[] = [];
  for (const [i, layer] of architecture.layers.entries()) {
    const isWhole = layer.kind === "pool" && layer.by === "mean" && takesWholeMap(architecture, i, layer.size);
    const map = inferShapesFrom([height, width, channels], layers).at(-1)?.outputShape ?? [height, width, channels];
    const fitted = map.length === 3 ? fittedLayer(layer, map[0], map[1], isWhole) : layer;
    if (!fitted) continue;
    // A shortcut passes by those of its layers that are kept.
    const back = fitted.kind === "add" ? kept.filter((index) => index >= i - fitted.back).length : 1;
    if (back === 0) continue;
    layers.push(fitted.kind === "add" ? { ...fitted, back } : fitted);
    kept.push(i);
  }
  return { input: inputOf(shape), layers, classes: shape.classNames.length };
}

/**
 * An experiment whose networks read data of a shape: their input and classes are those of the data. Where the number of
 * classes changes, no class stays dropped; a transfer set of another data set's images becomes the data's own where the
 * networks could not read it. Networks that fit already are left as they are.
 */
export function fittedToData(experiment: Experiment, shape: DataShape): Experiment {
  if (dataFaults(experiment, shape).length === 0) return experiment;
  const fitted = <Part extends Experiment["teacher"]>(part: Part): Part => ({
    ...part,
    architecture: fittedArchitecture(part.architecture, shape),
  });
  const { omitClasses, ...data } = experiment.data;
  const { transferSet } = experiment;
  const classes = shape.classNames.length;
  const known = (list: readonly number[]) => (list.every((c) => c < classes) ? [...list] : []);
  const keeps = omitClasses !== undefined && known(omitClasses).length > 0;
  return {
    ...experiment,
    data: keeps ? { ...data, omitClasses } : data,
    teacher: fitted(experiment.teacher),
    student: fitted(experiment.student),
    transferSet: {
      ...transferSet,
      source: readsSource(transferSet.source, shape) ? transferSet.source : "training",
      omitClasses: known(transferSet.omitClasses),
    },
  };
}

/**
 * The experiment with a visitor's images as its data, and with networks that read them. A number of training images that
 * they do not have becomes all of them, and none are held out where none would be left.
 * @throws RangeError where an experiment cannot be run on them
 */
export function experimentOnFiles(experiment: Experiment, files: FilesDescription): Experiment {
  const { train, heldOut, ...rest } = experiment.data;
  const data = {
    ...rest,
    ...(heldOut !== undefined && heldOut < files.train ? { heldOut } : {}),
    dataset: "files" as const,
    train: train !== "all" && train > files.train ? ("all" as const) : train,
    files,
  };
  return checkExperiment(fittedToData({ ...experiment, data }, shapeOf(data)));
}

/** The experiment on a named data set, to which only networks for a visitor's images have to be fitted. */
export function experimentOnDataset({ data, ...experiment }: Experiment, dataset: DatasetId): Experiment {
  const { files: _, ...rest } = data;
  const named = { ...experiment, data: { ...rest, dataset } };
  return fittedToData(named, shapeOf(named.data));
}
