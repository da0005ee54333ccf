/** The names of the backends. */

/**
 * "webgpu" and "wasm" are the project's own executors with a memory plan. "tfjs-webgpu" and "tfjs-wasm" are tfjs on the
 * same hardware, for reference. "cpu" is tfjs in plain JavaScript, which runs everywhere.
 */
export const BACKENDS = ["webgpu", "wasm", "tfjs-webgpu", "tfjs-wasm", "cpu"] as const;
export type Backend = (typeof BACKENDS)[number];

/** "auto": the faster of WebGPU on a hardware adapter and WASM; where one is missing the other; where both are, tfjs. */
export type BackendChoice = "auto" | Backend;

/** Most workers that train side by side: with more a laptop becomes hotter, but training no faster. */
const MAX_WORKERS = 4;

/** Workers that a browser without a GPU trains on side by side. @param cores undefined where it does not say */
export function workersFor(cores: number | undefined): number {
  return Math.max(1, Math.min(cores || 2, MAX_WORKERS));
}
