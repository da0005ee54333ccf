/** One image of a data set on a canvas: grey, or in colour. */

import { memo, type ReactNode, useEffect, useRef } from "react";
import { type DataChoice, shapeOf } from "../../domain/namedDatasets.ts";

interface Props {
  /** [height, width, channels] of the data */
  readonly image: Uint8Array;
  readonly data: DataChoice;
  readonly label: string;
}

/** Whether two images are the same bytes: views of a set's images are made anew each time. */
function isSame(one: Props, other: Props): boolean {
  const [a, b] = [one.image, other.image];
  const hasSameBytes = a.buffer === b.buffer && a.byteOffset === b.byteOffset;
  return hasSameBytes && one.label === other.label && shapeOf(one.data) === shapeOf(other.data);
}

/** Draws an image without smoothing. Digits and clothing are ink on paper; a visitor's own images have their own colours. */
export const DigitImage = memo(function DigitImage({ image, data, label }: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, channels } = shapeOf(data);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(width, height);
    // Each number is the four bytes of a pixel; of a grey one all three channels are the same byte.
    const colours = new Uint32Array(pixels.data.buffer);
    const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
    for (let i = 0; i < colours.length; i++) {
      const at = i * channels;
      colours[i] = 0xff000000 | image[at]! | (image[at + green]! << 8) | (image[at + blue]! << 16);
    }
    context.putImageData(pixels, 0, 0);
  }, [image, height, width, channels]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={data.files ? "digit as-it-is" : "digit"}
      role="img"
      aria-label={label}
    />
  );
}, isSame);
