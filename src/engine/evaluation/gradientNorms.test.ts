import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../../scripts/build/kernelFiles.ts";
import "../../../scripts/build/relaxedSimd.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { loadKernels } from "../../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../../tensor/executors/wasm/wasmExecutor.ts";
import { initialValues } from "../graphs/networkGraph.ts";
import { trainedParametersOf } from "../graphs/stageParts.ts";
import { recordStepGraph } from "../graphs/stepGraph.ts";
import { openGradientNorms, openTermGradientNorms } from "./gradientNorms.ts";

const kernels = await loadKernels(kernelFiles);
const CLASSES = 10;
const training = { ...defaultExperiment.student.training, optimizer: "momentum" as const, batchSize: 4, steps: 3 };
const experiment = { ...defaultExperiment, student: { architecture: dense(6, 5), training } };
const [stage] = stagesOf("plain", experiment);
const graph = recordStepGraph(stage!, CLASSES);
const inputs = {
  images: Float32Array.from({ length: 4 * 784 }, (_, i) => ((i * 7919) % 256) / 255),
  labels: Float32Array.from({ length: 4 * CLASSES }, (_, i) => (i % 11 === 0 ? 1 : 0)),
  progress: 0,
};

describe.each([
  ["float64", openFloat64],
  ["WASM", () => openWasm(kernels)],
] as const)("norms of gradients on %s", (_, open) => {
  const executor = open();
  const parameters = trainedParametersOf(stage!);
  for (const parameter of parameters) executor.write(parameter.name, initialValues(parameter, 7), parameter.shape);
  const weights = parameters.filter(({ kind }) => kind === "weights");

  it("are how far a first step of momentum moves each layer's weights divided by the rate, and leave the weights as they are", async () => {
    const before = await Promise.all(parameters.map(({ name }) => executor.read(name)));
    const { panels } = await openGradientNorms(executor, graph)(inputs);
    expect(await Promise.all(parameters.map(({ name }) => executor.read(name)))).toEqual(before);
    expect(panels.map(({ label, shape }) => [label, shape])).toEqual([["student", [1, 3]]]);
    const rate = 0.5;
    await executor.compile(graph.updates[0]!.program).run(inputs, { step: 1, learningRate: rate });
    for (const [layer, { name }] of weights.entries()) {
      const after = await executor.read(name);
      const was = before[parameters.findIndex((parameter) => parameter.name === name)]!;
      const moved = Math.hypot(...after.map((value, i) => value - was[i]!)) / rate;
      expect(panels[0]!.values[layer]! / moved).toBeCloseTo(1, 3);
    }
  });

  it("of a single loss term are those of the whole loss", async () => {
    const [whole, byTerm] = [openGradientNorms(executor, graph), openTermGradientNorms(executor, stage!, CLASSES)];
    const [all, ofTerms] = [await whole(inputs), await byTerm(inputs)];
    expect(ofTerms.panels.map(({ label }) => label)).toEqual(["labels"]);
    expect(ofTerms.panels[0]!.values).toEqual(all.panels[0]!.values);
  });

  it("grow with the weight of their term, and are divided by T squared where that factor is left out", async () => {
    const distilled = (mistake: string, softWeight: number, temperature = 4) => {
      const params = { temperature, softWeight, hardWeight: 0.1, mistake };
      const [own] = stagesOf("taught", { ...experiment, method: { id: "hinton", params } });
      const logits = Float32Array.from({ length: 4 * CLASSES }, (_, i) => ((i * 31) % 17) - 8);
      const live = { "live/temperature": temperature, "live/softWeight": softWeight, "live/hardWeight": 0.1 };
      return openTermGradientNorms(executor, own!, CLASSES)({ ...inputs, ...live, "teacher/logits": logits });
    };
    const [right, without, half] = [
      await distilled("none", 0.9),
      await distilled("no-t-squared", 0.9),
      await distilled("no-t-squared", 0.45),
    ];
    expect(without.panels.map(({ label, shape }) => [label, shape])).toEqual([
      ["soft targets", [1, 3]],
      ["labels", [1, 3]],
    ]);
    for (const layer of [0, 1, 2]) {
      const [soft, labels] = without.panels.map(({ values }) => values[layer]!);
      expect(right.panels[0]!.values[layer]! / soft!).toBeCloseTo(16, 3);
      expect(soft! / half.panels[0]!.values[layer]!).toBeCloseTo(2, 3);
      expect(right.panels[1]!.values[layer]).toBe(labels);
    }
  });
});
