/** What a backend is opened from and what an open backend is. */

import type { BackendCard } from "../../protocol/events.ts";
import type { Executor } from "../../tensor/executor.ts";
import type { KernelPaths } from "../../tensor/executors/wasm/kernelModule.ts";
import type { TogetherLimits } from "../job/studentGroups.ts";

/** What differs between a browser worker and Node. */
export interface Platform {
  /** addresses of tfjs' WASM binaries for one thread, by file name */
  readonly wasmPaths: Readonly<Record<string, string>>;
  readonly kernels: KernelPaths;
  /** the processor, as far as the platform reports it */
  readonly processor: string;
}

/** Executors of one device that run equal programs together, and how many of them it takes. */
export interface Replicates extends TogetherLimits {
  open(count: number): readonly Executor[];
}

/** A backend that is ready. */
export interface OpenBackend {
  readonly card: Omit<BackendCard, "workers">;
  openExecutor(): Executor;
  /** absent where executors have nothing in common */
  readonly replicates?: Replicates;
  /** resolves when the device is gone, with the reason; never on WASM or CPU */
  readonly lost: Promise<string>;
  /**
   * resolves with the first error that the device reports instead of throwing it, such as an invalid shader; what it
   * computes from then on is not to be trusted. Never on WASM or CPU
   */
  readonly faulted: Promise<string>;
  /** gives the device back, where there is one; it computes nothing more */
  close(): void;
}

/** Opens executors for students that train together: replicates where the backend has them. */
export function openExecutors({ openExecutor, replicates }: OpenBackend, count: number): readonly Executor[] {
  if (count > 1 && replicates) return replicates.open(count);
  return Array.from({ length: count }, () => openExecutor());
}

/** What a backend on the processor has in place of a device: nothing that could be lost. */
export const withoutDevice: Pick<OpenBackend, "lost" | "faulted" | "close"> = {
  lost: new Promise(() => {}),
  faulted: new Promise(() => {}),
  close: () => {},
};
