/** Convolutions, image by image, as calls of kernels. */

import { volume } from "../../graph.ts";
import type { PlannedOp } from "../../plan/plannedOps.ts";
import { type BufferAddresses, epilogueOf, type KernelCall } from "./bufferAddresses.ts";
import type { KernelMemory } from "./kernelModule.ts";

type ConvolutionWork = Extract<PlannedOp, { kind: "convolve" | "convolveInputGradient" | "convolveFilterGradient" }>;

type Size = readonly [number, number];

/** Height and width of what a convolution reads, and of what it makes. */
function sizesOf({ kind, images, filter, border }: ConvolutionWork): readonly [Size, Size] {
  const [, height, width] = images as readonly [number, number, number, number];
  const lost = filter[0]! - 1 - 2 * border;
  const [large, small] = [[height, width] as const, [height - lost, width - lost] as const];
  return kind === "convolveInputGradient" ? [small, large] : [large, small];
}

/** Gives the address of each image with its border of zeros, if it has one. */
function bindBorder(
  images: number,
  [height, width]: Size,
  channels: number,
  border: number,
  { kernels }: KernelMemory,
  places: BufferAddresses,
): (i: number) => number {
  const bytes = 4 * height * width * channels;
  if (border === 0) return (i) => images + i * bytes;
  const wide = (height + 2 * border) * (width + 2 * border) * channels;
  const padded = places.padded(wide, `${height} ${width} ${channels} ${border}`);
  return (i) => {
    kernels.padImage(padded, images + i * bytes, height, width, channels, border);
    return padded;
  };
}

export function bindConvolution(work: ConvolutionWork, workshop: KernelMemory, places: BufferAddresses): KernelCall {
  const { kernels } = workshop;
  const [batch] = work.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = work.filter as readonly [number, number, number, number];
  const [to, image, other] = [work.to, work.image, work.other].map(places.address) as [number, number, number];
  const backwards = work.kind === "convolveInputGradient";
  const [from, into] = backwards ? [filters, channels] : [channels, filters];
  const [before, after] = sizesOf(work);
  const [height, width] = after;
  const outBytes = 4 * height * width * into;
  const paddedImage = bindBorder(
    image,
    before,
    from,
    backwards ? kernel - 1 - work.border : work.border,
    workshop,
    places,
  );
  if (work.kind === "convolveFilterGradient") {
    return () => {
      kernels.clear(to, volume(work.filter));
      for (let i = 0; i < batch; i++)
        kernels.filterGradient(to, paddedImage(i), other + i * outBytes, height, width, channels, filters, kernel);
    };
  }
  const depth = kernel * kernel * from;
  const packed = places.scratch("right", Math.ceil(into / 8) * 8 * depth);
  const turned = backwards ? places.scratch("filter", volume(work.filter)) : other;
  const [bias, relu, mask] = epilogueOf(work.epilogue, places);
  return () => {
    if (backwards) kernels.turnFilter(turned, other, kernel, channels, filters);
    kernels.packRight(packed, turned, into, depth, 1, into);
    for (let i = 0; i < batch; i++) {
      const out = i * outBytes;
      const gate = mask === 0 ? 0 : mask + out;
      kernels.convolve(to + out, paddedImage(i), packed, height, width, from, into, kernel, bias, relu, gate);
    }
  };
}

type DepthwiseWork = Extract<PlannedOp, { kind: "depthwise" | "depthwiseInputGradient" | "depthwiseFilterGradient" }>;

export function bindDepthwise(work: DepthwiseWork, workshop: KernelMemory, places: BufferAddresses): KernelCall {
  const { kernels } = workshop;
  const { kernel } = work;
  const [batch, height, width, channels] = work.images as readonly [number, number, number, number];
  const [to, image, other] = [work.to, work.image, work.other].map(places.address) as [number, number, number];
  const bytes = 4 * height * width * channels;
  const paddedImage = bindBorder(image, [height, width], channels, (kernel - 1) / 2, workshop, places);
  if (work.kind === "depthwiseFilterGradient") {
    return () => {
      kernels.clear(to, kernel * kernel * channels);
      for (let i = 0; i < batch; i++)
        kernels.depthwiseFilterGradient(to, paddedImage(i), other + i * bytes, height, width, channels, kernel);
    };
  }
  const turned = work.kind === "depthwiseInputGradient" ? 1 : 0;
  return () => {
    for (let i = 0; i < batch; i++)
      kernels.depthwise(to + i * bytes, paddedImage(i), other, height, width, channels, kernel, turned);
  };
}
