/**
 * The planned executor on WebGPU: every program is a fixed list of kernels over fixed buffers. Several steps are
 * recorded into one submit, each with its own slot of inputs and results; results are read through a ring of staging
 * buffers, and the device is not waited for until a result is needed. Executors may be replicates of one another: they
 * have parameters of their own, and where they run equal programs these share dispatches and submits.
 */

import type { CompiledProgram, Executor, Inputs, Program, UpdateStep } from "../../executor.ts";
import { volume } from "../../graph.ts";
import { type DeviceProfile, profileOf } from "./deviceProfile.ts";
import { type GpuBuffers, openBuffers, parameterOffset, parameterStride } from "./gpuBuffers.ts";
import { layoutOf } from "./programLayout.ts";
import { openSubmitQueue, type SubmitQueue, stepsPerSubmit } from "./submitQueue.ts";

/** One of several executors that share buffers. */
interface Replicate {
  readonly index: number;
  /** floats of its parameters that have been written or allocated, by name */
  readonly sizes: Map<string, number>;
  /** counts how often one of them got another size */
  resized: number;
}

/** A program with its buffers. */
interface OpenedProgram {
  readonly queue: SubmitQueue;
  /** floats of the parameters that must have been written, and of those that are allocated where they are missing, by name */
  readonly written: ReadonlyMap<string, number>;
  readonly allocated: ReadonlyMap<string, number>;
}

/** Programs of all replicates, by what they compute and which of their inputs are images. */
type OpenedPrograms = Map<unknown, Map<string, OpenedProgram>>;

function openProgram(store: GpuBuffers, program: Program, first: Inputs): OpenedProgram {
  const [written, allocated] = [new Map<string, number>(), new Map<string, number>()];
  const offsetIn = (sizes: Map<string, number>) => (name: string, size: number) => {
    sizes.set(name, size);
    return parameterOffset(store, name, size);
  };
  const parameters = { at: offsetIn(written), allocated: offsetIn(allocated) };
  const layout = layoutOf(program, first, parameters, store.profile, store.replicates);
  return { queue: openSubmitQueue(store, layout), written, allocated };
}

function writeParameter(store: GpuBuffers, replicate: Replicate, name: string, values: Float32Array): void {
  const known = replicate.sizes.get(name);
  if (known !== undefined && known !== values.length) replicate.resized++;
  replicate.sizes.set(name, values.length);
  const offset = parameterOffset(store, name, values.length);
  const at = replicate.index * parameterStride(store) + offset;
  store.gpu.device.queue.writeBuffer(store.parameters, at * 4, Float32Array.from(values));
}

/** Checks that a replicate has a program's parameters, and allocates the rest. @throws RangeError naming what is missing */
function takeParameters(store: GpuBuffers, replicate: Replicate, { written, allocated }: OpenedProgram): void {
  // What has another size begins anew, as zeros.
  for (const [name, size] of allocated) {
    const known = replicate.sizes.get(name);
    if (known === undefined) replicate.sizes.set(name, size);
    else if (known !== size) writeParameter(store, replicate, name, new Float32Array(size));
  }
  for (const [name, size] of written) {
    const known = replicate.sizes.get(name);
    if (known === undefined) throw new RangeError(`no parameter "${name}" has been written`);
    if (known !== size)
      throw new RangeError(`the parameter "${name}" has ${known} values, but this program takes ${size}`);
  }
}

function imageInputs(inputs: Inputs): string {
  return Object.entries(inputs)
    .flatMap(([name, value]) => (typeof value === "object" && !(value instanceof Float32Array) ? [name] : []))
    .join();
}

/** All that a program computes, as text. JSON has neither -0 nor numbers that are not finite. */
function textOf(program: Program): string {
  return JSON.stringify(program, (_, value) =>
    typeof value === "number" && (Object.is(value, -0) || !Number.isFinite(value)) ? `${1 / value} ${value}` : value,
  );
}

function compileOn(
  store: GpuBuffers,
  replicate: Replicate,
  opened: Map<string, OpenedProgram>,
  program: Program,
): CompiledProgram {
  let checked: { readonly signature: string; readonly resized: number; readonly queue: SubmitQueue } | null = null;
  const queueFor = (inputs: Inputs): SubmitQueue => {
    const signature = imageInputs(inputs);
    if (checked?.signature === signature && checked.resized === replicate.resized) return checked.queue;
    const found = opened.get(signature) ?? openProgram(store, program, inputs);
    opened.set(signature, found);
    takeParameters(store, replicate, found);
    checked = { signature, resized: replicate.resized, queue: found.queue };
    return found.queue;
  };
  const begin = (inputs: Inputs, updateStep?: UpdateStep) => {
    const queue = queueFor(inputs);
    if (program.updates.length > 0 && !updateStep)
      throw new RangeError("a program that trains needs its step and learning rate");
    return queue.begin(replicate.index, inputs, updateStep);
  };
  return {
    begin,
    run: async (inputs, updateStep) => begin(inputs, updateStep)(),
  };
}

function openReplicate(store: GpuBuffers, programs: OpenedPrograms, index: number): Executor {
  const { device } = store.gpu;
  const replicate: Replicate = { index, sizes: new Map(), resized: 0 };
  /** Parameters are written and read after the steps that were begun before. */
  const flushOwn = () => {
    for (const queue of store.pending) if (queue.holds(index)) queue.flush();
  };
  return {
    write(name, values, shape) {
      if (values.length !== volume(shape))
        throw new RangeError(`${name}: ${values.length} values do not fill the shape [${shape}]`);
      flushOwn();
      writeParameter(store, replicate, name, values);
    },
    async read(name) {
      flushOwn();
      const floats = replicate.sizes.get(name);
      if (floats === undefined) throw new RangeError(`no parameter "${name}" has been written`);
      const size = floats * 4;
      const at = index * parameterStride(store) + parameterOffset(store, name, floats);
      const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(store.parameters, at * 4, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(staging.getMappedRange()).slice();
      staging.destroy();
      return values;
    },
    has: (name) => replicate.sizes.has(name),
    compile(program) {
      // Replicates record their programs apart: equal ones are known by what they compute.
      const key = store.replicates === 1 ? program : textOf(program);
      const opened = programs.get(key) ?? new Map<string, OpenedProgram>();
      programs.set(key, opened);
      return compileOn(store, replicate, opened, program);
    },
    stepsAhead: () => 2 * stepsPerSubmit(store),
    held: () => store.buffers.size,
    dispose() {
      store.open.delete(index);
      replicate.sizes.clear();
      if (store.open.size > 0) {
        for (const queue of store.pending) queue.flushIfComplete();
        return;
      }
      for (const buffer of store.buffers) buffer.destroy();
      store.buffers.clear();
      programs.clear();
    },
  };
}

/**
 * Opens empty executors on a device that run equal programs together: a step that several of them have begun is one
 * dispatch of each kernel. What each computes is what it computes alone.
 * @param count how many
 * @param profile what kernels are chosen by: the device's own unless another is given
 * @throws DeviceFaultError, also later, where the device's buffers are too small for all of them
 */
export function openWebgpuReplicates(
  device: GPUDevice,
  count: number,
  profile: DeviceProfile = profileOf(device),
): readonly Executor[] {
  const store = openBuffers(device, profile, count);
  const programs: OpenedPrograms = new Map();
  return Array.from({ length: count }, (_, index) => openReplicate(store, programs, index));
}

/**
 * Opens an empty executor on a device, which tfjs may share.
 * @param profile what kernels are chosen by: the device's own unless another is given
 */
export function openWebgpu(device: GPUDevice, profile: DeviceProfile = profileOf(device)): Executor {
  return openWebgpuReplicates(device, 1, profile)[0]!;
}
