import { describe, expect, it } from "vitest";
import { nodePlatform } from "../../../scripts/lab/nodeWorkerPool.ts";
import type { Architecture } from "../../domain/architecture.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { timeStep } from "../../engine/backends/backendTrial.ts";
import { openBackend } from "../../engine/backends/openBackend.ts";
import { presets } from "../experiments/presets.ts";
import { costOfExperiment, LARGEST_JOB_BYTES, LONG_RUN_SECONDS, tooLargeBecause } from "./experimentCost.ts";

/** The default experiment with another student, and a smaller teacher, so that the student's job is the largest. */
function withStudent(
  architecture: Architecture,
  training: Partial<Experiment["student"]["training"]> = {},
): Experiment {
  return {
    ...defaultExperiment,
    teacher: { ...defaultExperiment.teacher, architecture: dense(4) },
    student: { architecture, training: { ...defaultExperiment.student.training, ...training } },
  };
}

const layered = (units: number, layers: number) => dense(...Array.from({ length: layers }, () => units));
const convolutional = (filters: number, kernel: number): Architecture => ({
  input: [28, 28],
  layers: Array.from({ length: 3 }, () => ({ kind: "conv", filters, kernel, activation: "relu" })),
  classes: 10,
});

const inSteps: Architecture = {
  input: [28, 28],
  layers: [
    { kind: "conv", filters: 16, kernel: 3, stride: 2, activation: "leakyRelu" },
    { kind: "pool", size: 3, stride: 2 },
    { kind: "conv", filters: 32, kernel: 3, stride: 2, activation: "relu" },
  ],
  classes: 10,
};

describe("the estimated cost of an experiment", () => {
  it.each([
    ["wide layers", layered(1200, 2), { batchSize: 100 }],
    ["many layers with momentum", layered(300, 8), { batchSize: 20, optimizer: "momentum" }],
    ["convolutions in large batches", convolutional(16, 3), { batchSize: 400 }],
    ["convolutions in steps and overlapping pooling", inSteps, { batchSize: 200 }],
  ] as const)(
    "is within a factor of 2.5 of the bytes that WASM holds after steps: %s",
    async (_, network, training) => {
      const experiment = withStudent(network, training);
      const executor = (await openBackend("wasm", nodePlatform)).openExecutor();
      let time = 0;
      await timeStep(executor, experiment, () => {
        time += 1000;
        return time;
      });
      const share = costOfExperiment(experiment, 1).bytes / executor.held();
      expect(share).toBeGreaterThan(0.4);
      expect(share).toBeLessThan(2.5);
    },
  );

  it("refuses what does not fit into a worker, with its size and what helps", () => {
    expect(tooLargeBecause(costOfExperiment(withStudent(layered(4096, 24)), 4))).toMatch(
      /its largest job takes about \d\.\d GiB, but a worker has 2\.0 GiB; take fewer or smaller layers/,
    );
    const batches = withStudent(convolutional(256, 3), { batchSize: 1024 });
    expect(costOfExperiment(batches, 4).bytes).toBeGreaterThan(LARGEST_JOB_BYTES);
    expect(tooLargeBecause(costOfExperiment(defaultExperiment, 4))).toBeNull();
  });

  it("fits every preset into a worker, and asks about none on two cores", () => {
    for (const { id, experiment } of presets) {
      const cost = costOfExperiment(experiment, 2);
      expect(tooLargeBecause(cost), id).toBeNull();
      // Keras' example trains a network of 1.4 million weights for 9,375 steps, and the page says how long that takes.
      if (id !== "keras-example") expect(cost.seconds, id).toBeLessThan(LONG_RUN_SECONDS);
    }
  });

  it("grows with steps and pairs, and falls with the students that train side by side", () => {
    const experiment = withStudent(layered(2000, 3), { steps: 20_000 });
    const seconds = (changed: Partial<Experiment>, cores = 1) =>
      costOfExperiment({ ...experiment, ...changed }, cores).seconds;
    expect(seconds({ pairs: 4 }) / seconds({ pairs: 2 })).toBeCloseTo(2, 1);
    expect(seconds({ pairs: 2 }, 1) / seconds({ pairs: 2 }, 4)).toBeCloseTo(4, 1);
    expect(seconds({ pairs: 1 }, 4)).toBe(seconds({ pairs: 1 }, 2));
    const hours = withStudent(convolutional(64, 27), { steps: 20_000 });
    expect(costOfExperiment(hours, 4).seconds).toBeGreaterThan(LONG_RUN_SECONDS);
  });
});
