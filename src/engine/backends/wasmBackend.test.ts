import { describe, expect, it } from "vitest";
import { nodePlatform } from "../../../scripts/lab/nodeWorkerPool.ts";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import type { Executor } from "../../tensor/executor.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { firstDifference } from "../../testing/firstDifference.ts";
import type { JobOrder } from "../job/jobOrder.ts";
import { drawRunData } from "../job/runData.ts";
import { trainJob } from "../training/trainJob.ts";
import { openBackend } from "./openBackend.ts";

const backends = {
  wasm: await openBackend("wasm", nodePlatform),
  "tfjs-wasm": await openBackend("tfjs-wasm", nodePlatform),
};

const training = { ...defaultExperiment.student.training, steps: 12, batchSize: 12, maxNorm: 3 };
const convolutional: Experiment = {
  ...defaultExperiment,
  data: { dataset: "digits", train: 100 },
  teacher: {
    architecture: {
      input: [28, 28],
      layers: [
        { kind: "pool", size: 2 },
        { kind: "conv", filters: 3, kernel: 3, activation: "relu", batchNorm: true },
        { kind: "pool", size: 2 },
        { kind: "dropout", rate: 0.3 },
        { kind: "dense", units: 10, activation: "relu" },
      ],
      classes: 10,
    },
    training: { ...training, jitter: 2 },
  },
  evaluateEvery: 6,
};
const split = builtInDigits(3, 100);
const data = await drawRunData(convolutional, split, async () => split);

function orderOf(resumeFrom: Uint8Array | null): JobOrder {
  return { job: "teacher", experiment: convolutional, student: null, teacher: null, probes: {}, live: {}, resumeFrom };
}

async function collect(executor: Executor, resumeFrom: Uint8Array | null = null): Promise<readonly TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  const small = { ...data, test: { ...data.test, count: 50, labels: data.test.labels.slice(0, 50) } };
  for await (const event of trainJob(orderOf(resumeFrom), small, executor, { changes: [] })) events.push(event);
  return events;
}

const losses = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === "losses" ? [event.rows[0]!] : []));

describe.each(["wasm", "tfjs-wasm"] as const)("a convolutional network with every kind of layer, on %s", (name) => {
  const wasm = backends[name];

  it("has float64's losses over the first 12 steps, to 1 in 1000", async () => {
    const [expected, found] = [losses(await collect(openFloat64())), losses(await collect(wasm.openExecutor()))];
    expect(expected.length).toBe(12);
    for (const [i, value] of expected.entries()) expect(Math.abs(found[i]! - value) / value).toBeLessThan(1e-3);
  });

  it("gives the same log twice, and goes on from a checkpoint as if it had never stopped", async () => {
    const straight = await collect(wasm.openExecutor());
    expect(firstDifference(await collect(wasm.openExecutor()), straight)).toBe(-1);
    const half = straight.find((event) => event.type === "checkpoint")!;
    const resumed = await collect(wasm.openExecutor(), half.bytes);
    expect(losses(resumed)).toEqual(losses(straight).slice(6));
    expect(firstDifference([resumed.at(-2)], [straight.at(-2)])).toBe(-1);
  });

  it("leaves no tensor behind", async () => {
    const before = wasm.openExecutor().held();
    for (let round = 0; round < 2; round++) {
      const executor = wasm.openExecutor();
      await collect(executor);
      executor.dispose();
    }
    expect(wasm.openExecutor().held()).toBe(before);
  });
});
