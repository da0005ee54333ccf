/**
 * The built-in digits: seeded handwriting that needs no download. A skeleton is bent, slanted and stretched, drawn
 * with a pen, fitted into 20x20 pixels and centred by its mass in 28x28, as MNIST's images were made.
 * docs/digits.md says how close they come to MNIST, and by which command that was measured.
 */

import { type Dataset, digitNames } from "../domain/dataset.ts";
import { openStream, type Random, streamKey } from "../math/random.ts";
import { type Stroke, type Way, ways } from "./digitStrokes.ts";

const SIDE = 28;
const BOX = 20;
/** Points on the curve between two of a skeleton's points. */
const FINENESS = 6;

/** How differently people write; each the standard deviation, or the range, of one motion of the hand. */
const HAND = {
  /** how far each point of a skeleton strays, in boxes */
  wobble: 0.06,
  /** how far the whole skeleton is bent by a slow wave, in boxes */
  bend: 0.065,
  slant: 0.34,
  turn: 0.15,
  /** width against height, as a factor's logarithm */
  aspect: 0.24,
  /** half the pen's width in pixels: least, and how much more */
  pen: [0.7, 1.0],
  /** softness of the pen's edge in pixels */
  edge: 0.8,
} as const;

function chooseWay(options: readonly Way[], at: number): Way {
  let rest = at * options.reduce((sum, way) => sum + way.share, 0);
  for (const way of options) {
    rest -= way.share;
    if (rest < 0) return way;
  }
  return options[0]!;
}

/** A Catmull-Rom curve through a stroke's points, as x and y in turn. */
function smooth(stroke: Stroke): number[] {
  const count = stroke.length / 2;
  const at = (i: number, axis: 0 | 1) => stroke[2 * Math.max(0, Math.min(count - 1, i)) + axis]!;
  const curve: number[] = [];
  for (let i = 0; i + 1 < count; i++) {
    for (let k = 0; k < FINENESS; k++) {
      const t = k / FINENESS;
      for (const axis of [0, 1] as const) {
        const [a, b, c, d] = [at(i - 1, axis), at(i, axis), at(i + 1, axis), at(i + 2, axis)];
        curve.push(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
      }
    }
  }
  curve.push(at(count - 1, 0), at(count - 1, 1));
  return curve;
}

/** Bends, slants, turns and stretches all strokes alike; every point also strays a little by itself. */
function handwrite(way: Way, random: Random): number[][] {
  const [bendX, bendY] = [HAND.bend * random.normal(), HAND.bend * random.normal()];
  const [phaseX, phaseY] = [6.3 * random.uniform(), 6.3 * random.uniform()];
  const slant = HAND.slant * random.normal() + 0.12;
  const turn = HAND.turn * random.normal();
  const wide = Math.exp(HAND.aspect * random.normal()) * 0.8;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return way.strokes.map((stroke) => {
    const moved: number[] = [];
    for (let i = 0; i < stroke.length; i += 2) {
      const [u, w] = [stroke[i]!, stroke[i + 1]!];
      const x = (u - 0.5 + HAND.wobble * random.normal() + bendX * Math.sin(4 * w + phaseX)) * wide;
      const y = w - 0.5 + HAND.wobble * random.normal() + bendY * Math.sin(4 * u + phaseY);
      const slanted = x - slant * y;
      moved.push(cos * slanted - sin * y, sin * slanted + cos * y);
    }
    return smooth(moved);
  });
}

/** Scales and shifts curves so that the ink fills the box, and lies in the middle of the image. */
function fitBox(curves: readonly number[][], pen: number): void {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const curve of curves)
    for (let i = 0; i < curve.length; i += 2) {
      left = Math.min(left, curve[i]!);
      right = Math.max(right, curve[i]!);
      top = Math.min(top, curve[i + 1]!);
      bottom = Math.max(bottom, curve[i + 1]!);
    }
  const scale = (BOX - 2 * pen) / Math.max(right - left, bottom - top);
  for (const curve of curves)
    for (let i = 0; i < curve.length; i += 2) {
      curve[i] = (curve[i]! - (left + right) / 2) * scale + SIDE / 2;
      curve[i + 1] = (curve[i + 1]! - (top + bottom) / 2) * scale + SIDE / 2;
    }
}

/** Squared distance of a pixel's middle from a piece of the curve. */
function distanceSquared(px: number, py: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy + 1e-9);
  const t = Math.min(1, Math.max(0, along));
  const [ex, ey] = [px - x0 - t * dx, py - y0 - t * dy];
  return ex * ex + ey * ey;
}

/** Squared distance of every pixel from the nearest ink, where it is near at all. */
function nearest(curves: readonly number[][], reach: number, field: Float32Array): void {
  field.fill(Infinity);
  for (const curve of curves)
    for (let i = 0; i + 3 < curve.length; i += 2) {
      const [x0, y0, x1, y1] = [curve[i]!, curve[i + 1]!, curve[i + 2]!, curve[i + 3]!];
      const fromX = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
      const toX = Math.min(SIDE - 1, Math.ceil(Math.max(x0, x1) + reach));
      const fromY = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
      const toY = Math.min(SIDE - 1, Math.ceil(Math.max(y0, y1) + reach));
      for (let y = fromY; y <= toY; y++)
        for (let x = fromX; x <= toX; x++) {
          const d = distanceSquared(x + 0.5, y + 0.5, x0, y0, x1, y1);
          if (d < field[y * SIDE + x]!) field[y * SIDE + x] = d;
        }
    }
}

/** Inks one image into `images` at `offset`, moved by whole pixels so that its mass lies in the middle. */
function ink(field: Float32Array, pen: number, strength: number, images: Uint8Array, offset: number): void {
  const grey = new Float32Array(SIDE * SIDE);
  let [mass, massX, massY] = [0, 0, 0];
  for (let i = 0; i < grey.length; i++) {
    if (field[i] === Infinity) continue;
    const depth = (pen - Math.sqrt(field[i]!)) / HAND.edge + 0.5;
    const value = Math.min(1, Math.max(0, depth));
    grey[i] = value;
    mass += value;
    massX += value * ((i % SIDE) + 0.5);
    massY += value * (Math.floor(i / SIDE) + 0.5);
  }
  const shiftX = Math.round(SIDE / 2 - massX / mass);
  const shiftY = Math.round(SIDE / 2 - massY / mass);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const [fromX, fromY] = [x - shiftX, y - shiftY];
      if (fromX < 0 || fromY < 0 || fromX >= SIDE || fromY >= SIDE) continue;
      images[offset + y * SIDE + x] = Math.round(255 * Math.min(1, strength * grey[fromY * SIDE + fromX]!));
    }
}

/**
 * Draws digits.
 * @param seed the experiment's; image i of a half depends on the seed and i alone, so a smaller set is a beginning
 * of a larger one
 * @param half training and test images come from separate streams
 */
export function drawDigits(seed: number, count: number, half: "train" | "test"): Dataset {
  const images = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint8Array(count);
  const field = new Float32Array(SIDE * SIDE);
  for (let i = 0; i < count; i++) {
    const random = openStream(streamKey(seed, "digits", half, i));
    const label = random.integer(10);
    const curves = handwrite(chooseWay(ways[label]!, random.uniform()), random);
    const pen = HAND.pen[0] + HAND.pen[1] * random.uniform();
    fitBox(curves, pen);
    nearest(curves, pen + 1, field);
    ink(field, pen, 0.9 + 0.25 * random.uniform(), images, i * SIDE * SIDE);
    labels[i] = label;
  }
  return { images, labels, count, height: SIDE, width: SIDE, classNames: digitNames };
}
