/** Counts the calls that any WebGPU program makes to its device. */

/** Calls since the last reset. */
export interface Counts {
  dispatches: number;
  submits: number;
  buffers: number;
}

/** Counts the calls to every device of this page or worker from now on. */
export function countDeviceCalls(): Counts {
  const counts: Counts = { dispatches: 0, submits: 0, buffers: 0 };
  const count = <T extends object>(prototype: T, method: keyof T, increment: () => void) => {
    const original = prototype[method] as (...parameters: readonly unknown[]) => unknown;
    prototype[method] = function (this: T, ...parameters: readonly unknown[]) {
      increment();
      return original.apply(this, parameters as unknown[]);
    } as T[typeof method];
  };
  count(GPUComputePassEncoder.prototype, "dispatchWorkgroups", () => counts.dispatches++);
  count(GPUQueue.prototype, "submit", () => counts.submits++);
  count(GPUDevice.prototype, "createBuffer", () => counts.buffers++);
  return counts;
}
