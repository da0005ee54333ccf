/** The regions of the lab by name: what can stand below the digit and the answers, in a lesson or in a frame. */

import { DETAILS, type Detail } from "./labView.ts";

/** All but the details. */
export const REGIONS = [
  /** toggle buttons of the classes that the transfer set omits */
  "drop",
  /** how the student reads the test images of the dropped classes */
  "droppedRow",
  /** the slider of the class bias */
  "bias",
  /** the result over pairs, and the curves over steps */
  "result",
  "chart",
  /** the chooser of the arm whose student is shown */
  "arms",
  /** the buttons of training, with its state */
  "train",
  /** the bar of time */
  "time",
  /** what the paper claims, with the words of this run */
  "claims",
  /** settings of the method that need a new run, as the recorded run has them */
  "settings",
  /** the table and the map of Hinton's section */
  "sectionTable",
  "temperatureMap",
] as const;

/** A region, or a detail of the lab. */
export type Region = (typeof REGIONS)[number] | `detail.${Detail}`;

export function isRegion(name: string): name is Region {
  return REGIONS.some((region) => region === name) || DETAILS.some((detail) => name === `detail.${detail}`);
}
