/**
 * A drawing made like an image of MNIST: cropped, fitted into 20x20, and centred by its mass in 28x28. In square
 * images of another size it has the same parts of the side.
 */

import { IMAGE_SIDE } from "../domain/dataset.ts";
import { boxSideIn, centringShift } from "./digitPlacement.ts";

/** Grey values below this are background. */
const BACKGROUND_LIMIT = 0.04;

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The bounding box of a drawing; null for an empty one. */
function boundsOf(grey: Float32Array, width: number, height: number): Bounds | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (grey[y * width + x]! < BACKGROUND_LIMIT) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Mean grey of a square of side `size`. Averaging keeps thin strokes when a drawing is reduced. */
function average(grey: Float32Array, width: number, x0: number, y0: number, size: number, bounds: Bounds): number {
  let [sum, weight] = [0, 0];
  const [right, bottom] = [bounds.left + bounds.width, bounds.top + bounds.height];
  for (let y = Math.floor(y0); y < y0 + size; y++)
    for (let x = Math.floor(x0); x < x0 + size; x++) {
      const share = (Math.min(x + 1, x0 + size) - Math.max(x, x0)) * (Math.min(y + 1, y0 + size) - Math.max(y, y0));
      weight += share;
      if (x >= bounds.left && y >= bounds.top && x < right && y < bottom) sum += share * grey[y * width + x]!;
    }
  return sum / weight;
}

/**
 * Makes an image for the networks from a drawing.
 * @param grey 0 (background) to 1 (full ink), [height, width]
 * @param side of the image, pixels
 * @returns grey bytes, [side, side]; all zero for an empty drawing
 */
export function centreDrawing(grey: Float32Array, width: number, height: number, side = IMAGE_SIDE): Uint8Array {
  const image = new Uint8Array(side * side);
  const bounds = boundsOf(grey, width, height);
  if (!bounds) return image;
  const size = Math.max(bounds.width, bounds.height) / boxSideIn(side);
  const [columns, rows] = [Math.ceil(bounds.width / size), Math.ceil(bounds.height / size)];
  const small = new Float32Array(columns * rows);
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const value = average(grey, width, bounds.left + x * size, bounds.top + y * size, size, bounds);
      small[y * columns + x] = value;
      mass += value;
      massX += value * (x + 0.5);
      massY += value * (y + 0.5);
    }
  const [toX, toY] = [centringShift(mass, massX, side), centringShift(mass, massY, side)];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const [px, py] = [x + toX, y + toY];
      if (px >= 0 && py >= 0 && px < side && py < side)
        image[py * side + px] = Math.round(255 * small[y * columns + x]!);
    }
  return image;
}
