/** Steps of one program, recorded together into one submit. */

import { ADAM, type Inputs, type Outputs, type UpdateStep } from "../../executor.ts";
import { alignedWords, bytesOf, type GpuBuffers, makeBuffer, pipelineOf } from "./gpuBuffers.ts";
import { MAX_WORKGROUPS_X } from "./kernels.ts";
import type { ProgramLayout } from "./programLayout.ts";

const { ceil, max, min } = Math;

/** Most steps in one submit, and the work that a submit should hold, in milliseconds. */
const MOST_STEPS = 32;
const WISHED_MS = 16;

/** Takes steps of one program. */
export interface SubmitQueue {
  /** submits what is recorded */
  flush(): void;
  /** records a step; @returns waits for its outputs, and submits it first if need be */
  begin(given: Inputs, pace: UpdateStep | undefined): () => Promise<Outputs>;
}

interface Waiting {
  readonly resolve: (outputs: Outputs) => void;
  readonly reject: (error: unknown) => void;
}

/** A program laid out, with its buffers: takes steps, and submits them together. */
export function openSubmitQueue(store: GpuBuffers, layout: ProgramLayout): SubmitQueue {
  const { device } = store.gpu;
  const inputWords = alignedWords(layout.inputWords, 64);
  const resultWords = alignedWords(layout.resultWords, 64);
  const storage = GPUBufferUsage.STORAGE;
  const inputs = makeBuffer(store, MOST_STEPS * inputWords, storage | GPUBufferUsage.COPY_DST);
  const results = makeBuffer(store, MOST_STEPS * resultWords, storage | GPUBufferUsage.COPY_SRC);
  const workspace = makeBuffer(store, layout.workspaceWords, storage);
  const nothing = makeBuffer(store, 4, storage);
  const staged = new ArrayBuffer(MOST_STEPS * inputWords * 4);
  const [floats, words] = [new Float32Array(staged), new Uint32Array(staged)];
  const pipelines = layout.kernels.map(({ code, workgroups }) => ({
    pipeline: pipelineOf(store.gpu, code),
    across: min(workgroups, MAX_WORKGROUPS_X),
    down: ceil(workgroups / MAX_WORKGROUPS_X),
  }));
  const idle: GPUBuffer[] = [];
  let waiting: Waiting[] = [];
  let group: { bytes: GPUBuffer; moves: number; made: GPUBindGroup } | null = null;

  const groupFor = (bytes: GPUBuffer) => {
    if (group?.bytes === bytes && group.moves === store.moves) return group.made;
    const entries = [
      { buffer: store.parameters },
      { buffer: workspace },
      { buffer: results, size: resultWords * 4 },
      { buffer: inputs, size: inputWords * 4 },
      { buffer: bytes },
    ].map((resource, binding) => ({ binding, resource }));
    group = { bytes, moves: store.moves, made: device.createBindGroup({ layout: store.gpu.layout, entries }) };
    return group.made;
  };

  const takeIn = (given: Inputs, pace: UpdateStep | undefined): GPUBuffer => {
    const start = waiting.length * inputWords;
    let bytes = nothing;
    if (pace) {
      const adam = pace.learningRate / (1 - ADAM.beta1 ** pace.step);
      floats[start] = layout.adam ? adam : pace.learningRate;
      floats[start + 1] = 1 / (1 - ADAM.beta2 ** pace.step);
    }
    for (const place of layout.inputs) {
      const value = given[place.name];
      const at = start + place.at;
      if (value === undefined) throw new RangeError(`no value was given for the input "${place.name}"`);
      if (place.kind === "key") words[at] = Number(value) >>> 0;
      else if (place.kind === "values") {
        if (typeof value === "number") floats[at] = value;
        else if (value instanceof Float32Array && value.length === place.size) floats.set(value, at);
        else throw new RangeError(`the input "${place.name}" takes ${place.size} values`);
      } else {
        if (typeof value === "number" || value instanceof Float32Array || value.indices.length !== place.count)
          throw new RangeError(`the input "${place.name}" takes ${place.count} images`);
        words.set(value.indices, at);
        words[at + place.count] = value.jitter;
        words[at + place.count + 1] = value.key >>> 0;
        bytes = bytesOf(store.gpu, value.bytes);
      }
    }
    return bytes;
  };

  let bytesHere: GPUBuffer | null = null;
  const flush = () => {
    if (waiting.length === 0) return;
    const began = performance.now();
    const taken = waiting;
    const count = taken.length;
    waiting = [];
    store.open = null;
    device.queue.writeBuffer(inputs, 0, staged, 0, count * inputWords * 4);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const bound = groupFor(bytesHere ?? nothing);
    for (let slot = 0; slot < count; slot++) {
      pass.setBindGroup(0, bound, [slot * resultWords * 4, slot * inputWords * 4]);
      for (const { pipeline, across, down } of pipelines) {
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(across, down);
      }
    }
    pass.end();
    const back =
      idle.pop() ?? makeBuffer(store, MOST_STEPS * resultWords, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const size = count * resultWords * 4;
    encoder.copyBufferToBuffer(results, 0, back, 0, size);
    device.queue.submit([encoder.finish()]);
    back.mapAsync(GPUMapMode.READ, 0, size).then(
      () => {
        const values = new Float32Array(back.getMappedRange(0, size)).slice();
        back.unmap();
        idle.push(back);
        const perStep = (performance.now() - began) / count;
        store.pace = store.pace === 0 ? perStep : 0.7 * store.pace + 0.3 * perStep;
        for (const [slot, { resolve }] of taken.entries()) {
          const read = layout.outputs.map(({ name, at, size: n }) => {
            const from = slot * resultWords + at;
            return [name, values.slice(from, from + n)] as const;
          });
          resolve(Object.fromEntries(read));
        }
      },
      (error: unknown) => {
        for (const { reject } of taken) reject(error);
      },
    );
  };

  const batch = {
    flush,
    begin(given: Inputs, pace: UpdateStep | undefined): () => Promise<Outputs> {
      if (store.open && store.open !== batch) store.open.flush();
      const bytes = takeIn(given, pace);
      if (waiting.length > 0 && bytes !== bytesHere) {
        // Another set of images: what was recorded belongs to the one before.
        const slot = staged.slice(waiting.length * inputWords * 4, (waiting.length + 1) * inputWords * 4);
        flush();
        words.set(new Uint32Array(slot), 0);
      }
      bytesHere = bytes;
      store.open = batch;
      const outputs = new Promise<Outputs>((resolve, reject) => waiting.push({ resolve, reject }));
      outputs.catch(() => {});
      const mine = waiting;
      if (waiting.length >= stepsPerSubmit(store)) flush();
      return () => {
        if (mine === waiting) flush();
        return outputs;
      };
    },
  };
  return batch;
}

/** Steps worth one submit: as many as fill the wished time. */
export function stepsPerSubmit({ pace }: GpuBuffers): number {
  if (pace === 0) return 1;
  return max(1, min(MOST_STEPS, Math.round(WISHED_MS / pace)));
}
