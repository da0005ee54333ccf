/** The time of each kernel of a workload's step on a GPU, beside the floors by its arithmetic and by its bytes. */

import type { DeviceRates } from "../../src/bench/deviceRates.ts";
import type { KernelWork } from "../../src/bench/kernelWork.ts";

/** One kernel as it was measured. */
export interface KernelRow extends KernelWork {
  readonly workgroups: number;
  /** median over steps; the floors are the work at the device's measured rates */
  readonly ms: number;
  readonly floorByArithmetic: number;
  readonly floorByBytes: number;
}

/** The kernels of a workload's step. */
export interface KernelTable {
  readonly workload: string;
  readonly title: string;
  readonly steps: number;
  /** of the last step that was timed */
  readonly loss: number;
  readonly rows: readonly KernelRow[];
}

/** A kernel's row, from its work, its median time in milliseconds and the device's rates. */
export function kernelRow(work: KernelWork, workgroups: number, ms: number, rates: DeviceRates): KernelRow {
  const [floorByArithmetic, floorByBytes] = [work.flops / rates.gflops / 1e6, work.bytes / rates.gigabytes / 1e6];
  return { ...work, workgroups, ms, floorByArithmetic, floorByBytes };
}

const LONGEST_TITLE = 60;

/** The table as text: times in microseconds, the share of the step, and how many times the larger floor it takes. */
export function kernelTableText({ workload, title, steps, rows }: Omit<KernelTable, "loss">): string {
  const whole = rows.reduce((sum, { ms }) => sum + ms, 0);
  const floorOf = (row: KernelRow) => Math.max(row.floorByArithmetic, row.floorByBytes);
  const microseconds = (ms: number) => (1000 * ms).toFixed(1);
  const times = (ms: number, floor: number) => (floor > 0 ? (ms / floor).toFixed(1) : "–");
  const cells = rows.map((row) => [
    row.title.length > LONGEST_TITLE ? `${row.title.slice(0, LONGEST_TITLE - 1)}…` : row.title,
    `${row.workgroups}`,
    microseconds(row.ms),
    whole > 0 ? `${((100 * row.ms) / whole).toFixed(1)} %` : "–",
    microseconds(row.floorByArithmetic),
    microseconds(row.floorByBytes),
    times(row.ms, floorOf(row)),
  ]);
  const floors = rows.reduce((sum, row) => sum + floorOf(row), 0);
  const sum = ["together", "", microseconds(whole), "", "", microseconds(floors), times(whole, floors)];
  const head = ["kernel", "groups", "µs", "share", "µs by arithmetic", "µs by bytes", "times the floor"];
  const lines = [head, ...cells, sum];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  return [`${workload}: ${title}; medians of ${steps} steps`, ...text].join("\n");
}
