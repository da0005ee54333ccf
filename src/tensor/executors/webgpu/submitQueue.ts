/** Steps of one program, several of them recorded into one submit. */

import { ADAM, type Inputs, type Outputs, type UpdateStep } from "../../executor.ts";
import { DeviceFaultError } from "./deviceFaultError.ts";
import { MAX_WORKGROUPS_X } from "./fusedKernels.ts";
import { alignedWords, bytesOf, type GpuBuffers, makeBuffer, pipelineOf } from "./gpuBuffers.ts";
import type { ProgramLayout } from "./programLayout.ts";

const { ceil, max, min } = Math;

/** Largest number of steps in one submit, and the duration in milliseconds that a submit should have. */
const MAX_STEPS = 32;
const TARGET_MS = 16;

/** Records and submits steps of one program. */
export interface SubmitQueue {
  /** submits the recorded steps */
  flush(): void;
  /** records a step; @returns a function that waits for its outputs, and submits the step first where necessary */
  begin(given: Inputs, updateStep: UpdateStep | undefined): () => Promise<Outputs>;
}

/** A recorded step whose outputs have not arrived. */
interface PendingStep {
  readonly resolve: (outputs: Outputs) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens the queue of one program, with its buffers. */
export function openSubmitQueue(store: GpuBuffers, layout: ProgramLayout): SubmitQueue {
  const { device } = store.gpu;
  const inputWords = alignedWords(layout.inputWords, 64);
  const resultWords = alignedWords(layout.resultWords, 64);
  const storage = GPUBufferUsage.STORAGE;
  const inputs = makeBuffer(store, MAX_STEPS * inputWords, storage | GPUBufferUsage.COPY_DST);
  const results = makeBuffer(store, MAX_STEPS * resultWords, storage | GPUBufferUsage.COPY_SRC);
  const workspace = makeBuffer(store, layout.workspaceWords, storage);
  const noBytes = makeBuffer(store, 4, storage);
  const staged = new ArrayBuffer(MAX_STEPS * inputWords * 4);
  const [floats, words] = [new Float32Array(staged), new Uint32Array(staged)];
  const pipelines = layout.kernels.map(({ code, workgroups }) => ({
    pipeline: pipelineOf(store.gpu, code),
    across: min(workgroups, MAX_WORKGROUPS_X),
    down: ceil(workgroups / MAX_WORKGROUPS_X),
  }));
  const idle: GPUBuffer[] = [];
  let recorded: PendingStep[] = [];
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

  const writeInputs = (given: Inputs, updateStep: UpdateStep | undefined): GPUBuffer => {
    const start = recorded.length * inputWords;
    let bytes = noBytes;
    if (updateStep) {
      const adam = updateStep.learningRate / (1 - ADAM.beta1 ** updateStep.step);
      floats[start] = layout.adam ? adam : updateStep.learningRate;
      floats[start + 1] = 1 / (1 - ADAM.beta2 ** updateStep.step);
    }
    for (const input of layout.inputs) {
      const value = given[input.name];
      const at = start + input.at;
      if (value === undefined) throw new RangeError(`no value was given for the input "${input.name}"`);
      if (input.kind === "key") words[at] = Number(value) >>> 0;
      else if (input.kind === "values") {
        if (typeof value === "number") floats[at] = value;
        else if (value instanceof Float32Array && value.length === input.size) floats.set(value, at);
        else throw new RangeError(`the input "${input.name}" takes ${input.size} values`);
      } else {
        if (typeof value === "number" || value instanceof Float32Array || value.indices.length !== input.count)
          throw new RangeError(`the input "${input.name}" takes ${input.count} images`);
        words.set(value.indices, at);
        words[at + input.count] = value.jitter;
        words[at + input.count + 1] = value.key >>> 0;
        bytes = bytesOf(store.gpu, value.bytes);
      }
    }
    return bytes;
  };

  let recordedBytes: GPUBuffer | null = null;
  const flush = () => {
    if (recorded.length === 0) return;
    const began = performance.now();
    const submitted = recorded;
    const count = submitted.length;
    recorded = [];
    store.pending = null;
    // Without this scope a refused command leaves zeros in the results, and training would go on with them.
    device.pushErrorScope("validation");
    device.queue.writeBuffer(inputs, 0, staged, 0, count * inputWords * 4);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const bound = groupFor(recordedBytes ?? noBytes);
    for (let slot = 0; slot < count; slot++) {
      pass.setBindGroup(0, bound, [slot * resultWords * 4, slot * inputWords * 4]);
      for (const { pipeline, across, down } of pipelines) {
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(across, down);
      }
    }
    pass.end();
    const staging =
      idle.pop() ?? makeBuffer(store, MAX_STEPS * resultWords, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const size = count * resultWords * 4;
    encoder.copyBufferToBuffer(results, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    const refused = device.popErrorScope();
    Promise.all([refused, staging.mapAsync(GPUMapMode.READ, 0, size)]).then(
      ([error]) => {
        if (error) {
          for (const { reject } of submitted) reject(new DeviceFaultError(error.message));
          return;
        }
        const values = new Float32Array(staging.getMappedRange(0, size)).slice();
        staging.unmap();
        idle.push(staging);
        const perStep = (performance.now() - began) / count;
        store.stepMs = store.stepMs === 0 ? perStep : 0.7 * store.stepMs + 0.3 * perStep;
        for (const [slot, { resolve }] of submitted.entries()) {
          const read = layout.outputs.map(({ name, at, size: n }) => {
            const from = slot * resultWords + at;
            return [name, values.slice(from, from + n)] as const;
          });
          resolve(Object.fromEntries(read));
        }
      },
      (error: unknown) => {
        for (const { reject } of submitted) reject(error);
      },
    );
  };

  const queue = {
    flush,
    begin(given: Inputs, updateStep: UpdateStep | undefined): () => Promise<Outputs> {
      if (store.pending && store.pending !== queue) store.pending.flush();
      const bytes = writeInputs(given, updateStep);
      if (recorded.length > 0 && bytes !== recordedBytes) {
        // Another set of images: the steps recorded before read the former set.
        const slot = staged.slice(recorded.length * inputWords * 4, (recorded.length + 1) * inputWords * 4);
        flush();
        words.set(new Uint32Array(slot), 0);
      }
      recordedBytes = bytes;
      store.pending = queue;
      const outputs = new Promise<Outputs>((resolve, reject) => recorded.push({ resolve, reject }));
      outputs.catch(() => {});
      const recordedHere = recorded;
      if (recorded.length >= stepsPerSubmit(store)) flush();
      return () => {
        if (recordedHere === recorded) flush();
        return outputs;
      };
    },
  };
  return queue;
}

/** Steps in one submit: as many as take the target duration. */
export function stepsPerSubmit({ stepMs }: GpuBuffers): number {
  if (stepMs === 0) return 1;
  return max(1, min(MAX_STEPS, Math.round(TARGET_MS / stepMs)));
}
