import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { softmax } from "../../math/softmax.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { openTfjs } from "../../tensor/executors/tfjs/tfjsExecutor.ts";
import { firstDifference } from "../../testing/firstDifference.ts";
import { type FrozenLogitsCache, shuffleOtherClasses } from "../evaluation/frozenLogits.ts";
import { evaluateLogits, type MetricOptions } from "../evaluation/testMetrics.ts";
import { unpackCheckpoint } from "../job/checkpointBytes.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import { drawRunData } from "../job/runData.ts";
import { learningRateAt } from "./stepInputs.ts";
import { type PendingSettings, trainJob } from "./trainJob.ts";

await setBackend("cpu");
const training = { ...defaultExperiment.student.training, steps: 12, batchSize: 16, learningRate: 0.01 };
const experiment: Experiment = {
  ...defaultExperiment,
  pairs: 1,
  data: { dataset: "digits", train: 120 },
  teacher: {
    architecture: { ...dense(12), layers: [{ kind: "dropout", rate: 0.2 }, ...dense(12).layers] },
    training: { ...training, jitter: 1 },
  },
  student: { architecture: dense(8), training },
  transferSet: { ...defaultExperiment.transferSet, size: 60 },
  evaluateEvery: 6,
};
const split = builtInDigits(7, 120);
const small = {
  ...split,
  test: {
    ...split.test,
    count: 40,
    images: split.test.images.slice(0, 40 * 784),
    labels: split.test.labels.slice(0, 40),
  },
};
const data: JobData = await drawRunData(experiment, small, async () => small);

type Arm = "taught" | "plain" | "shuffled-soft-targets";

function orderOf(arm: Arm | null, teacher: Uint8Array | null, changes: Partial<JobOrder> = {}): JobOrder {
  const student = arm ? { arm, pair: 0 } : null;
  const job = arm ? `${arm}/0` : "teacher";
  return { job, experiment, student, teacher, probes: { gallery: [0, 1] }, live: {}, resumeFrom: null, ...changes };
}

async function collect(
  order: JobOrder,
  pendingSettings: PendingSettings = { changes: [] },
  images = data,
  cache: FrozenLogitsCache = new Map(),
): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  const job = trainJob(order, images, openTfjs({ transposeFirst: false }), pendingSettings, cache);
  for await (const event of job) events.push(event);
  return events;
}

const last = (events: readonly TrainingEvent[]) => events.filter((event) => event.type === "checkpoint").at(-1)!.bytes;
const losses = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === "losses" ? [...event.rows] : []));

const teacherEvents = await collect(orderOf(null, null));
const teacher = last(teacherEvents);

describe("a job", () => {
  it("gives the same log twice for the same seed", async () => {
    expect(firstDifference(await collect(orderOf(null, null)), teacherEvents)).toBe(-1);
  });

  it("goes on from a checkpoint exactly as if it had never stopped", async () => {
    const straight = await collect(orderOf("taught", teacher));
    const half = straight.find((event) => event.type === "checkpoint")!;
    const resumed = await collect(orderOf("taught", teacher, { resumeFrom: half.bytes }));
    expect(losses(resumed)).toEqual(losses(straight).slice(-losses(resumed).length));
    expect(losses(resumed).length).toBe(losses(straight).length / 2);
    expect(last(resumed)).toEqual(last(straight));
  });

  it("leaves the teacher bit-identical", async () => {
    const before = unpackCheckpoint(teacher);
    await collect(orderOf("taught", teacher));
    expect(unpackCheckpoint(teacher)).toEqual(before);
  });

  it("starts the students of a pair from the same weights, and evaluates them alike before the first step", async () => {
    const [taught, plain] = [await collect(orderOf("taught", teacher)), await collect(orderOf("plain", teacher))];
    const first = (events: readonly TrainingEvent[]) => events.find((event) => event.type === "evaluated")!.evaluation;
    expect(first(taught)).toEqual(first(plain));
    expect(losses(taught)).not.toEqual(losses(plain));
  });

  it("with soft weight 0 and hard weight 1 ends at exactly the weights of the baseline student", async () => {
    const params = { ...experiment.method.params, softWeight: 0, hardWeight: 1 };
    const equal = { ...experiment, method: { ...experiment.method, params } };
    const weights = async (arm: Arm) => {
      const events = await collect(orderOf(arm, teacher, { experiment: equal }));
      return unpackCheckpoint(last(events)).arrays.filter(({ name }) => name.endsWith("/weights"));
    };
    expect(await weights("taught")).toEqual(await weights("plain"));
  });

  it("computes the teacher's logits once for each set of images, whichever jobs of the run need them", async () => {
    const cache: FrozenLogitsCache = new Map();
    const first = await collect(orderOf("taught", teacher), undefined, data, cache);
    expect([...cache.keys()].sort()).toEqual(["test", "transfer"]);
    const second = await collect(orderOf("shuffled-soft-targets", teacher), undefined, data, cache);
    expect(await collect(orderOf("taught", teacher), undefined, data, cache)).toEqual(first);
    expect(second).toEqual(await collect(orderOf("shuffled-soft-targets", teacher)));
    // The losses are computed from the cached logits: with other logits they differ.
    const other: FrozenLogitsCache = new Map(cache);
    other.set("transfer", Promise.resolve((await cache.get("transfer")!).map((x) => -x)));
    const misled = await collect(orderOf("taught", teacher), undefined, data, other);
    expect(losses(misled)).not.toEqual(losses(first));
  });

  it("takes a changed setting at the next step, and yields the change", async () => {
    const pendingSettings: PendingSettings = { changes: [] };
    const events: TrainingEvent[] = [];
    for await (const event of trainJob(
      orderOf("taught", teacher),
      data,
      openTfjs({ transposeFirst: false }),
      pendingSettings,
    )) {
      events.push(event);
      if (event.type === "losses" && event.fromStep === 3)
        pendingSettings.changes.push({ param: "temperature", value: 20 });
    }
    const changed = events.find((event) => event.type === "changed");
    expect(changed).toMatchObject({ step: 3, param: "temperature", value: 20 });
    const still = losses(await collect(orderOf("taught", teacher)));
    const moved = losses(events);
    expect(moved.slice(0, 9)).toEqual(still.slice(0, 9));
    expect(moved.slice(9, 12)).not.toEqual(still.slice(9, 12));
  });

  it("stops at the first loss that is not a number, with what to change", async () => {
    const linear = { kind: "dense", units: 8, activation: "linear" } as const;
    const wild: Experiment = {
      ...experiment,
      student: {
        architecture: { ...dense(), layers: [linear, linear, linear] },
        training: { ...training, learningRate: 100, optimizer: "momentum" },
      },
    };
    await expect(collect(orderOf("plain", teacher, { experiment: wild }))).rejects.toThrow(
      /lower the learning rate from 100 to about 10/,
    );
  });

  it("trains on soft targets alone where the transfer set has no labels", async () => {
    const unlabelled = { ...experiment, transferSet: { ...experiment.transferSet, labelled: false } };
    const events = await collect(orderOf("taught", teacher, { experiment: unlabelled }));
    const columns = events.find((event) => event.type === "losses")!.columns;
    const labels = losses(events).filter((_, i) => columns[i % columns.length] === "labels");
    expect(labels.every((value) => value === 0)).toBe(true);
  });

  it("computes the teacher's logits on the view that the student sees, where views are jittered", async () => {
    const jittered = { ...experiment, student: { ...experiment.student, training: { ...training, jitter: 2 } } };
    const events = await collect(orderOf("taught", teacher, { experiment: jittered }));
    expect(losses(events)).not.toEqual(losses(await collect(orderOf("taught", teacher))));
  });

  it("evaluates teacher and student each on the classes it was trained on, where the teacher's lack the student's", async () => {
    const apart: Experiment = {
      ...experiment,
      data: { ...experiment.data, omitClasses: [5, 6, 7, 8, 9] },
      transferSet: { ...experiment.transferSet, omitClasses: [0, 1, 2, 3, 4] },
    };
    const images = await drawRunData(apart, small, async () => small);
    expect(Math.max(...images.train.labels)).toBeLessThan(5);
    const evaluations = async (order: JobOrder) =>
      (await collect(order, { changes: [] }, images)).flatMap((event) =>
        event.type === "evaluated" ? [event.evaluation] : [],
      );
    const lower = (await evaluations(orderOf(null, null, { experiment: apart }))).at(-1)!;
    const upper = (await evaluations(orderOf("taught", teacher, { experiment: apart }))).at(-1)!;
    expect(lower.classTotals.slice(5)).toEqual([0, 0, 0, 0, 0]);
    expect(upper.classTotals.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(lower.total + upper.total).toBe(small.test.count);
  });

  it("evaluates without dropout: two evaluations of one teacher agree", async () => {
    const [first, again] = [teacherEvents, await collect(orderOf(null, null, { resumeFrom: teacher }))];
    const final = (events: readonly TrainingEvent[]) =>
      events.filter((event) => event.type === "evaluated").at(-1)!.evaluation;
    expect(final(again)).toEqual(final(first));
  });
});

describe("schedules", () => {
  it("fall by a half cosine from the full rate to nearly 0", () => {
    const cosine = { ...training, steps: 1000, schedule: "cosine" as const };
    expect(learningRateAt(cosine, 0.1, 1)).toBeCloseTo(0.1, 12);
    expect(learningRateAt(cosine, 0.1, 501)).toBeCloseTo(0.05, 12);
    expect(learningRateAt(cosine, 0.1, 1000)).toBeLessThan(1e-6);
    expect(learningRateAt({ ...cosine, schedule: "constant" }, 0.1, 900)).toBe(0.1);
  });
});

describe("an evaluation", () => {
  it("counts errors, agreement, calibration and entropy as their definitions say", () => {
    const logits = Float32Array.of(0, Math.log(3), 0, 0, Math.log(3), 0);
    const evaluation = evaluateLogits(logits, Uint8Array.of(1, 0, 1), 2, {
      teacherLogits: Float32Array.of(0, 1, 1, 0, 0, 1),
    });
    expect(evaluation).toMatchObject({
      errors: 1,
      total: 3,
      classErrors: [0, 1],
      classTotals: [1, 2],
      agreement: 2 / 3,
    });
    expect(evaluation.confusion).toEqual([1, 0, 1, 1]);
    const expected = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    expect(evaluation.entropy).toBeCloseTo((2 * expected + Math.log(2)) / 3, 6);
    expect(evaluation.crossEntropy).toBeCloseTo((-Math.log(0.75) + Math.log(2) - Math.log(0.25)) / 3, 6);
    expect(evaluation.calibrationError).toBeCloseTo(0.5 / 3 + 0.5 / 3, 6);
  });
});

describe("the gradient's variance over images", () => {
  const stream = openStream(streamKey(4, "variance"));
  const draw = () => Float32Array.from({ length: 40 }, () => 3 * stream.normal());
  const [logits, teacherLogits] = [draw(), draw()];
  const labels = Uint8Array.of(0, 1, 2, 3, 4, 0, 1, 2);
  const variance = (options: MetricOptions) => evaluateLogits(logits, labels, 5, options).gradientVariance!;

  it("is the mean squared distance from the mean gradient, and 0 where student and teacher have the same logits", () => {
    const temperature = 4;
    const gradients = Array.from(labels, (_, i) => {
      const at = (of: Float32Array) => softmax(of.subarray(5 * i, 5 * i + 5), temperature);
      const [q, p] = [at(logits), at(teacherLogits)];
      return Array.from(q, (value, k) => temperature * (value - p[k]!));
    });
    const centre = gradients[0]!.map((_, k) => gradients.reduce((sum, g) => sum + g[k]!, 0) / 8);
    const expected = gradients.reduce((sum, g) => sum + g.reduce((s, x, k) => s + (x - centre[k]!) ** 2, 0), 0) / 8;
    expect(variance({ teacherLogits, temperature }).soft).toBeCloseTo(expected, 10);
    expect(variance({ teacherLogits: logits, temperature }).soft).toBeCloseTo(0, 12);
  });

  it("belongs to the counted classes alone, as do errors", () => {
    const counted = new Set([0, 1]);
    const some = evaluateLogits(logits, labels, 5, { teacherLogits, counted });
    const places = [0, 1, 5, 6];
    const rows = (of: Float32Array) => Float32Array.from(places.flatMap((i) => [...of.subarray(5 * i, 5 * i + 5)]));
    const alone = evaluateLogits(rows(logits), Uint8Array.of(0, 1, 0, 1), 5, { teacherLogits: rows(teacherLogits) });
    expect(some).toEqual(alone);
    expect(some.total).toBe(4);
  });
});

describe("shuffled soft targets", () => {
  it("keep the largest and the set of all others, and belong to the example", () => {
    const row = Float32Array.of(1, 9, 2, 3, 4, 5, 6, 7, 8, 0);
    const [one, same, other] = [row.slice(), row.slice(), row.slice()];
    shuffleOtherClasses(one, 5, 1);
    shuffleOtherClasses(same, 5, 1);
    shuffleOtherClasses(other, 5, 2);
    expect(one[1]).toBe(9);
    expect([...one].sort()).toEqual([...row].sort());
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect(one).not.toEqual(row);
  });
});
