/** Compares the networks, transfer set and dropped classes of an experiment with its data, and fits networks to data. */

import {
  type Architecture,
  imageShapeOf,
  inferShapesFrom,
  inputOf,
  type LayerSpec,
  POOL_SIZES,
} from "../../domain/architecture.ts";
import { type DataShape, describeShape, type ImageShape } from "../../domain/dataset.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";

function omissionFaults(field: string, omitted: readonly number[], classes: number): readonly string[] {
  const unknown = omitted.find((c) => c >= classes);
  if (unknown !== undefined)
    return [
      `${field} names class ${unknown}, but the data have the classes 0 to ${classes - 1}; take it out of the list`,
    ];
  if (new Set(omitted).size < classes) return [];
  return [`${field} drops every class; keep at least one of 0 to ${classes - 1}`];
}

function isSameShape(a: ImageShape, b: ImageShape): boolean {
  return a.height === b.height && a.width === b.width && a.channels === b.channels;
}

/** A transfer set of another data set has images that the networks can read. */
function sourceFaults({ transferSet: { source } }: Experiment, shape: DataShape): readonly string[] {
  if (source === "training" || source === "noise") return [];
  const other = shapeOf({ dataset: source });
  if (isSameShape(other, shape)) return [];
  return [
    `transferSet.source is "${source}", whose images are ${describeShape(other)}, but those of the data are ${describeShape(shape)}; choose "training" or "noise"`,
  ];
}

/** What does not fit, each with what would; empty where all does. */
export function dataFaults(experiment: Experiment, shape: DataShape): readonly string[] {
  const { data, transferSet, teacher, student } = experiment;
  const classes = shape.classNames.length;
  const networks = Object.entries({ teacher, student }).flatMap(([role, { architecture }]) => {
    const read = imageShapeOf(architecture);
    const size = describeShape(read);
    return [
      ...(architecture.classes === classes
        ? []
        : [
            `the ${role} has ${architecture.classes} classes, but the data set "${data.dataset}" has ${classes}; give both networks ${classes}`,
          ]),
      ...(isSameShape(read, shape)
        ? []
        : [
            `the ${role} reads images of ${size}, but those of "${data.dataset}" are ${describeShape(shape)}; choose images of ${size}`,
          ]),
    ];
  });
  return [
    ...(data.files && data.dataset !== "files"
      ? [
          `data.files describes a visitor's files, but data.dataset is "${data.dataset}"; leave it out, or write "files"`,
        ]
      : []),
    ...networks,
    ...sourceFaults(experiment, shape),
    ...omissionFaults("transferSet.omitClasses", transferSet.omitClasses, classes),
    ...omissionFaults("data.omitClasses", data.omitClasses ?? [], classes),
  ];
}

/** @throws RangeError naming what does not fit, and what would */
export function checkAgainstData(experiment: Experiment, data: DataShape): void {
  const faults = dataFaults(experiment, data);
  if (faults.length > 0) throw new RangeError(faults.join(". "));
}

/** A layer as it fits onto maps [height, width, channels]; null where no size of it does. */
function fittedLayer(layer: LayerSpec, height: number, width: number): LayerSpec | null {
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

/**
 * A network for images of a shape and a number of classes: its layers as they are, where they fit. Pooling that does not
 * divide the new maps takes the next smaller size that does, and is left out where there is none; a filter without
 * padding is no larger than its map.
 */
export function fittedArchitecture(architecture: Architecture, shape: DataShape): Architecture {
  const { height, width, channels } = shape;
  const layers: LayerSpec[] = [];
  for (const layer of architecture.layers) {
    const map = inferShapesFrom([height, width, channels], layers).at(-1)?.outputShape ?? [height, width, channels];
    const fitted = map.length === 3 ? fittedLayer(layer, map[0], map[1]) : layer;
    if (fitted) layers.push(fitted);
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
      source: sourceFaults(experiment, shape).length > 0 ? "training" : transferSet.source,
      omitClasses: known(transferSet.omitClasses),
    },
  };
}
