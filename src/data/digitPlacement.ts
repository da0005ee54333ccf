/** The placement of a digit in its image, as in MNIST: fitted into a box, with its centre of mass in the middle. */

import { IMAGE_SIDE } from "../domain/dataset.ts";

/** Side of the box, pixels. */
export const BOX_SIDE = 20;

/**
 * The shift in whole pixels that moves the centre of mass to the middle of the image.
 * @param mass sum of the grey values
 * @param moment sum of the grey values times their coordinate along one axis
 */
export function centringShift(mass: number, moment: number): number {
  return Math.round(IMAGE_SIDE / 2 - moment / mass);
}
