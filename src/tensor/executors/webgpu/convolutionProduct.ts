/**
 * Convolutions and their gradients as products of matrices through workgroup memory. No matrix of image patches is stored:
 * an element of a side is read from the image where it is needed.
 */

import type { Tiling } from "./deviceProfile.ts";
import { convolvedSides, type Product, productSize } from "./productTiling.ts";
import { type ProductSides, tiledBody } from "./tiledProduct.ts";
import { element, type Locate, type ShaderBody } from "./wgslExpressions.ts";

type Convolution = Exclude<Product, { kind: "matmul" }>;

/** Statements that take a number apart: the innermost place first. @returns WGSL constants of these names */
function placesOf(number: string, names: readonly string[], sizes: readonly number[]): string {
  let inner = 1;
  return names
    .map((name, i) => {
      const above = inner === 1 ? number : `${number} / ${inner}u`;
      inner *= sizes[i] ?? 1;
      return i === names.length - 1 ? `let ${name} = ${above};` : `let ${name} = ${above} % ${sizes[i]}u;`;
    })
    .join(" ");
}

/** Statements that return a value of an image [n, height, width, channels] at (image, y + dy - border, x + dx - border), or 0 outside. */
function imageValue(from: (index: string) => string, sides: readonly number[], border: number): string {
  const [height, width, channels] = sides as readonly [number, number, number];
  return `let sy = i32(y + dy) - ${border};
    let sx = i32(x + dx) - ${border};
    if (sy < 0 || sy >= ${height} || sx < 0 || sx >= ${width}) { return 0.0; }
    return ${from(`((image * ${height}u + u32(sy)) * ${width}u + u32(sx)) * ${channels}u + c`)};`;
}

function sidesOf(op: Convolution, locate: Locate): ProductSides {
  const [, height, width] = op.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = op.filter as readonly [number, number, number, number];
  const [high, wide] = convolvedSides(op);
  const image = (index: string) => element(locate(op.image), index);
  const other = (index: string) => element(locate(op.filterOrGradient), index);
  switch (op.kind) {
    case "convolve":
      return {
        left: `${placesOf("row", ["x", "y", "image"], [wide, high])}
          ${placesOf("k", ["c", "dx", "dy"], [channels, kernel])}
          ${imageValue(image, [height, width, channels], op.border)}`,
        right: `return ${other(`k * ${filters}u + column`)};`,
        ...{ leftAlongDepth: true, rightAlongDepth: false },
      };
    case "convolveInputGradient": {
      // The filter is read rotated.
      const place = `((${kernel - 1}u - dy) * ${kernel}u + ${kernel - 1}u - dx)`;
      return {
        left: `${placesOf("row", ["x", "y", "image"], [width, height])}
          ${placesOf("k", ["c", "dx", "dy"], [filters, kernel])}
          ${imageValue(image, [high, wide, filters], kernel - 1 - op.border)}`,
        right: `${placesOf("k", ["f", "dx", "dy"], [filters, kernel])}
          return ${other(`(${place} * ${channels}u + column) * ${filters}u + f`)};`,
        ...{ leftAlongDepth: true, rightAlongDepth: true },
      };
    }
    case "convolveFilterGradient":
      return {
        left: `${placesOf("row", ["c", "dx", "dy"], [channels, kernel])}
          ${placesOf("k", ["x", "y", "image"], [wide, high])}
          ${imageValue(image, [height, width, channels], op.border)}`,
        right: `return ${other(`k * ${filters}u + column`)};`,
        ...{ leftAlongDepth: channels === 1, rightAlongDepth: false },
      };
  }
}

/** A convolution or one of its gradients. */
export function tiledConvolution(op: Convolution, locate: Locate, { tile }: Tiling): ShaderBody {
  return tiledBody(op, productSize(op), sidesOf(op, locate), tile, locate);
}
