/** One 28 x 28 grey image on a canvas. */

import { memo, type ReactNode, useEffect, useRef } from "react";
import { IMAGE_SIDE, IMAGE_SIZE } from "../../domain/dataset.ts";

interface Props {
  readonly image: Uint8Array;
  readonly label: string;
}

/** Whether two images are the same bytes: views of a set's images are made anew each time. */
function isSame(one: Props, other: Props): boolean {
  const [a, b] = [one.image, other.image];
  const hasSameBytes = a.buffer === b.buffer && a.byteOffset === b.byteOffset;
  return hasSameBytes && one.label === other.label;
}

/** Draws 784 grey bytes without smoothing. */
export const DigitImage = memo(function DigitImage(props: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image } = props;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(IMAGE_SIDE, IMAGE_SIDE);
    // Each number is the four bytes of a grey pixel.
    const greys = new Uint32Array(pixels.data.buffer);
    for (let i = 0; i < IMAGE_SIZE; i++) greys[i] = 0xff000000 | (image[i]! * 0x010101);
    context.putImageData(pixels, 0, 0);
  }, [image]);
  return (
    <canvas ref={canvas} width={IMAGE_SIDE} height={IMAGE_SIDE} className="digit" role="img" aria-label={props.label} />
  );
}, isSame);
