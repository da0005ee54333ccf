/** WGSL for depthwise convolutions. */

import type { PlannedOpOf } from "../../plan/plannedOps.ts";
import { element, type Locate, type ShaderBody } from "./wgslExpressions.ts";

type Depthwise = PlannedOpOf<"depthwise" | "depthwiseInputGradient" | "depthwiseFilterGradient">;

/** One invocation for each output value, or for each value of the input gradient, which reads the filter rotated. */
export function depthwiseBody(op: Depthwise, locate: Locate): ShaderBody {
  const [batch, height, width, channels] = op.images as readonly [number, number, number, number];
  const { kernel, kind } = op;
  const border = (kernel - 1) / 2;
  const forwards = `dy * ${kernel}u + dx`;
  const position = kind === "depthwise" ? `(${forwards})` : `(${kernel * kernel - 1}u - (${forwards}))`;
  const image = element(locate(op.image), `((n * ${height}u + u32(sy)) * ${width}u + u32(sx)) * ${channels}u + c`);
  return {
    invocations: batch * height * width * channels,
    elementwise: false,
    cost: kernel * kernel,
    body: `
      let c = i % ${channels}u;
      let x = (i / ${channels}u) % ${width}u;
      let y = (i / ${channels * width}u) % ${height}u;
      let n = i / ${channels * width * height}u;
      var s = 0.0;
      for (var dy = 0u; dy < ${kernel}u; dy++) {
        let sy = i32(y + dy) - ${border};
        if (sy < 0 || sy >= ${height}) { continue; }
        for (var dx = 0u; dx < ${kernel}u; dx++) {
          let sx = i32(x + dx) - ${border};
          if (sx < 0 || sx >= ${width}) { continue; }
          s += ${image} * ${element(locate(op.filterOrGradient), `${position} * ${channels}u + c`)};
        }
      }
      ${element(locate(op.to), "i")} = s;`,
  };
}

/** Each image's share of the filters' gradient, [batch, k, k, channels], which is summed over the images. */
export function depthwiseFilterGradientBody(op: Depthwise, locate: Locate): ShaderBody {
  const [batch, height, width, channels] = op.images as readonly [number, number, number, number];
  const { kernel } = op;
  const border = (kernel - 1) / 2;
  const size = kernel * kernel * channels;
  const at = (y: string, x: string) => `((n * ${height}u + ${y}) * ${width}u + ${x}) * ${channels}u + c`;
  return {
    invocations: batch * size,
    elementwise: false,
    cost: height * width,
    body: `
      let n = i / ${size}u;
      let c = i % ${channels}u;
      let dx = (i / ${channels}u) % ${kernel}u;
      let dy = (i / ${channels * kernel}u) % ${kernel}u;
      var s = 0.0;
      for (var y = 0u; y < ${height}u; y++) {
        let sy = i32(y + dy) - ${border};
        if (sy < 0 || sy >= ${height}) { continue; }
        for (var x = 0u; x < ${width}u; x++) {
          let sx = i32(x + dx) - ${border};
          if (sx < 0 || sx >= ${width}) { continue; }
          s += ${element(locate(op.image), at("u32(sy)", "u32(sx)"))} * ${element(locate(op.filterOrGradient), at("y", "x"))};
        }
      }
      ${element(locate(op.to), "i")} = s;`,
  };
}
