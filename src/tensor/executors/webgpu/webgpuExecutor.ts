/**
 * The planned executor on WebGPU: every program is a fixed list of kernels over fixed buffers. Several steps are
 * recorded into one submit, each with its own slot of inputs and results; results are read through a ring of staging
 * buffers, and the device is not waited for until a result is needed.
 */

import type { CompiledProgram, Executor, Inputs, Program, UpdateStep } from "../../executor.ts";
import { volume } from "../../graph.ts";
import { type DeviceProfile, profileOf } from "./deviceProfile.ts";
import { type GpuBuffers, PARAMETER_USAGE, parameterRegion, sharedDevice } from "./gpuBuffers.ts";
import { layoutOf } from "./programLayout.ts";
import { openSubmitQueue, type SubmitQueue, stepsPerSubmit } from "./submitQueue.ts";

function compileOn(store: GpuBuffers, program: Program): CompiledProgram {
  let opened: { queue: SubmitQueue; signature: string; resized: number } | null = null;
  const imageInputs = (inputs: Inputs) =>
    Object.entries(inputs)
      .flatMap(([name, value]) => (typeof value === "object" && !(value instanceof Float32Array) ? [name] : []))
      .join();
  const begin = (inputs: Inputs, updateStep?: UpdateStep) => {
    const signature = imageInputs(inputs);
    if (opened?.signature !== signature || opened.resized !== store.resized) {
      store.pending?.flush();
      const parameters = {
        at(name: string, size: number) {
          const known = store.parameterRegions.get(name);
          if (!known) throw new RangeError(`no parameter "${name}" has been written`);
          if (known.size !== size)
            throw new RangeError(`the parameter "${name}" has ${known.size} values, but this program takes ${size}`);
          return known.at;
        },
        allocated: (name: string, size: number) => parameterRegion(store, name, size).at,
      };
      const queue = openSubmitQueue(store, layoutOf(program, inputs, parameters, store.profile));
      opened = { queue, signature, resized: store.resized };
    }
    if (program.updates.length > 0 && !updateStep)
      throw new RangeError("a program that trains needs its step and learning rate");
    return opened.queue.begin(inputs, updateStep);
  };
  return {
    begin,
    run: async (inputs, updateStep) => begin(inputs, updateStep)(),
  };
}

/**
 * Opens an empty executor on a device, which tfjs may share.
 * @param profile what kernels are chosen by: the device's own unless another is given
 */
export function openWebgpu(device: GPUDevice, profile: DeviceProfile = profileOf(device)): Executor {
  const buffers = new Set<GPUBuffer>();
  const parameters = device.createBuffer({ size: 4096, usage: PARAMETER_USAGE() });
  buffers.add(parameters);
  const gpu = sharedDevice(device);
  const store: GpuBuffers = {
    gpu,
    profile,
    parameterRegions: new Map(),
    parameters,
    parameterFloats: 0,
    moves: 0,
    resized: 0,
    pending: null,
    buffers,
    stepMs: 0,
  };
  return {
    write(name, values, shape) {
      if (values.length !== volume(shape))
        throw new RangeError(`${name}: ${values.length} values do not fill the shape [${shape}]`);
      store.pending?.flush();
      const { at } = parameterRegion(store, name, values.length);
      device.queue.writeBuffer(store.parameters, at * 4, Float32Array.from(values));
    },
    async read(name) {
      store.pending?.flush();
      const region = store.parameterRegions.get(name);
      if (!region) throw new RangeError(`no parameter "${name}" has been written`);
      const size = region.size * 4;
      const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(store.parameters, region.at * 4, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(staging.getMappedRange()).slice();
      staging.destroy();
      return values;
    },
    has: (name) => store.parameterRegions.has(name),
    compile: (program) => compileOn(store, program),
    stepsAhead: () => 2 * stepsPerSubmit(store),
    held: () => buffers.size,
    dispose() {
      for (const buffer of buffers) buffer.destroy();
      buffers.clear();
      store.parameterRegions.clear();
    },
  };
}
