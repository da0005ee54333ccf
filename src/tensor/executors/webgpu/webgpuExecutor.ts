/**
 * The planned executor on WebGPU: every program is a fixed list of kernels over fixed buffers. Several steps are
 * recorded into one submit, each with its own slot of inputs and results; results come back through a ring of staging
 * buffers, and nobody waits for the device until a result is asked for.
 */

import type { CompiledProgram, Executor, Inputs, Program, UpdateStep } from "../../executor.ts";
import { volume } from "../../graph.ts";
import { type GpuBuffers, PARAMETER_USAGE, placeOf, sharedDevice } from "./gpuBuffers.ts";
import { layoutOf } from "./programLayout.ts";
import { openSubmitQueue, type SubmitQueue, stepsPerSubmit } from "./submitQueue.ts";

function compileOn(store: GpuBuffers, program: Program): CompiledProgram {
  let opened: { batch: SubmitQueue; signature: string; resized: number } | null = null;
  const gathered = (inputs: Inputs) =>
    Object.entries(inputs)
      .flatMap(([name, value]) => (typeof value === "object" && !(value instanceof Float32Array) ? [name] : []))
      .join();
  const begin = (inputs: Inputs, pace?: UpdateStep) => {
    const signature = gathered(inputs);
    if (opened?.signature !== signature || opened.resized !== store.resized) {
      store.open?.flush();
      const places = {
        at(name: string, size: number) {
          const known = store.places.get(name);
          if (!known) throw new RangeError(`no parameter "${name}" has been written`);
          if (known.size !== size)
            throw new RangeError(`the parameter "${name}" has ${known.size} values, but this program takes ${size}`);
          return known.at;
        },
        made: (name: string, size: number) => placeOf(store, name, size).at,
      };
      const batch = openSubmitQueue(store, layoutOf(program, inputs, places));
      opened = { batch, signature, resized: store.resized };
    }
    if (program.updates.length > 0 && !pace)
      throw new RangeError("a program that trains needs its step and learning rate");
    return opened.batch.begin(inputs, pace);
  };
  return {
    begin,
    run: async (inputs, pace) => begin(inputs, pace)(),
  };
}

/** Opens an empty executor on a device, which tfjs may share. */
export function openWebgpu(device: GPUDevice): Executor {
  const buffers = new Set<GPUBuffer>();
  const parameters = device.createBuffer({ size: 4096, usage: PARAMETER_USAGE() });
  buffers.add(parameters);
  const gpu = sharedDevice(device);
  const store: GpuBuffers = {
    gpu,
    places: new Map(),
    parameters,
    taken: 0,
    moves: 0,
    resized: 0,
    open: null,
    buffers,
    pace: 0,
  };
  return {
    write(name, values, shape) {
      if (values.length !== volume(shape))
        throw new RangeError(`${name}: ${values.length} values do not fill the shape [${shape}]`);
      store.open?.flush();
      const { at } = placeOf(store, name, values.length);
      device.queue.writeBuffer(store.parameters, at * 4, Float32Array.from(values));
    },
    async read(name) {
      store.open?.flush();
      const place = store.places.get(name);
      if (!place) throw new RangeError(`no parameter "${name}" has been written`);
      const size = place.size * 4;
      const back = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(store.parameters, place.at * 4, back, 0, size);
      device.queue.submit([encoder.finish()]);
      await back.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(back.getMappedRange()).slice();
      back.destroy();
      return values;
    },
    has: (name) => store.places.has(name),
    compile: (program) => compileOn(store, program),
    stepsAhead: () => 2 * stepsPerSubmit(store),
    held: () => buffers.size,
    dispose() {
      for (const buffer of buffers) buffer.destroy();
      buffers.clear();
      store.places.clear();
    },
  };
}
