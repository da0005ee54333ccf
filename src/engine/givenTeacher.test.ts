import { beforeAll, describe, expect, it } from "vitest";
import { builtInDigits } from "../data/dataSources.ts";
import { select } from "../data/transferSet.ts";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment, GivenNetwork } from "../domain/experiment.ts";
import { dense, withDropout } from "../domain/namedArchitectures.ts";
import { softmax } from "../math/softmax.ts";
import { checkAveragedTeacher } from "../methods/registry/averagedTeacher.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { registry } from "../methods/registry/methodRegistry.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import { openWorkerPort } from "../protocol/workerPort.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { smallExperiment } from "../testing/methodRuns.ts";
import { readNetwork, writeNetwork } from "../weights/networkSafetensors.ts";
import { checksumOf, type NetworkWeights } from "../weights/networkWeights.ts";
import { readLayersModel } from "../weights/readLayersModel.ts";
import { writeLayersModel } from "../weights/writeLayersModel.ts";
import { givenTeacherCheckpoint } from "./job/givenTeacher.ts";
import { drawRunData } from "./job/runData.ts";
import { trainedNetworks } from "./job/trainedNetworks.ts";
import { conductRun, type RunRequest, type WorkerPool } from "./pool/conductor.ts";
import { serveTrainingWorker } from "./pool/trainingWorker.ts";
import type { TrainingWorker, WorkerCommand, WorkerReport } from "./pool/workerCommands.ts";

const training = { ...defaultExperiment.student.training, steps: 12, batchSize: 10 };
const experiment: Experiment = {
  ...defaultExperiment,
  pairs: 1,
  data: { dataset: "digits", train: 100 },
  teacher: { architecture: withDropout(0.1, 0.2, 8), training: { ...training, steps: 30 } },
  student: { architecture: dense(5), training },
  transferSet: { ...defaultExperiment.transferSet, size: 50 },
  evaluateEvery: 6,
};
const split = builtInDigits(1, 100);
const few = Array.from({ length: 150 }, (_, i) => i);
const data = await drawRunData(experiment, { ...split, test: select(split.test, few) }, async () => split);

/** A worker in this thread that dies after some messages with events. */
function workerInThread(messagesBeforeDeath: number): TrainingWorker {
  let left = messagesBeforeDeath;
  const carryOut = serveTrainingWorker(
    (report) => {
      if (left < 0) return;
      if (report.type === "events" && left-- === 0) lose("it was killed");
      else deliver(report);
    },
    { now: clock() },
  );
  const { port, deliver, lose } = openWorkerPort<WorkerCommand, WorkerReport>({
    post: carryOut,
    terminate: () => carryOut({ type: "stop" }),
  });
  return port;
}
/** A clock that advances whenever it is read, so that messages end at the same events in every run. */
function clock(): () => number {
  let time = 0;
  return () => {
    time += 20;
    return time;
  };
}
function poolOf(...messages: readonly number[]): WorkerPool {
  let spawned = 0;
  const platform = { wasmPaths: {}, kernels: { simd: "", relaxed: "" }, processor: "test" };
  return { size: 1, platform, spawn: () => workerInThread(messages[spawned++] ?? Number.POSITIVE_INFINITY) };
}

async function runOf(request: Partial<RunRequest>, pool = poolOf()): Promise<readonly TrainingEvent[]> {
  const log: TrainingEvent[] = [];
  const conductor = conductRun(
    {
      ...{ experiment, dataset: "digits", data, backend: "cpu", pool, resumeFrom: {} },
      ...{ now: () => performance.now(), version: "test", date: "2026-11-27", ...request },
    },
    (events) => log.push(...events),
  );
  await conductor.ended;
  return log;
}

const checkpointsOf = (events: readonly TrainingEvent[]) =>
  Object.fromEntries(events.flatMap((event) => (event.type === "checkpoint" ? [[event.job, event.bytes]] : [])));
const evaluationsOf = (events: readonly TrainingEvent[], network: string) =>
  events.flatMap((event) => (event.type === "evaluated" && event.network === network ? [event.evaluation] : []));
const testLogitsOf = (events: readonly TrainingEvent[], network: string) =>
  events.flatMap((event) => (event.type === "testLogits" && event.network === network ? [event.logits] : [])).at(-1)!;
/** messages with losses of a job: none where it takes no step */
const stepsOf = (events: readonly TrainingEvent[], job: string) =>
  events.filter((event) => event.type === "losses" && event.job === job).length;

async function givenOf(name: string, { weights }: { weights: NetworkWeights }): Promise<GivenNetwork> {
  return { name, checksum: await checksumOf(weights), architecture: weights.architecture };
}
/** The network that a run trained in a job. */
async function trained(
  events: readonly TrainingEvent[],
  of = experiment,
  student: null | { arm: string; pair: number } = null,
) {
  const job = student ? `${student.arm}/${student.pair}` : "teacher";
  const [first] = await trainedNetworks(of, student, checkpointsOf(events)[job]!, openFloat64);
  if (!first || !("weights" in first)) throw new Error(`no weights of ${job}`);
  return first;
}

let straight: readonly TrainingEvent[] = [];
let own: Awaited<ReturnType<typeof trained>>;
let given: Experiment;
beforeAll(async () => {
  straight = await runOf({});
  own = await trained(straight);
  given = { ...experiment, teacher: { ...experiment.teacher, given: [await givenOf("mine", own)] } };
}, 60_000);

describe("a run with a given teacher", () => {
  const start = async () => ({
    experiment: checkExperiment(given),
    resumeFrom: { teacher: await givenTeacherCheckpoint(given, [own.weights]) },
  });

  it("ends as the run that trained this teacher, without a step of it", async () => {
    const log = await runOf(await start());
    expect(log.at(-1)).toEqual({ type: "finished", reason: "completed" });
    expect(stepsOf(straight, "teacher")).toBeGreaterThan(0);
    expect(stepsOf(log, "teacher")).toBe(0);
    expect(evaluationsOf(log, "teacher")).toEqual(evaluationsOf(straight, "teacher").slice(-1));
    for (const job of ["taught/0", "plain/0"]) {
      expect(evaluationsOf(log, job)).toEqual(evaluationsOf(straight, job));
      expect(checkpointsOf(log)[job]).toEqual(checkpointsOf(straight)[job]);
    }
  });

  it("names the teacher in its log", async () => {
    const [started] = await runOf(await start());
    expect(started).toMatchObject({ type: "started", experiment: { teacher: { given: [{ name: "mine" }] } } });
    expect(started).toMatchObject({ networks: [{ id: "teacher", given: true }, {}, {}] });
  });

  it.each([0, 1, 3])("ends as the undisturbed one where its worker dies after %i messages", async (messages) => {
    const log = await runOf(await start(), poolOf(messages));
    expect(log.some(({ type }) => type === "recovered")).toBe(true);
    expect(checkpointsOf(log)).toEqual(checkpointsOf(await runOf(await start())));
  });

  it("fails with a code of its own where the teacher is not there, or is another network", async () => {
    const log = await runOf({ experiment: given });
    expect(log.at(-1)).toMatchObject({ type: "failed", code: "no-teacher" });
    const { weights } = await trained(straight, experiment, { arm: "taught", pair: 0 });
    await expect(givenTeacherCheckpoint(given, [weights])).rejects.toMatchObject({ code: "no-teacher" });
    await expect(givenTeacherCheckpoint(given, [weights])).rejects.toThrow(/"mine" \(checksum [0-9a-f]{16}\)/);
  });

  it("that is to evaluate the teacher alone ends with its errors", async () => {
    const log = await runOf({ ...(await start()), teacherAlone: true });
    expect(evaluationsOf(log, "teacher")).toEqual(evaluationsOf(straight, "teacher").slice(-1));
    expect(log.filter(({ type }) => type === "stage")).toHaveLength(1);
    expect(log.at(-1)).toEqual({ type: "finished", reason: "completed" });
  });

  it("has other layers than its experiment only where they are refused", () => {
    const other = { ...given, teacher: { ...given.teacher, architecture: dense(9) } };
    expect(() => checkExperiment(other)).toThrow(
      /"mine" has the layers 784-8-10, and the experiment's teacher 784-9-10/,
    );
    const damaged = { ...given.teacher.given![0]!, checksum: "12" };
    expect(() => checkExperiment({ ...given, teacher: { ...given.teacher, given: [damaged] } })).toThrow(/16 digits/);
  });
});

describe("every network of a run, saved and read back in each format", () => {
  const students = [null, { arm: "taught", pair: 0 }, { arm: "plain", pair: 0 }] as const;
  it.each(students)("makes the same errors on the test set: %o", async (student) => {
    const { weights } = await trained(straight, experiment, student);
    const files = writeLayersModel({ weights });
    const readBack = [
      readNetwork(writeNetwork({ weights })).weights,
      readLayersModel(files["model.json"], new Map([["weights.bin", files["weights.bin"]]])).weights,
    ];
    for (const network of readBack) {
      const { architecture } = network;
      const teacher = { architecture, training, given: [await givenOf("read", { weights: network })] };
      const asTeacher = { ...experiment, teacher };
      const resumeFrom = { teacher: await givenTeacherCheckpoint(asTeacher, [network]) };
      const log = await runOf({ experiment: asTeacher, teacherAlone: true, resumeFrom });
      const job = student ? `${student.arm}/${student.pair}` : "teacher";
      const { errors, confusion } = evaluationsOf(straight, job).at(-1)!;
      expect(evaluationsOf(log, "teacher").at(-1)).toMatchObject({ errors, confusion });
      expect(testLogitsOf(log, "teacher")).toEqual(testLogitsOf(straight, job));
    }
  });

  it("is the network with which a method computes, or refused in words: of every method", async () => {
    const { openMethodRuns } = await import("../testing/methodRuns.ts");
    const answers: Record<string, string> = {};
    for (const method of registry) {
      const runs = openMethodRuns(method);
      const { events } = await runs.job("taught");
      const bytes = checkpointsOf(events)["taught/0"]!;
      for (const one of await trainedNetworks(runs.experiment, { arm: "taught", pair: 0 }, bytes, openFloat64)) {
        answers[`${method.id} ${one.id}`] = "refusal" in one ? one.refusal : "saved";
        if ("refusal" in one) expect(one.refusal).not.toMatch(/undefined|missing|not a function/);
      }
    }
    expect(answers["hinton taught/0"]).toBe("saved");
    expect(Object.values(answers).filter((one) => one === "saved").length).toBeGreaterThan(registry.length);
    expect(answers["ensemble-net taught/0"]).toMatch(/computed from several networks/);
    expect(answers["apprentice taught/0"]).toMatch(/saved|quantised/);
  }, 240_000);
});

describe("several given teachers", () => {
  let networks: { weights: NetworkWeights }[] = [];
  const averaged = async (by: "probabilities" | "logits") => {
    const both = await Promise.all(networks.map((one, i) => givenOf(`teacher file ${i}`, one)));
    return checkExperiment({ ...experiment, teacher: { ...experiment.teacher, given: both, average: by } });
  };
  const runAveraged = async (by: "probabilities" | "logits", teacherAlone?: true) => {
    const of = await averaged(by);
    const resumeFrom = {
      teacher: await givenTeacherCheckpoint(
        of,
        networks.map(({ weights }) => weights),
      ),
    };
    return runOf({ experiment: of, resumeFrom, ...(teacherAlone ? { teacherAlone } : {}) });
  };
  beforeAll(async () => {
    networks = [own, await trained(straight, experiment, { arm: "plain", pair: 0 })];
  });
  const each = () => [testLogitsOf(straight, "teacher"), testLogitsOf(straight, "plain/0")] as const;

  it("answer with the mean of their logits", async () => {
    const [a, b] = each();
    const found = testLogitsOf(await runAveraged("logits", true), "teacher");
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo((a[i]! + b[i]!) / 2, 4);
  });

  it("answer with the logarithm of the mean of their probabilities", async () => {
    const [a, b] = each();
    const found = testLogitsOf(await runAveraged("probabilities", true), "teacher");
    for (let at = 0; at < found.length; at += 10) {
      const row = (of: Float32Array) => softmax(of.subarray(at, at + 10));
      const [p, q, mean] = [row(a), row(b), row(found)];
      for (let k = 0; k < 10; k++) expect(mean[k]).toBeCloseTo((p[k]! + q[k]!) / 2, 5);
    }
  });

  it("teach as one: the student ends otherwise than with either, and each average is another teacher", async () => {
    const [logits, probabilities] = [await runAveraged("logits"), await runAveraged("probabilities")];
    const last = (log: readonly TrainingEvent[]) => checkpointsOf(log)["taught/0"];
    expect(logits.at(-1)).toEqual({ type: "finished", reason: "completed" });
    expect(last(logits)).not.toEqual(last(straight));
    expect(last(logits)).not.toEqual(last(probabilities));
    expect(checkpointsOf(logits)["plain/0"]).toEqual(checkpointsOf(straight)["plain/0"]);
  });

  it("are refused without a way to average them, and by methods that use a teacher's layers or weights", async () => {
    const { average: _, ...teacher } = (await averaged("logits")).teacher;
    expect(() => checkExperiment({ ...experiment, teacher })).toThrow(/"probabilities" or "logits"/);
    const taken: string[] = [];
    for (const method of registry) {
      const small = smallExperiment(method);
      const { architecture } = small.teacher;
      const two = ["0".repeat(16), "1".repeat(16)].map((checksum) => ({ name: "one", checksum, architecture }));
      const tried = { ...small, teacher: { ...small.teacher, given: two, average: "logits" } };
      try {
        checkAveragedTeacher(checkExperiment(tried));
        taken.push(method.id);
      } catch (error) {
        expect((error as Error).message).toMatch(/layers or weights of the teacher.*give one teacher/);
      }
    }
    expect(taken).toEqual(expect.arrayContaining(["hinton", "decoupled", "mutual"]));
    for (const id of ["fitnets", "net2net", "fsp", "attention"]) expect(taken).not.toContain(id);
  });
});
