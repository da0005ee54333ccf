/**
 * The built-in digits: synthetic handwriting drawn from a seed, without a download. A skeleton is bent, slanted and
 * stretched, drawn with a pen, fitted into 20x20 pixels and centred by its mass in 28x28, as in MNIST. docs/digits.md
 * compares them with MNIST and gives the command of that measurement.
 */

import { type Dataset, digitImage, digitNames, IMAGE_SIDE, IMAGE_SIZE } from "../domain/dataset.ts";
import { openStream, type Random, streamKey } from "../math/random.ts";
import { BOX_SIDE, centringShift } from "./digitPlacement.ts";
import { digitForms, type Form, type Stroke } from "./digitStrokes.ts";

/** Number of points on the curve between two of a skeleton's points. */
const POINTS_BETWEEN = 6;

/** Variation of the handwriting: the standard deviation of each change, or its range. A box is the 20x20 square. */
const VARIATION = {
  /** displacement of each point of a skeleton, in boxes */
  pointNoise: 0.06,
  /** amplitude of the sine wave that bends the whole skeleton, in boxes */
  bend: 0.065,
  slant: 0.34,
  turn: 0.15,
  /** logarithm of the ratio of width to height */
  aspect: 0.24,
  /** half the pen's width in pixels: its minimum, and the range above it */
  pen: [0.7, 1.0],
  /** width of the pen's soft edge in pixels */
  edge: 0.8,
} as const;

/** One of the forms of a digit, by their shares. @param u uniform in [0, 1) */
function chooseForm(forms: readonly Form[], u: number): Form {
  let rest = u * forms.reduce((sum, form) => sum + form.share, 0);
  for (const form of forms) {
    rest -= form.share;
    if (rest < 0) return form;
  }
  return forms[0]!;
}

/** A Catmull-Rom curve through a stroke's points. @returns its points, x and y in turn */
function smoothCurve(stroke: Stroke): number[] {
  const count = stroke.length / 2;
  const at = (i: number, axis: 0 | 1) => stroke[2 * Math.max(0, Math.min(count - 1, i)) + axis]!;
  const curve: number[] = [];
  for (let i = 0; i + 1 < count; i++) {
    for (let k = 0; k < POINTS_BETWEEN; k++) {
      const t = k / POINTS_BETWEEN;
      for (const axis of [0, 1] as const) {
        const [a, b, c, d] = [at(i - 1, axis), at(i, axis), at(i + 1, axis), at(i + 2, axis)];
        curve.push(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
      }
    }
  }
  curve.push(at(count - 1, 0), at(count - 1, 1));
  return curve;
}

/** The strokes bent, slanted, turned and stretched, all alike, with a small random displacement of every point. */
function varyStrokes(form: Form, random: Random): number[][] {
  const [bendX, bendY] = [VARIATION.bend * random.normal(), VARIATION.bend * random.normal()];
  const [phaseX, phaseY] = [6.3 * random.uniform(), 6.3 * random.uniform()];
  const slant = VARIATION.slant * random.normal() + 0.12;
  const turn = VARIATION.turn * random.normal();
  const wide = Math.exp(VARIATION.aspect * random.normal()) * 0.8;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return form.strokes.map((stroke) => {
    const moved: number[] = [];
    for (let i = 0; i < stroke.length; i += 2) {
      const [u, w] = [stroke[i]!, stroke[i + 1]!];
      const x = (u - 0.5 + VARIATION.pointNoise * random.normal() + bendX * Math.sin(4 * w + phaseX)) * wide;
      const y = w - 0.5 + VARIATION.pointNoise * random.normal() + bendY * Math.sin(4 * u + phaseY);
      const slanted = x - slant * y;
      moved.push(cos * slanted - sin * y, sin * slanted + cos * y);
    }
    return smoothCurve(moved);
  });
}

/** Scales and shifts curves in place so that they fill the box in the middle of the image. */
function fitBox(curves: readonly number[][], pen: number): void {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const curve of curves)
    for (let i = 0; i < curve.length; i += 2) {
      left = Math.min(left, curve[i]!);
      right = Math.max(right, curve[i]!);
      top = Math.min(top, curve[i + 1]!);
      bottom = Math.max(bottom, curve[i + 1]!);
    }
  const scale = (BOX_SIDE - 2 * pen) / Math.max(right - left, bottom - top);
  for (const curve of curves)
    for (let i = 0; i < curve.length; i += 2) {
      curve[i] = (curve[i]! - (left + right) / 2) * scale + IMAGE_SIDE / 2;
      curve[i + 1] = (curve[i + 1]! - (top + bottom) / 2) * scale + IMAGE_SIDE / 2;
    }
}

/** Squared distance of a point from a segment of the curve. */
function distanceSquared(px: number, py: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy + 1e-9);
  const t = Math.min(1, Math.max(0, along));
  const [ex, ey] = [px - x0 - t * dx, py - y0 - t * dy];
  return ex * ex + ey * ey;
}

/** Writes each pixel's squared distance from the nearest curve into `field`; Infinity far from all curves. */
function writeDistances(curves: readonly number[][], reach: number, field: Float32Array): void {
  field.fill(Infinity);
  for (const curve of curves)
    for (let i = 0; i + 3 < curve.length; i += 2) {
      const [x0, y0, x1, y1] = [curve[i]!, curve[i + 1]!, curve[i + 2]!, curve[i + 3]!];
      const fromX = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
      const toX = Math.min(IMAGE_SIDE - 1, Math.ceil(Math.max(x0, x1) + reach));
      const fromY = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
      const toY = Math.min(IMAGE_SIDE - 1, Math.ceil(Math.max(y0, y1) + reach));
      for (let y = fromY; y <= toY; y++)
        for (let x = fromX; x <= toX; x++) {
          const d = distanceSquared(x + 0.5, y + 0.5, x0, y0, x1, y1);
          if (d < field[y * IMAGE_SIDE + x]!) field[y * IMAGE_SIDE + x] = d;
        }
    }
}

/** Writes one image into `images` at `offset`, shifted by whole pixels so that its centre of mass is in the middle. */
function writeImage(field: Float32Array, pen: number, strength: number, images: Uint8Array, offset: number): void {
  const grey = new Float32Array(IMAGE_SIZE);
  let [mass, massX, massY] = [0, 0, 0];
  for (let i = 0; i < grey.length; i++) {
    if (field[i] === Infinity) continue;
    const depth = (pen - Math.sqrt(field[i]!)) / VARIATION.edge + 0.5;
    const value = Math.min(1, Math.max(0, depth));
    grey[i] = value;
    mass += value;
    massX += value * ((i % IMAGE_SIDE) + 0.5);
    massY += value * (Math.floor(i / IMAGE_SIDE) + 0.5);
  }
  const shiftX = centringShift(mass, massX);
  const shiftY = centringShift(mass, massY);
  for (let y = 0; y < IMAGE_SIDE; y++)
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const [fromX, fromY] = [x - shiftX, y - shiftY];
      if (fromX < 0 || fromY < 0 || fromX >= IMAGE_SIDE || fromY >= IMAGE_SIDE) continue;
      images[offset + y * IMAGE_SIDE + x] = Math.round(255 * Math.min(1, strength * grey[fromY * IMAGE_SIDE + fromX]!));
    }
}

/**
 * Draws digits.
 * @param seed of the experiment; image i depends on the seed, the role and i alone, so that a smaller set is the first
 * part of a larger one
 * @param role training or test images, which have separate streams
 */
export function drawDigits(seed: number, count: number, role: "train" | "test"): Dataset {
  return drawDigitsAt(
    seed,
    Array.from({ length: count }, (_, place) => place),
    role,
  );
}

/** Draws the digits at some places of a role's images, as `drawDigits` does. */
export function drawDigitsAt(seed: number, places: readonly number[], role: "train" | "test"): Dataset {
  const count = places.length;
  const images = new Uint8Array(count * IMAGE_SIZE);
  const labels = new Uint8Array(count);
  const field = new Float32Array(IMAGE_SIZE);
  for (const [i, place] of places.entries()) {
    const random = openStream(streamKey(seed, "digits", role, place));
    const label = random.integer(10);
    const curves = varyStrokes(chooseForm(digitForms[label]!, random.uniform()), random);
    const pen = VARIATION.pen[0] + VARIATION.pen[1] * random.uniform();
    fitBox(curves, pen);
    writeDistances(curves, pen + 1, field);
    writeImage(field, pen, 0.9 + 0.25 * random.uniform(), images, i * IMAGE_SIZE);
    labels[i] = label;
  }
  return { images, labels, count, ...digitImage, classNames: digitNames };
}
