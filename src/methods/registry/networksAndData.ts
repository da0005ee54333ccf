/** Compares the networks and dropped classes of an experiment with its data. */

import { type Dataset, digitNames, IMAGE_SIDE } from "../../domain/dataset.ts";
import type { Experiment } from "../../domain/experiment.ts";

/** Classes and image size of a data set. */
export type DataShape = Pick<Dataset, "classNames" | "height" | "width">;

/** The built-in digits and MNIST; the visitor's own files are refused where they are not of this shape. */
export const digitsShape: DataShape = { classNames: digitNames, height: IMAGE_SIDE, width: IMAGE_SIDE };

function omissionFaults(field: string, omitted: readonly number[], classes: number): readonly string[] {
  const unknown = omitted.find((c) => c >= classes);
  if (unknown !== undefined)
    return [
      `${field} names class ${unknown}, but the data have the classes 0 to ${classes - 1}; take it out of the list`,
    ];
  if (new Set(omitted).size < classes) return [];
  return [`${field} drops every class; keep at least one of 0 to ${classes - 1}`];
}

/** What does not fit, each with what would; empty where all does. */
export function dataFaults(experiment: Experiment, { classNames, height, width }: DataShape): readonly string[] {
  const { data, transferSet, teacher, student } = experiment;
  const classes = classNames.length;
  const networks = Object.entries({ teacher, student }).flatMap(([role, { architecture }]) => {
    const [inputHeight, inputWidth] = architecture.input;
    const size = `${inputWidth}x${inputHeight}`;
    return [
      ...(architecture.classes === classes
        ? []
        : [
            `the ${role} has ${architecture.classes} classes, but the data set "${data.dataset}" has ${classes}; give both networks ${classes}`,
          ]),
      ...(inputHeight === height && inputWidth === width
        ? []
        : [
            `the ${role} reads images of ${size}, but those of "${data.dataset}" are ${width}x${height}; choose images of ${size}`,
          ]),
    ];
  });
  return [
    ...networks,
    ...omissionFaults("transferSet.omitClasses", transferSet.omitClasses, classes),
    ...omissionFaults("data.omitClasses", data.omitClasses ?? [], classes),
  ];
}

/** @throws RangeError naming what does not fit, and what would */
export function checkAgainstData(experiment: Experiment, data: DataShape): void {
  const faults = dataFaults(experiment, data);
  if (faults.length > 0) throw new RangeError(faults.join(". "));
}
