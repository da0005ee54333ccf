/** Compares the networks, transfer set and dropped classes of an experiment with its data. */

import { imageShapeOf } from "../../domain/architecture.ts";
import { type DataShape, describeShape, type ImageShape } from "../../domain/dataset.ts";
import type { Experiment, TransferSet } from "../../domain/experiment.ts";
import { type DataChoice, shapeOf } from "../../domain/namedDatasets.ts";

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

/** Whether networks of a shape can read the images of a source of the transfer set. */
export function readsSource(source: TransferSet["source"], shape: ImageShape): boolean {
  return source === "training" || source === "noise" || isSameShape(shapeOf({ dataset: source }), shape);
}

/** Whether the transfer set of an experiment on some data can be drawn from a source. */
export function canBeSource(source: TransferSet["source"], data: DataChoice): boolean {
  return readsSource(source, shapeOf(data));
}

function sourceFaults({ transferSet: { source } }: Experiment, shape: DataShape): readonly string[] {
  if (source === "training" || source === "noise" || readsSource(source, shape)) return [];
  return [
    `transferSet.source is "${source}", whose images are ${describeShape(shapeOf({ dataset: source }))}, but those of the data are ${describeShape(shape)}; choose "training" or "noise"`,
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
      ? [`data.files is given, but data.dataset is "${data.dataset}"; leave it out`]
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
