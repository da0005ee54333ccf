import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../../scripts/build/kernelFiles.ts";
import "../../../scripts/build/relaxedSimd.ts";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { mutual } from "../../methods/papers/mutual.ts";
import { outputOf } from "../../methods/parts/teacherStudent.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { loadKernels } from "../../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../../tensor/executors/wasm/wasmExecutor.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { initialiseStage, openJobState } from "../job/jobState.ts";
import { evaluateLogits, openPredictor } from "./testMetrics.ts";
import { DEVIATIONS, measureWeightNoise } from "./weightNoise.ts";

const kernels = await loadKernels(kernelFiles);
const preset = mutual.preset(defaultExperiment);
const set = builtInDigits(7, 100).train;

async function study(arm: string, changes: Partial<Experiment> = {}, pair = 0) {
  const experiment = { ...preset, student: { ...preset.student, architecture: dense(6) }, ...changes };
  const order = {
    job: `${arm}/0`,
    experiment,
    student: { arm, pair },
    probes: {},
    live: {},
    teacher: null,
    resumeFrom: null,
  };
  const state = openJobState(order, openWasm(kernels), set);
  const stage = stagesOf(arm, experiment).at(-1)!;
  await initialiseStage(state, stage);
  const weights = () => Promise.all([...state.written.keys()].map((name) => state.executor.read(name)));
  const before = await weights();
  const { panels } = await measureWeightNoise(state, stage, "student", set);
  const predict = openPredictor(state.executor, (batch) => recordLogits(stage, outputOf("student"), batch), 10);
  const crossEntropy = evaluateLogits(await predict(set), set.labels, 10, { teacherLogits: null }).crossEntropy;
  return { values: panels[0]!.values, crossEntropy, before, after: await weights() };
}

describe("a network's loss under noise on its weights", () => {
  it("begins at its loss without any, and leaves the network bit-identical", async () => {
    const { values, crossEntropy, before, after } = await study("taught");
    expect(values.length).toBe(DEVIATIONS.length);
    expect(values[0]).toBeCloseTo(crossEntropy, 6);
    expect(new Set(values).size).toBe(values.length);
    expect(after).toEqual(before);
  });

  it("is measured under the same noise for the students of a pair, and under other noise for another pair", async () => {
    const [taught, plain, other] = [await study("taught"), await study("plain"), await study("plain", {}, 1)];
    expect(plain.values).toEqual(taught.values);
    expect(other.values).not.toEqual(plain.values);
  });
});

describe("the baseline student", () => {
  it("is studied where the distilled student is, and only there", () => {
    for (const arm of ["taught", "plain", "independent-peers"])
      expect(stagesOf(arm, preset).at(-1)!.noiseStudy).toBe("student");
    expect(stagesOf("plain", defaultExperiment).at(-1)!.noiseStudy).toBeUndefined();
  });
});
