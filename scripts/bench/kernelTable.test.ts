import { describe, expect, it } from "vitest";
import { kernelRow, kernelTableText } from "./kernelTable.ts";

const rates = { gflops: 1000, gigabytes: 100 };

describe("the table of kernels", () => {
  it("has as floors the work at the device's rates, in milliseconds", () => {
    const row = kernelRow({ title: "matmul 2x2x2", flops: 2e9, bytes: 5e8 }, 4, 10, rates);
    expect(row).toMatchObject({ floorByArithmetic: 2, floorByBytes: 5, ms: 10, workgroups: 4 });
  });

  it("says the share of each kernel and how many times the larger floor it takes", () => {
    const rows = [
      kernelRow({ title: "one", flops: 1e9, bytes: 1e6 }, 1, 3, rates),
      kernelRow({ title: "two", flops: 0, bytes: 1e8 }, 2, 1, rates),
    ];
    const lines = kernelTableText({ workload: "W2", title: "a step", steps: 20, rows }).split("\n");
    expect(lines[0]).toBe("W2: a step; medians of 20 steps");
    expect(lines[2]).toMatch(/^one +1 +3000\.0 +75\.0 % +1000\.0 +10\.0 +3\.0$/);
    expect(lines[3]).toMatch(/^two +2 +1000\.0 +25\.0 % +0\.0 +1000\.0 +1\.0$/);
    expect(lines[4]).toMatch(/^together +4000\.0 +2000\.0 +2\.0$/);
  });

  it("is drawn also where a device's clock gives no time", () => {
    const rows = [kernelRow({ title: "one", flops: 0, bytes: 0 }, 1, 0, rates)];
    expect(kernelTableText({ workload: "W2", title: "a step", steps: 1, rows })).not.toMatch(/NaN|Infinity/);
  });
});
