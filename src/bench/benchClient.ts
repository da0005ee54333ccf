/** Starts the benchmark from the page, and reads from its link what to measure. */

import type { Effort, Row } from "./pairedRounds.ts";

/** What to measure. */
export interface BenchmarkOrder {
  readonly backend: "wasm" | "webgpu";
  readonly effort: Effort;
  /** ids of workloads; absent: all */
  readonly only?: readonly string[];
}

/** Messages of the benchmark's worker. */
export type BenchmarkReport =
  | { readonly type: "progress"; readonly done: number; readonly of: number; readonly title: string }
  | { readonly type: "rows"; readonly rows: readonly Row[] }
  | { readonly type: "done"; readonly device: string }
  | { readonly type: "failed"; readonly detail: string };

/** The default: few short rounds, enough for ratios. */
export const SHORT_EFFORT: Effort = { rounds: 3, sampleMs: 400, warmUp: 8 };

/**
 * What a link selects: `?workloads=W2,W3&rounds=1&sample=100` narrows the benchmark for machines on which all of it would
 * take hours. Values that are no numbers are replaced by the defaults, and values out of range by the nearest limit.
 */
export function effortOf(search: string): Pick<BenchmarkOrder, "effort" | "only"> {
  const query = new URLSearchParams(search);
  const number = (name: string, min: number, max: number, fallback: number) => {
    const value = query.get(name);
    return value !== null && /^\d+$/.test(value) ? Math.min(Math.max(Number(value), min), max) : fallback;
  };
  const effort = {
    rounds: number("rounds", 1, 20, SHORT_EFFORT.rounds),
    sampleMs: number("sample", 1, 10_000, SHORT_EFFORT.sampleMs),
    warmUp: number("warm", 0, 1000, SHORT_EFFORT.warmUp),
  };
  const only = query.get("workloads")?.split(",");
  return only ? { effort, only } : { effort };
}

/** Starts a benchmark in a worker. @returns stops it at once */
export function startBenchmark(order: BenchmarkOrder, listener: (report: BenchmarkReport) => void): () => void {
  const worker = new Worker(new URL("./benchWorker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<BenchmarkReport>) => {
    listener(data);
    if (data.type === "done" || data.type === "failed") worker.terminate();
  };
  worker.onerror = ({ message }) => listener({ type: "failed", detail: message || "the worker stopped" });
  worker.postMessage(order);
  return () => worker.terminate();
}
