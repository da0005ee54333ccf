/** Counts what a WebGPU program asks of its device, whoever wrote it. */

/** Calls since the last reset. */
export interface Counts {
  dispatches: number;
  submits: number;
  buffers: number;
}

/** Watches every device of this page or worker from now on. */
export function countDeviceCalls(): Counts {
  const counts: Counts = { dispatches: 0, submits: 0, buffers: 0 };
  const watch = <T extends object>(prototype: T, method: keyof T, note: () => void) => {
    const original = prototype[method] as (...given: readonly unknown[]) => unknown;
    prototype[method] = function (this: T, ...given: readonly unknown[]) {
      note();
      return original.apply(this, given as unknown[]);
    } as T[typeof method];
  };
  watch(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => counts.dispatches++);
  watch(GPUQueue.prototype, "submit", () => counts.submits++);
  watch(GPUDevice.prototype, "createBuffer", () => counts.buffers++);
  return counts;
}
