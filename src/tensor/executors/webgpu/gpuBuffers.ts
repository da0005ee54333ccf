/** GPU memory that lasts from step to step: parameters in one buffer, images as bytes, and compiled shaders. */

import { DeviceFaultError } from "./deviceFaultError.ts";
import type { DeviceProfile } from "./deviceProfile.ts";

/** Shared by all executors of one device: layouts, compiled shaders, and images. */
export interface SharedDevice {
  readonly device: GPUDevice;
  readonly layout: GPUBindGroupLayout;
  readonly pipelineLayout: GPUPipelineLayout;
  readonly pipelines: Map<string, GPUComputePipeline>;
  readonly imageSets: WeakMap<Uint8Array, GPUBuffer>;
}

/** The buffers of one executor. */
export interface GpuBuffers {
  readonly gpu: SharedDevice;
  readonly profile: DeviceProfile;
  /** offsets and sizes in the parameters' buffer, in floats */
  readonly parameterRegions: Map<string, { readonly at: number; readonly size: number }>;
  parameters: GPUBuffer;
  /** floats of the parameters' buffer that are in use */
  parameterFloats: number;
  /** counts how often the parameters' buffer was replaced */
  moves: number;
  /** counts how often a parameter got another offset */
  resized: number;
  /** the queue whose steps are recorded and not yet submitted */
  pending: { flush(): void } | null;
  /** all buffers of this executor, which `dispose` destroys */
  readonly buffers: Set<GPUBuffer>;
  /** duration of a step in milliseconds, smoothed; 0 before it is measured */
  stepMs: number;
}

const devices = new WeakMap<GPUDevice, SharedDevice>();

export function sharedDevice(device: GPUDevice): SharedDevice {
  const known = devices.get(device);
  if (known) return known;
  const entry = (binding: number, type: GPUBufferBindingType, hasDynamicOffset = false): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type, hasDynamicOffset },
  });
  const layout = device.createBindGroupLayout({
    entries: [
      entry(0, "storage"),
      entry(1, "storage"),
      entry(2, "storage", true),
      entry(3, "read-only-storage", true),
      entry(4, "read-only-storage"),
    ],
  });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const made = { device, layout, pipelineLayout, pipelines: new Map(), imageSets: new WeakMap() };
  devices.set(device, made);
  return made;
}

export function pipelineOf({ device, pipelineLayout, pipelines }: SharedDevice, code: string): GPUComputePipeline {
  const known = pipelines.get(code);
  if (known) return known;
  const module = device.createShaderModule({ code });
  const made = device.createComputePipeline({ layout: pipelineLayout, compute: { module, entryPoint: "main" } });
  pipelines.set(code, made);
  return made;
}

export function makeBuffer(store: GpuBuffers, words: number, usage: number): GPUBuffer {
  const buffer = store.gpu.device.createBuffer({ size: Math.max(words, 4) * 4, usage });
  store.buffers.add(buffer);
  return buffer;
}

const { ceil, max } = Math;
export const alignedWords = (words: number, alignment: number) => ceil(max(words, 1) / alignment) * alignment;

/**
 * The buffer of a set of images as bytes: uploaded once, shared by all programs.
 * @throws DeviceFaultError when the device has no buffer as large
 */
export function bytesOf({ device, imageSets }: SharedDevice, bytes: Uint8Array): GPUBuffer {
  const known = imageSets.get(bytes);
  if (known) return known;
  const size = alignedWords(bytes.length, 4);
  const largest = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  if (size > largest)
    throw new DeviceFaultError(`the images have ${size} bytes, and this GPU reads at most ${largest} at once`);
  const buffer = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    mappedAtCreation: true,
  });
  new Uint8Array(buffer.getMappedRange()).set(bytes);
  buffer.unmap();
  imageSets.set(bytes, buffer);
  return buffer;
}

export const PARAMETER_USAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;

/** Where a parameter is in the parameters' buffer, in floats; allocates it where it is missing or of another size. */
export function parameterRegion(
  store: GpuBuffers,
  name: string,
  size: number,
): { readonly at: number; readonly size: number } {
  const known = store.parameterRegions.get(name);
  if (known?.size === size) return known;
  if (known) store.resized++;
  const region = { at: store.parameterFloats, size };
  store.parameterFloats += alignedWords(size, 64);
  store.parameterRegions.set(name, region);
  const capacity = store.parameters.size / 4;
  if (store.parameterFloats > capacity) {
    const larger = makeBuffer(store, max(store.parameterFloats, 2 * capacity), PARAMETER_USAGE());
    const encoder = store.gpu.device.createCommandEncoder();
    encoder.copyBufferToBuffer(store.parameters, 0, larger, 0, store.parameters.size);
    store.gpu.device.queue.submit([encoder.finish()]);
    store.parameters.destroy();
    store.buffers.delete(store.parameters);
    store.parameters = larger;
    store.moves++;
  }
  return region;
}
