import { describe, expect, it } from "vitest";
import { layoutOf } from "../tensor/executors/webgpu/programLayout.ts";
import { volume } from "../tensor/graph.ts";
import { lossProgram } from "../testing/executorParity.ts";
import { cases, shapes, valuesOf } from "../testing/vocabularyCases.ts";
import { firstInputs, recordWorkload } from "./engineSide.ts";
import { kernelWorkOf } from "./kernelWork.ts";
import { distillationStep, prepare, type Workload, workloads } from "./workloads.ts";

const anywhere = { at: () => 0, allocated: () => 0 };

function layoutFor(workload: Workload) {
  const material = prepare(workload);
  return layoutOf(recordWorkload(workload, material), firstInputs(material), anywhere);
}
const workFor = (workload: Workload) => kernelWorkOf(layoutFor(workload));
const matmuls = (workload: Workload) => workFor(workload).filter(({ title }) => title.startsWith("matmul"));
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

describe("the work of a step's kernels", () => {
  it("is stated for each kernel, and has every planned operation and update once", () => {
    for (const workload of workloads) {
      const { kernels, contents } = layoutFor(workload);
      expect(contents).toHaveLength(kernels.length);
      for (const { gathers, operations, updates, limited } of contents)
        expect(gathers.length + operations.length + updates.length + limited).toBeGreaterThan(0);
      const targets = contents.flatMap(({ operations }) => operations);
      expect(new Set(targets).size).toBe(targets.length);
    }
  });

  it.each(Object.keys(cases))("is a number of operations and bytes above 0: %s", (name) => {
    const program = lossProgram(shapes, cases[name]!, { optimizer: "momentum", maxNorm: 1.5 });
    const weights = valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape));
    const work = kernelWorkOf(layoutOf(program, { weights }, anywhere));
    expect(sumOf(work.map(({ flops }) => flops))).toBeGreaterThan(0);
    for (const { title, bytes } of work)
      expect([title.length > 0, bytes > 0, Number.isFinite(bytes)]).toEqual([true, true, true]);
  });

  it("of a dense network's products is four of each weight of the first layer for each image, and six of the others", () => {
    const [batch, width] = [128, 256];
    const [first, hidden, last] = [784 * width, width * width, width * 10];
    const expected = 2 * batch * (2 * first + 3 * hidden + 3 * last);
    const products = sumOf(matmuls(distillationStep("dense", [width, width], batch)).map(({ flops }) => flops));
    // Beside the products, a kernel adds biases and takes relu and its gradient: a few for each output.
    expect(products).toBeGreaterThanOrEqual(expected);
    expect(products - expected).toBeLessThanOrEqual(2 * batch * (4 * width + 20));
  });

  it("of a convolution is the textbook's: twice positions times filter values", () => {
    const convolution = workloads.find(({ id }) => id === "W5")!;
    const forward = workFor(convolution).filter(({ title }) => title.startsWith("convolve "));
    // 28x28 by 3x3x1x16 with padding, then 14x14 by 3x3x16x32.
    const [one, two] = [2 * 128 * 28 * 28 * 9 * 16, 2 * 128 * 14 * 14 * 9 * 16 * 32];
    expect(forward.map(({ flops }) => flops)).toEqual([one, two]);
  });

  it("of an update with Adam moves gradient, weight and both moments: seven floats for each parameter", () => {
    const work = workFor(distillationStep("dense", [32, 16]));
    const parameters = 784 * 32 + 32 + 32 * 16 + 16 + 16 * 10 + 10;
    expect(work.find(({ title }) => title === "update (adam)")).toMatchObject({ bytes: 7 * 4 * parameters });
  });

  it("of a product reads both matrices once and writes the result once", () => {
    const [batch, width] = [128, 512];
    const [forward] = matmuls(distillationStep("dense", [width], batch));
    expect(forward).toMatchObject({ title: `matmul ${batch}x${width}x784` });
    expect(forward!.bytes).toBe(4 * (batch * 784 + 784 * width + width + batch * width));
  });
});
