/** What can compute, by the names under which a page and the laboratory choose it. */

/**
 * The planned executors ("webgpu", "wasm") do all that networks and losses need; beside them stand tfjs on the same
 * machinery, as the reference, and plain JavaScript, which runs everywhere.
 */
export const BACKENDS = ["webgpu", "wasm", "tfjs-webgpu", "tfjs-wasm", "cpu"] as const;
export type Backend = (typeof BACKENDS)[number];

/** "auto" is WebGPU on a hardware adapter, else WASM, else what is left. */
export type BackendChoice = "auto" | Backend;

/** True for the name of a backend. */
export function isBackend(name: string): name is Backend {
  return (BACKENDS as readonly string[]).includes(name);
}
