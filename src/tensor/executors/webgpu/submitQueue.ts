/**
 * Steps of one program, several of them recorded into one submit. Where a program has replicates, a step of all of them is
 * one dispatch of each kernel: their steps are recorded beside one another, and a submit waits for those that are near.
 */

import { ADAM, type Inputs, type Outputs, type UpdateStep } from "../../executor.ts";
import { DeviceFaultError } from "./deviceFaultError.ts";
import { MAX_WORKGROUPS_X, STRIDE_AT, TAKEN_AT } from "./fusedKernels.ts";
import {
  alignedWords,
  bytesOf,
  type GpuBuffers,
  makeBuffer,
  parameterStride,
  pipelineOf,
  type RecordedSteps,
} from "./gpuBuffers.ts";
import type { ProgramLayout } from "./programLayout.ts";

const { ceil, max, min } = Math;

/** Largest number of steps in one submit, and the duration in milliseconds that a submit should have. */
const MAX_STEPS = 32;
const TARGET_MS = 16;
/** Words of the inputs or results of a submit: programs whose results are large have fewer steps in one. */
const MOST_WORDS = 1 << 24;

/** Records and submits steps of one program. */
export interface SubmitQueue extends RecordedSteps {
  /**
   * records a step of a replicate
   * @returns a function that waits for its outputs; the step is then submitted with those of replicates that are near
   */
  begin(replicate: number, given: Inputs, updateStep: UpdateStep | undefined): () => Promise<Outputs>;
}

/** A step whose outputs have not arrived. */
interface PendingStep {
  isRecorded: boolean;
  readonly resolve: (outputs: Outputs) => void;
  readonly reject: (error: unknown) => void;
}

/** Tasks that a job may wait for between two steps, such as one in which its worker takes commands. */
const TASKS = 3;

/** Runs after all that goes on without waiting for a timer or a device. */
function afterTasks(run: () => void, tasks = TASKS): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    if (tasks > 1) afterTasks(run, tasks - 1);
    else run();
  };
  port2.postMessage(null);
}

/** Opens the queue of one program, with its buffers. */
export function openSubmitQueue(store: GpuBuffers, layout: ProgramLayout): SubmitQueue {
  const { device } = store.gpu;
  const { replicates } = store;
  const inputWords = alignedWords(replicates * layout.inputWords, 64);
  const resultWords = alignedWords(replicates * layout.resultWords, 64);
  const capacity = max(1, min(MAX_STEPS, Math.floor(MOST_WORDS / max(inputWords, resultWords))));
  const storage = GPUBufferUsage.STORAGE;
  const inputs = makeBuffer(store, capacity * inputWords, storage | GPUBufferUsage.COPY_DST);
  const results = makeBuffer(store, capacity * resultWords, storage | GPUBufferUsage.COPY_SRC);
  const workspace = makeBuffer(store, replicates * layout.workspaceWords, storage);
  const noBytes = makeBuffer(store, 4, storage);
  const staged = new ArrayBuffer(capacity * inputWords * 4);
  const [floats, words] = [new Float32Array(staged), new Uint32Array(staged)];
  const pipelines = layout.kernels.map(({ code, workgroups }) => ({
    pipeline: pipelineOf(store.gpu, code),
    across: min(workgroups, MAX_WORKGROUPS_X),
    down: ceil(workgroups / MAX_WORKGROUPS_X),
  }));
  const idle: GPUBuffer[] = [];
  /** steps by replicate, each list from the first slot on */
  const recorded = Array.from({ length: replicates }, (): PendingStep[] => []);
  /** the recorded steps that replicates wait for */
  const waiting = new Map<number, PendingStep>();
  /** the programs of which a replicate has recorded steps before those that are recorded here */
  const earlier = new Set<RecordedSteps>();
  let isCheckDue = false;
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

  const startOf = (slot: number, replicate: number) => slot * inputWords + replicate * layout.inputWords;

  /** The buffer of the images that some inputs name. */
  const bytesIn = (given: Inputs): GPUBuffer => {
    for (const { kind, name } of layout.inputs) {
      const value = given[name];
      if (kind === "images" && typeof value === "object" && !(value instanceof Float32Array))
        return bytesOf(store.gpu, value.bytes);
    }
    return noBytes;
  };

  const writeInputs = (start: number, given: Inputs, updateStep: UpdateStep | undefined): void => {
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
      }
    }
  };

  /** Says in the inputs of each slot which replicates take the step, and where their parameters lie. */
  const writeTaken = (steps: readonly (readonly PendingStep[])[], slots: number): void => {
    if (replicates === 1) return;
    for (let slot = 0; slot < slots; slot++)
      for (const [replicate, own] of steps.entries()) {
        const start = startOf(slot, replicate);
        words[start + TAKEN_AT] = slot < own.length ? 1 : 0;
        words[start + STRIDE_AT] = parameterStride(store);
      }
  };

  const outputsAt = (values: Float32Array, slot: number, replicate: number): Outputs =>
    Object.fromEntries(
      layout.outputs.map(({ name, at, size }) => {
        const from = slot * resultWords + replicate * layout.resultWords + at;
        return [name, values.slice(from, from + size)] as const;
      }),
    );

  let recordedBytes: GPUBuffer | null = null;

  /** Takes the steps of the first slots out of what is recorded. */
  const takeSlots = (count: number): readonly (readonly PendingStep[])[] => {
    const taken = recorded.map((own) => own.splice(0, count));
    for (const step of taken.flat()) step.isRecorded = false;
    for (const [replicate, step] of waiting) if (!step.isRecorded) waiting.delete(replicate);
    return taken;
  };

  /** @param count the first so many slots */
  const submitSlots = (count: number) => {
    if (count === 0) return;
    for (const other of earlier) other.flush();
    earlier.clear();
    const began = performance.now();
    const recordedSlots = max(...recorded.map((own) => own.length));
    const submitted = takeSlots(count);
    if (count === recordedSlots) store.pending.delete(queue);
    writeTaken(submitted, count);
    // Without this scope a refused command leaves zeros in the results, and training would go on with them.
    device.pushErrorScope("validation");
    device.queue.writeBuffer(inputs, 0, staged, 0, count * inputWords * 4);
    words.copyWithin(0, count * inputWords, recordedSlots * inputWords);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const bound = groupFor(recordedBytes ?? noBytes);
    for (let slot = 0; slot < count; slot++) {
      pass.setBindGroup(0, bound, [slot * resultWords * 4, slot * inputWords * 4]);
      for (const { pipeline, across, down } of pipelines) {
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(across, down, replicates);
      }
    }
    pass.end();
    const staging =
      idle.pop() ?? makeBuffer(store, capacity * resultWords, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const size = count * resultWords * 4;
    encoder.copyBufferToBuffer(results, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    store.inFlight++;
    const refused = device.popErrorScope();
    const rejectAll = (error: unknown) => {
      for (const { reject } of submitted.flat()) reject(error);
    };
    Promise.all([refused, staging.mapAsync(GPUMapMode.READ, 0, size)])
      .then(([error]) => {
        if (error) return rejectAll(new DeviceFaultError(error.message));
        const values = new Float32Array(staging.getMappedRange(0, size)).slice();
        staging.unmap();
        idle.push(staging);
        const perStep = (performance.now() - began) / count;
        store.stepMs = store.stepMs === 0 ? perStep : 0.7 * store.stepMs + 0.3 * perStep;
        for (const [replicate, own] of submitted.entries())
          for (const [slot, { resolve }] of own.entries()) resolve(outputsAt(values, slot, replicate));
      }, rejectAll)
      .finally(() => {
        store.inFlight--;
        for (const one of store.pending) one.flushSoon();
      });
  };

  const flush = () => submitSlots(max(...recorded.map((own) => own.length)));

  /** Submits as many steps as all have that have recorded any: those that are ahead wait for the others. */
  const submitShared = () => {
    const counts = recorded.map((own) => own.length).filter((count) => count > 0);
    if (counts.length > 0) submitSlots(min(...counts));
  };

  /** Replicates that have got new results record their next steps before this. */
  const flushSoon = () => {
    if (waiting.size === 0 || isCheckDue) return;
    isCheckDue = true;
    afterTasks(() => {
      isCheckDue = false;
      if (waiting.size > 0) submitShared();
    });
  };

  /** What a replicate has begun before, of other programs, is submitted before its next step here. */
  const comeAfterOthers = (replicate: number) => {
    for (const other of store.pending) {
      if (other === queue || !other.holds(replicate)) continue;
      // Replicates that update networks in turn share the steps of each.
      if (replicates > 1 && !other.follows(queue)) earlier.add(other);
      else other.flush();
    }
  };

  const isComplete = () => {
    const enough = min(stepsPerSubmit(store), capacity);
    return [...store.open].every((replicate) => waiting.has(replicate) || recorded[replicate]!.length >= enough);
  };

  const queue: SubmitQueue = {
    flush,
    flushSoon,
    flushIfComplete() {
      if (isComplete()) submitShared();
    },
    holds: (replicate) => recorded[replicate]!.length > 0,
    follows: (other) => earlier.has(other) || [...earlier].some((one) => one.follows(other)),
    begin(replicate, given, updateStep) {
      comeAfterOthers(replicate);
      const bytes = bytesIn(given);
      // Another set of images: the steps recorded before read the former set.
      if (bytes !== recordedBytes) flush();
      recordedBytes = bytes;
      const own = recorded[replicate]!;
      writeInputs(startOf(own.length, replicate), given, updateStep);
      store.pending.add(queue);
      const outputs = new Promise<Outputs>((resolve, reject) => own.push({ isRecorded: true, resolve, reject }));
      outputs.catch(() => {});
      const step = own.at(-1)!;
      if (own.length === capacity) flush();
      else if (isComplete()) submitShared();
      return () => {
        if (step.isRecorded) {
          waiting.set(replicate, step);
          if (isComplete()) submitShared();
          // Otherwise the results of a submit, which others may wait for, are waited for first.
          else if (store.inFlight === 0) flushSoon();
        }
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
