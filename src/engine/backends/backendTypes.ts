/** What a backend is opened from and what an open backend is. */

import type { BackendCard } from "../../protocol/events.ts";
import type { Executor } from "../../tensor/executor.ts";
import type { KernelPaths } from "../../tensor/executors/wasm/kernelModule.ts";

/** What differs between a browser worker and Node. */
export interface Platform {
  /** addresses of tfjs' WASM binaries for one thread, by file name */
  readonly wasmPaths: Readonly<Record<string, string>>;
  readonly kernels: KernelPaths;
  /** the processor, as far as the platform reports it */
  readonly processor: string;
}

/** A backend that is ready. */
export interface OpenBackend {
  readonly card: Omit<BackendCard, "workers">;
  openExecutor(): Executor;
  /** resolves when the device is gone, with the reason; never on WASM or CPU */
  readonly lost: Promise<string>;
}
