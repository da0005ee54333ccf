/** Convolutions, image by image, as calls of kernels. */

import { volume } from "../../graph.ts";
import type { PlannedOpOf } from "../../plan/plannedOps.ts";
import { type BufferAddresses, epilogueArguments, type KernelCall } from "./bufferAddresses.ts";
import type { KernelMemory } from "./kernelModule.ts";
import { type Argument, argument, at, atIfAny, named } from "./kernelSignatures.ts";

type Convolution = PlannedOpOf<"convolve" | "convolveInputGradient" | "convolveFilterGradient">;
type Depthwise = PlannedOpOf<"depthwise" | "depthwiseInputGradient" | "depthwiseFilterGradient">;
type Four = readonly [number, number, number, number];

interface Size {
  readonly height: number;
  readonly width: number;
}

/** The sizes of what a convolution reads and of what it computes. */
function sizesOf({ kind, images, filter, border }: Convolution): { readonly input: Size; readonly output: Size } {
  const [, height, width] = images as Four;
  const shrinkage = filter[0]! - 1 - 2 * border;
  const [large, small] = [
    { height, width },
    { height: height - shrinkage, width: width - shrinkage },
  ];
  return kind === "convolveInputGradient" ? { input: small, output: large } : { input: large, output: small };
}

/** Returns the address of image i inside its border of zeros, where it has one; the same memory for each. */
function bindBorder(
  images: number,
  size: Size & { readonly channels: number; readonly border: number },
  { kernels }: KernelMemory,
  addresses: BufferAddresses,
): (i: number) => Argument<"image"> {
  const { height, width, channels, border } = named(size);
  const bytes = 4 * height * width * channels;
  if (border === 0) return (i) => argument("image", images + i * bytes);
  const count = (height + 2 * border) * (width + 2 * border) * channels;
  const padded = addresses.padded(count, `${height} ${width} ${channels} ${border}`);
  const { to, from, image } = named({ to: padded, from: images, image: padded });
  return (i) => {
    kernels.padImage(to, at(from, i * bytes), height, width, channels, border);
    return image;
  };
}

/** The calls that compute a convolution or one of its gradients. */
export function bindConvolution(op: Convolution, memory: KernelMemory, addresses: BufferAddresses): KernelCall {
  const { kernels } = memory;
  const { address } = addresses;
  const [batch] = op.images as Four;
  const [side, , inputs, outputs] = op.filter as Four;
  const isInputGradient = op.kind === "convolveInputGradient";
  const [from, into] = isInputGradient ? [outputs, inputs] : [inputs, outputs];
  const { input, output } = sizesOf(op);
  const outBytes = 4 * output.height * output.width * into;
  const border = isInputGradient ? side - 1 - op.border : op.border;
  const imageAt = bindBorder(address(op.image), { ...input, channels: from, border }, memory, addresses);
  const { to, height, width, kernel } = named({ to: address(op.to), ...output, kernel: side });
  const { channels, filters } = named({ channels: from, filters: into });
  if (op.kind === "convolveFilterGradient") {
    const { gradient, count } = named({ gradient: address(op.filterOrGradient), count: volume(op.filter) });
    return () => {
      kernels.clear(to, count);
      for (let i = 0; i < batch; i++) {
        const gradientHere = at(gradient, i * outBytes);
        kernels.filterGradient(to, imageAt(i), gradientHere, height, width, channels, filters, kernel);
      }
    };
  }
  const other = address(op.filterOrGradient);
  const depth = side * side * from;
  const { filter } = named({ filter: addresses.scratch("right", Math.ceil(into / 8) * 8 * depth) });
  const rotate = isInputGradient
    ? named({
        to: addresses.scratch("filter or sums", volume(op.filter)),
        from: other,
        channels: inputs,
        filters: outputs,
      })
    : null;
  const pack = named({
    to: filter,
    from: rotate?.to ?? other,
    columns: into,
    depth,
    columnStride: 1,
    depthStride: into,
  });
  const { bias, relu, mask } = epilogueArguments(op.epilogue, addresses);
  return () => {
    if (rotate) kernels.rotateFilter(rotate.to, rotate.from, kernel, rotate.channels, rotate.filters);
    kernels.packRight(pack.to, pack.from, pack.columns, pack.depth, pack.columnStride, pack.depthStride);
    for (let i = 0; i < batch; i++) {
      const out = at(to, i * outBytes);
      const maskHere = atIfAny(mask, i * outBytes);
      kernels.convolve(out, imageAt(i), filter, height, width, channels, filters, kernel, bias, relu, maskHere);
    }
  };
}

/** The calls that compute a depthwise convolution or one of its gradients. */
export function bindDepthwise(op: Depthwise, memory: KernelMemory, addresses: BufferAddresses): KernelCall {
  const { kernels } = memory;
  const { address } = addresses;
  const [batch, ...size] = op.images as Four;
  const { height, width, channels, kernel } = named({
    height: size[0],
    width: size[1],
    channels: size[2],
    kernel: op.kernel,
  });
  const bytes = 4 * height * width * channels;
  const border = (kernel - 1) / 2;
  const imageAt = bindBorder(address(op.image), { height, width, channels, border }, memory, addresses);
  const { to } = named({ to: address(op.to) });
  if (op.kind === "depthwiseFilterGradient") {
    const { gradient, count } = named({ gradient: address(op.filterOrGradient), count: kernel * kernel * channels });
    return () => {
      kernels.clear(to, count);
      for (let i = 0; i < batch; i++)
        kernels.depthwiseFilterGradient(to, imageAt(i), at(gradient, i * bytes), height, width, channels, kernel);
    };
  }
  const { filter, rotated } = named({
    filter: address(op.filterOrGradient),
    rotated: op.kind === "depthwiseInputGradient" ? 1 : 0,
  });
  return () => {
    for (let i = 0; i < batch; i++)
      kernels.depthwise(at(to, i * bytes), imageAt(i), filter, height, width, channels, kernel, rotated);
  };
}
