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

/** The recorded steps of one program, as other programs see them. */
export interface RecordedSteps {
  /** submits all of them */
  flush(): void;
  /** submits those that all replicates have recorded, if no open replicate is expected to record another first */
  flushIfComplete(): void;
  /** submits those, once all that waits for no timer and no device has gone on, if a replicate waits for one */
  flushSoon(): void;
  /** whether steps of a replicate are among them */
  holds(replicate: number): boolean;
  /** whether some of them come after recorded steps of another program, which are submitted before them */
  follows(other: RecordedSteps): boolean;
}

/** The buffers of one executor, or of as many as are replicates of one another. */
export interface GpuBuffers {
  readonly gpu: SharedDevice;
  readonly profile: DeviceProfile;
  /** how many sets of parameters there are, one after the other, on all of which a program runs at once */
  readonly replicates: number;
  /** those that have not been disposed of, by index */
  readonly open: Set<number>;
  /** offsets from the beginning of a replicate's parameters, in floats, by size and name */
  readonly regions: Map<string, number>;
  parameters: GPUBuffer;
  /** floats of a replicate's parameters that are in use */
  parameterFloats: number;
  /** counts how often the parameters' buffer was replaced */
  moves: number;
  /** the queues whose steps are recorded and not yet submitted */
  readonly pending: Set<RecordedSteps>;
  /** submits whose results have not arrived */
  inFlight: number;
  /** all buffers of this executor, which are destroyed with the last replicate */
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

/** Bytes of the largest buffer that a shader of this device may read. */
export function largestBuffer({ limits }: GPUDevice): number {
  return Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
}

/** @throws DeviceFaultError when the device has no buffer as large */
export function makeBuffer(store: Pick<GpuBuffers, "gpu" | "buffers">, words: number, usage: number): GPUBuffer {
  const { device } = store.gpu;
  const size = Math.max(words, 4) * 4;
  if (size > largestBuffer(device))
    throw new DeviceFaultError(
      `a step needs a buffer of ${size} bytes, and this GPU has at most ${largestBuffer(device)}`,
    );
  const buffer = device.createBuffer({ size, usage });
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
  const largest = largestBuffer(device);
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

const parameterUsage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;

/** Floats of each replicate's parameters before they are more. */
const FIRST_FLOATS = 1024;

/** Opens buffers without any parameters. */
export function openBuffers(device: GPUDevice, profile: DeviceProfile, replicates: number): GpuBuffers {
  const gpu = sharedDevice(device);
  const buffers = new Set<GPUBuffer>();
  const parameters = makeBuffer({ gpu, buffers }, replicates * FIRST_FLOATS, parameterUsage());
  const open = new Set(Array.from({ length: replicates }, (_, index) => index));
  return {
    ...{ gpu, profile, replicates, open, buffers, parameters },
    ...{ regions: new Map(), pending: new Set(), parameterFloats: 0, moves: 0, inFlight: 0, stepMs: 0 },
  };
}

/** Floats from the parameters of one replicate to those of the next. */
export function parameterStride({ parameters, replicates }: GpuBuffers): number {
  return parameters.size / 4 / replicates;
}

/** The offset of a parameter in each replicate's parameters, in floats; of one that is new it is allocated, as zeros. */
export function parameterOffset(store: GpuBuffers, name: string, size: number): number {
  const key = `${size} ${name}`;
  const known = store.regions.get(key);
  if (known !== undefined) return known;
  const offset = store.parameterFloats;
  store.parameterFloats += alignedWords(size, 64);
  store.regions.set(key, offset);
  const stride = parameterStride(store);
  if (store.parameterFloats > stride) {
    const { replicates, parameters } = store;
    const most = Math.floor(largestBuffer(store.gpu.device) / 4 / replicates / 64) * 64;
    const longer = max(store.parameterFloats, Math.min(2 * stride, most));
    const larger = makeBuffer(store, replicates * longer, parameterUsage());
    const encoder = store.gpu.device.createCommandEncoder();
    for (let replicate = 0; replicate < replicates; replicate++)
      encoder.copyBufferToBuffer(parameters, replicate * stride * 4, larger, replicate * longer * 4, stride * 4);
    store.gpu.device.queue.submit([encoder.finish()]);
    parameters.destroy();
    store.buffers.delete(parameters);
    store.parameters = larger;
    store.moves++;
  }
  return offset;
}
