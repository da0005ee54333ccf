/** WGSL for work on images: convolutions with their gradients, and pooling. */

import { volume } from "../../graph.ts";
import type { PlannedOp } from "../../plan/plannedOps.ts";
import { element, type Locate, type ShaderBody, withEpilogue } from "./wgsl.ts";

type ConvolutionWork = Extract<PlannedOp, { kind: "convolve" | "convolveInputGradient" | "convolveFilterGradient" }>;

/** One output value of a convolution, or of its gradient by the input, which walks through the filter backwards. */
export function convolveBody(work: ConvolutionWork, locate: Locate): ShaderBody {
  const [batch, height, width] = work.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = work.filter as readonly [number, number, number, number];
  const backwards = work.kind === "convolveInputGradient";
  const [from, into] = backwards ? [filters, channels] : [channels, filters];
  const lost = kernel - 1 - 2 * work.border;
  const [high, wide] = [height - lost, width - lost];
  const border = backwards ? kernel - 1 - work.border : work.border;
  const [fromHeight, fromWidth, toHeight, toWidth] = backwards
    ? [high, wide, height, width]
    : [height, width, high, wide];
  const place = backwards ? `((${kernel - 1}u - dy) * ${kernel}u + ${kernel - 1}u - dx)` : `(dy * ${kernel}u + dx)`;
  const weight = backwards
    ? `${place} * ${channels * filters}u + out * ${filters}u + c`
    : `(${place} * ${channels}u + c) * ${filters}u + out`;
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
            s += ${element(locate(work.image), image)} * ${element(locate(work.other), weight)};
          }
        }
      }
      ${element(locate(work.to), "i")} = ${withEpilogue("s", "i", "out", work.epilogue, locate)};`,
  };
}

/** Each image's share of the filter's gradient, [batch, k, k, channels, filters]: to be summed over the images. */
export function filterGradientBody(work: ConvolutionWork, locate: Locate): ShaderBody {
  const [batch, height, width] = work.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = work.filter as readonly [number, number, number, number];
  const { border } = work;
  const lost = kernel - 1 - 2 * border;
  const [high, wide] = [height - lost, width - lost];
  const size = volume(work.filter);
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
          s += ${element(locate(work.image), image)} * ${element(locate(work.other), gradient)};
        }
      }
      ${element(locate(work.to), "i")} = s;`,
  };
}

export function poolBody(
  work: Extract<PlannedOp, { kind: "maxPool" | "maxPoolGradient" }>,
  locate: Locate,
): ShaderBody {
  const [batch, height, width, channels] = work.images as readonly [number, number, number, number];
  const { size } = work;
  const [h, w] = [height / size, width / size];
  const from = element(locate(work.from), `corner + (dy * ${width}u + dx) * ${channels}u`);
  const each = (inside: string) =>
    `for (var dy = 0u; dy < ${size}u; dy++) { for (var dx = 0u; dx < ${size}u; dx++) { ${inside} } }`;
  const finish =
    work.kind === "maxPool"
      ? `${element(locate(work.to), "i")} = top;`
      : `var open = ${element(locate(work.gradient), "i")};
      ${each(`let first = ${from} == top;
        ${element(locate(work.to), `corner + (dy * ${width}u + dx) * ${channels}u`)} = select(0.0, open, first);
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
      var top = ${element(locate(work.from), "corner")};
      ${each(`top = max(top, ${from});`)}
      ${finish}`,
  };
}
