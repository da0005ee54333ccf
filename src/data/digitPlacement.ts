/** The placement of a digit in its image, as in MNIST: fitted into a box, with its centre of mass in the middle. */

import { IMAGE_SIDE } from "../domain/dataset.ts";

/** Side of the box, pixels. */
export const BOX_SIDE = 20;

/** Side of the box in images of another side: the same part of it. */
export function boxSideIn(side: number): number {
  return Math.round((BOX_SIDE * side) / IMAGE_SIDE);
}

/**
 * The shift in whole pixels that moves the centre of mass to the middle of the image.
 * @param mass sum of the grey values
 * @param moment sum of the grey values times their coordinate along one axis
 * @param side of the image, pixels
 */
export function centringShift(mass: number, moment: number, side = IMAGE_SIDE): number {
  return Math.round(side / 2 - moment / mass);
}
