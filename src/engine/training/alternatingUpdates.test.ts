import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { mutual } from "../../methods/papers/mutual.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { shrunkExperiment } from "../../testing/shrunkExperiment.ts";
import { drawRunData } from "../job/runData.ts";
import { trainJob } from "./trainJob.ts";

const small = shrunkExperiment(mutual.preset(defaultExperiment), {
  steps: 1,
  batch: 5,
  images: 100,
  units: 6,
  filters: 2,
});
const split = builtInDigits(7, 100);
const images = split.test.images.slice(0, 20 * 784);
const data = await drawRunData(
  small,
  { ...split, test: { ...split.test, count: 20, images, labels: split.test.labels.slice(0, 20) } },
  async () => split,
);

/** The first step's losses by name. */
async function firstLosses(learningRate: number): Promise<Readonly<Record<string, number>>> {
  const training = { ...small.student.training, learningRate };
  const experiment = { ...small, student: { ...small.student, training } };
  const student = { arm: "taught", pair: 0 };
  const order = { job: "taught/0", experiment, student, probes: {}, live: {}, teacher: null, resumeFrom: null };
  for await (const event of trainJob(order, data, openFloat64(), { changes: [] }))
    if (event.type === "losses") return Object.fromEntries(event.columns.map((name, i) => [name, event.rows[i]!]));
  throw new Error("no step was taken");
}

describe("networks that are updated one after another", () => {
  it("within one step learn from the updated predictions of those before them", async () => {
    const [still, moved] = [await firstLosses(1e-6), await firstLosses(0.05)];
    // The first learns from the second before its update, the second from the first after its update.
    expect(moved["peers to student"]).toBe(still["peers to student"]);
    expect(moved["labels: peer 2"]).toBe(still["labels: peer 2"]);
    expect(Math.abs(moved["peers to peer 2"]! - still["peers to peer 2"]!)).toBeGreaterThan(0.01);
  });
});
