/** What lies on the GPU between steps: parameters in one buffer, images as bytes, and compiled shaders. */

/** What all executors of one device share: layouts, compiled shaders, and images. */
export interface SharedDevice {
  readonly device: GPUDevice;
  readonly layout: GPUBindGroupLayout;
  readonly pipelineLayout: GPUPipelineLayout;
  readonly pipelines: Map<string, GPUComputePipeline>;
  readonly sets: WeakMap<Uint8Array, GPUBuffer>;
}

export interface GpuBuffers {
  readonly gpu: SharedDevice;
  readonly places: Map<string, { readonly at: number; readonly size: number }>;
  parameters: GPUBuffer;
  /** floats of the parameters' buffer that are taken */
  taken: number;
  /** grows whenever the parameters' buffer is another one */
  moves: number;
  /** grows whenever a known parameter gets another place */
  resized: number;
  /** the program whose steps are recorded and not yet submitted */
  open: { flush(): void } | null;
  /** all buffers of this executor, to be freed with it */
  readonly buffers: Set<GPUBuffer>;
  /** milliseconds a step takes, smoothed; 0 before it is known */
  pace: number;
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
  const made = { device, layout, pipelineLayout, pipelines: new Map(), sets: new WeakMap() };
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
export const alignedWords = (words: number, grain: number) => ceil(max(words, 1) / grain) * grain;

/** A set's bytes on the device: uploaded once, shared by all programs. */
export function bytesOf({ device, sets }: SharedDevice, bytes: Uint8Array): GPUBuffer {
  const known = sets.get(bytes);
  if (known) return known;
  const size = alignedWords(bytes.length, 4);
  const buffer = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    mappedAtCreation: true,
  });
  new Uint8Array(buffer.getMappedRange()).set(bytes);
  buffer.unmap();
  sets.set(bytes, buffer);
  return buffer;
}

export const PARAMETER_USAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;

export function placeOf(store: GpuBuffers, name: string, size: number): { readonly at: number; readonly size: number } {
  const known = store.places.get(name);
  if (known?.size === size) return known;
  if (known) store.resized++;
  const place = { at: store.taken, size };
  store.taken += alignedWords(size, 64);
  store.places.set(name, place);
  const capacity = store.parameters.size / 4;
  if (store.taken > capacity) {
    const larger = makeBuffer(store, max(store.taken, 2 * capacity), PARAMETER_USAGE());
    const encoder = store.gpu.device.createCommandEncoder();
    encoder.copyBufferToBuffer(store.parameters, 0, larger, 0, store.parameters.size);
    store.gpu.device.queue.submit([encoder.finish()]);
    store.parameters.destroy();
    store.buffers.delete(store.parameters);
    store.parameters = larger;
    store.moves++;
  }
  return place;
}
