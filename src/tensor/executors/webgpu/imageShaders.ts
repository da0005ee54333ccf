/** WGSL for convolutions, pooling and their gradients. */

import { volume } from "../../graph.ts";
import type { PlannedOpOf } from "../../plan/plannedOps.ts";
import { convolvedSides } from "./productTiling.ts";
import { element, type Locate, type ShaderBody, withEpilogue } from "./wgslExpressions.ts";

type Convolution = PlannedOpOf<"convolve" | "convolveInputGradient" | "convolveFilterGradient">;

/** One invocation for each output value, or for each value of the input gradient, which reads the filter rotated. */
export function convolveBody(op: Convolution, locate: Locate): ShaderBody {
  const [batch, height, width] = op.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = op.filter as readonly [number, number, number, number];
  const isInputGradient = op.kind === "convolveInputGradient";
  const [from, into] = isInputGradient ? [filters, channels] : [channels, filters];
  const [high, wide] = convolvedSides(op);
  const border = isInputGradient ? kernel - 1 - op.border : op.border;
  const [fromHeight, fromWidth, toHeight, toWidth] = isInputGradient
    ? [high, wide, height, width]
    : [height, width, high, wide];
  const position = isInputGradient
    ? `((${kernel - 1}u - dy) * ${kernel}u + ${kernel - 1}u - dx)`
    : `(dy * ${kernel}u + dx)`;
  const weight = isInputGradient
    ? `${position} * ${channels * filters}u + out * ${filters}u + c`
    : `(${position} * ${channels}u + c) * ${filters}u + out`;
  const image = `((n * ${fromHeight}u + u32(sy)) * ${fromWidth}u + u32(sx)) * ${from}u + c`;
  return {
    invocations: batch * toHeight * toWidth * into,
    elementwise: false,
    cost: kernel * kernel * from,
    body: `
      let out = i % ${into}u;
      let x = (i / ${into}u) % ${toWidth}u;
      let y = (i / ${into * toWidth}u) % ${toHeight}u;
      let n = i / ${into * toWidth * toHeight}u;
      var s = 0.0;
      for (var dy = 0u; dy < ${kernel}u; dy++) {
        let sy = i32(y + dy) - ${border};
        if (sy < 0 || sy >= ${fromHeight}) { continue; }
        for (var dx = 0u; dx < ${kernel}u; dx++) {
          let sx = i32(x + dx) - ${border};
          if (sx < 0 || sx >= ${fromWidth}) { continue; }
          for (var c = 0u; c < ${from}u; c++) {
            s += ${element(locate(op.image), image)} * ${element(locate(op.filterOrGradient), weight)};
          }
        }
      }
      ${element(locate(op.to), "i")} = ${withEpilogue("s", "i", "out", op.epilogue, locate)};`,
  };
}

/** Each image's share of the filter's gradient, [batch, k, k, channels, filters], which is summed over the images. */
export function filterGradientBody(op: Convolution, locate: Locate): ShaderBody {
  const [batch, height, width] = op.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = op.filter as readonly [number, number, number, number];
  const { border } = op;
  const [high, wide] = convolvedSides(op);
  const size = volume(op.filter);
  const image = `((n * ${height}u + u32(sy)) * ${width}u + u32(sx)) * ${channels}u + c`;
  const gradient = `((n * ${high}u + y) * ${wide}u + x) * ${filters}u + f`;
  return {
    invocations: batch * size,
    elementwise: false,
    cost: high * wide,
    body: `
      let n = i / ${size}u;
      let f = i % ${filters}u;
      let c = (i / ${filters}u) % ${channels}u;
      let dx = (i / ${filters * channels}u) % ${kernel}u;
      let dy = (i / ${filters * channels * kernel}u) % ${kernel}u;
      var s = 0.0;
      for (var y = 0u; y < ${high}u; y++) {
        let sy = i32(y + dy) - ${border};
        if (sy < 0 || sy >= ${height}) { continue; }
        for (var x = 0u; x < ${wide}u; x++) {
          let sx = i32(x + dx) - ${border};
          if (sx < 0 || sx >= ${width}) { continue; }
          s += ${element(locate(op.image), image)} * ${element(locate(op.filterOrGradient), gradient)};
        }
      }
      ${element(locate(op.to), "i")} = s;`,
  };
}

/** One invocation for each block. */
export function poolBody(op: PlannedOpOf<"maxPool" | "maxPoolGradient">, locate: Locate): ShaderBody {
  const [batch, height, width, channels] = op.images as readonly [number, number, number, number];
  const { size } = op;
  const [h, w] = [height / size, width / size];
  const from = element(locate(op.from), `corner + (dy * ${width}u + dx) * ${channels}u`);
  const each = (inside: string) =>
    `for (var dy = 0u; dy < ${size}u; dy++) { for (var dx = 0u; dx < ${size}u; dx++) { ${inside} } }`;
  const finish =
    op.kind === "maxPool"
      ? `${element(locate(op.to), "i")} = top;`
      : `var open = ${element(locate(op.gradient), "i")};
      ${each(`let first = ${from} == top;
        ${element(locate(op.to), `corner + (dy * ${width}u + dx) * ${channels}u`)} = select(0.0, open, first);
        open = select(open, 0.0, first);`)}`;
  return {
    invocations: batch * h * w * channels,
    elementwise: false,
    cost: size * size,
    body: `
      let c = i % ${channels}u;
      let x = (i / ${channels}u) % ${w}u;
      let y = i / ${channels * w}u;
      let corner = (y * ${size * width}u + x * ${size}u) * ${channels}u + c;
      var top = ${element(locate(op.from), "corner")};
      ${each(`top = max(top, ${from});`)}
      ${finish}`,
  };
}
