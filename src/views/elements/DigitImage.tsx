/** One 28 x 28 grey image on a canvas. */

import { type ReactNode, useEffect, useRef } from "react";

/** Bytes of one image. */
const SIZE = 28 * 28;

/** Draws 784 grey bytes without smoothing. */
export function DigitImage(props: {
  readonly image: Uint8Array;
  readonly label: string;
  readonly size?: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image } = props;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(28, 28);
    for (let i = 0; i < SIZE; i++) pixels.data.set([image[i]!, image[i]!, image[i]!, 255], 4 * i);
    context.putImageData(pixels, 0, 0);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      width={28}
      height={28}
      className="digit"
      role="img"
      aria-label={props.label}
      {...(props.size ? { style: { width: props.size, height: props.size } } : {})}
    />
  );
}
