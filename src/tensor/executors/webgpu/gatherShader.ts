/** WGSL that gathers a batch of images from bytes. */

import type { BufferId } from "../../plan/plannedOps.ts";
import type { KernelPart } from "./fusedKernels.ts";
import { element, type Locate } from "./wgslExpressions.ts";

/** Images that are gathered from bytes, and which words of the inputs have their indices and shift. */
export interface ImageGather {
  readonly to: BufferId;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** index of the first word: the image indices, then jitter and key */
  readonly at: number;
}

/** Gathers a batch from bytes: values 0..1, shifted. */
export function gatherPart({ to, count, height, width, channels, at }: ImageGather, locate: Locate): KernelPart {
  const row = width * channels;
  const size = height * row;
  const settings = at + count;
  const body = `
      let n = i / ${size}u;
      let c = i % ${channels}u;
      let x = i32((i / ${channels}u) % ${width}u);
      let y = i32((i / ${row}u) % ${height}u);
      let jitter = i32(inputs[${settings}u]);
      let key = inputs[${settings + 1}u];
      let span = u32(2 * jitter + 1);
      let dx = i32(below(mix32(2u * n * 0x9e3779b1u + key), span)) - jitter;
      let dy = i32(below(mix32((2u * n + 1u) * 0x9e3779b1u + key), span)) - jitter;
      let sx = x - dx;
      let sy = y - dy;
      let inside = sx >= 0 && sx < ${width} && sy >= 0 && sy < ${height};
      let pixel = u32(clamp(sy, 0, ${height - 1}) * ${width} + clamp(sx, 0, ${width - 1}));
      let source = inputs[${at}u + n] * ${size}u + pixel * ${channels}u + c;
      let value = (bytes[source >> 2u] >> (8u * (source & 3u))) & 255u;
      ${element(locate(to), "i")} = select(0.0, f32(value) / 255.0, inside);`;
  return { shader: { invocations: count * size, elementwise: false, cost: 1, body }, reads: [], to };
}
