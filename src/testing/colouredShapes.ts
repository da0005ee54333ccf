/** Drawn shapes as a data set for tests: of any size, grey or in colour, with any number of classes. */

import type { Dataset, ImageShape, Split } from "../domain/dataset.ts";
import type { FilesDescription } from "../domain/experiment.ts";
import { openStream, streamKey } from "../math/random.ts";

/** Whether a point belongs to a shape that fills the square from -1 to 1. */
const forms: readonly (readonly [name: string, has: (x: number, y: number) => boolean])[] = [
  ["disc", (x, y) => x * x + y * y <= 1],
  ["square", (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.8],
  ["cross", (x, y) => Math.min(Math.abs(x), Math.abs(y)) <= 0.25 && Math.max(Math.abs(x), Math.abs(y)) <= 1],
  ["ring", (x, y) => x * x + y * y <= 1 && x * x + y * y >= 0.4],
  ["bar", (x, y) => Math.abs(y) <= 0.35 && Math.abs(x) <= 1],
];

/** The brightness of one of the channels at a hue from 0 to 1. */
function channelAt(hue: number, channel: number): number {
  const turn = (hue + 1 - channel / 3) % 1;
  return 255 * Math.min(1, Math.max(0, Math.abs(6 * turn - 3) - 1));
}

/** "disc 0", "square 0", ..., "disc 1": a shape and the number of its hue, or of its brightness in grey. */
export function shapeNames(classes: number): readonly string[] {
  return Array.from({ length: classes }, (_, c) => `${forms[c % forms.length]![0]} ${Math.floor(c / forms.length)}`);
}

/** `count` images of `classes` classes in turn; the shapes' places and sizes are drawn by the image's number. */
export function colouredShapes(shape: ImageShape, classes: number, count: number, role: "train" | "test"): Dataset {
  const { height, width, channels } = shape;
  const hues = Math.ceil(classes / forms.length);
  const images = new Uint8Array(count * height * width * channels);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  for (const [i, label] of labels.entries()) {
    const random = openStream(streamKey(1, "shapes", role, i));
    const radius = (Math.min(height, width) / 2) * (0.6 + 0.25 * random.uniform());
    const [x0, y0] = [width / 2 + 2 * random.uniform() - 1, height / 2 + 2 * random.uniform() - 1];
    const [, has] = forms[label % forms.length]!;
    const hue = Math.floor(label / forms.length) / hues;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (has((x + 0.5 - x0) / radius, (y + 0.5 - y0) / radius))
          for (let c = 0; c < channels; c++)
            images[((i * height + y) * width + x) * channels + c] =
              channels === 3 ? channelAt(hue, c) : 255 - Math.round(200 * hue);
  }
  return { images, labels, count, ...shape, classNames: shapeNames(classes) };
}

/** Training and test images of drawn shapes. */
export function shapesSplit(shape: ImageShape, classes: number, counts: { train: number; test: number }): Split {
  return {
    train: colouredShapes(shape, classes, counts.train, "train"),
    test: colouredShapes(shape, classes, counts.test, "test"),
  };
}

/** What an experiment says of such images. @param checksum of the files that have them */
export function filesOf({ train, test }: Split, checksum = "0".repeat(64)): FilesDescription {
  const { height, width, channels, classNames } = train;
  return {
    checksum,
    train: train.count,
    test: test.count,
    size: [height, width],
    channels,
    classNames: [...classNames],
  };
}
