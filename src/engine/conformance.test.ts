import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../scripts/build/kernelFiles.ts";
import "../../scripts/build/relaxedSimd.ts";
import { builtInDigits } from "../data/dataSources.ts";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { armsOf, type Experiment } from "../domain/experiment.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { Method, Stage } from "../methods/core/method.ts";
import { presetById } from "../methods/experiments/presets.ts";
import * as index from "../methods/papers/index.ts";
import { armsFor, stagesOf } from "../methods/registry/arms.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { registry } from "../methods/registry/methodRegistry.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import type { Executor, Inputs, Program } from "../tensor/executor.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { loadKernels } from "../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../tensor/executors/wasm/wasmExecutor.ts";
import { passesGradient } from "../tensor/gradient.ts";
import type { GraphNode } from "../tensor/graph.ts";
import { volume } from "../tensor/graph.ts";
import { shrunkExperiment } from "../testing/shrunkExperiment.ts";
import { layersOf } from "./graphs/networkGraph.ts";
import {
  evaluatedOutputsOf,
  networkOf,
  recordStepGraph,
  storedParametersOf,
  trainedParametersOf,
} from "./graphs/stepGraph.ts";
import { unpackCheckpoint } from "./job/checkpoint.ts";
import { hasTeacher, type JobOrder, stagesOfJob } from "./job/jobOrder.ts";
import { initialiseStage, openJobState } from "./job/jobState.ts";
import { drawRunData } from "./job/runData.ts";
import { costOfStages } from "./pool/progressEstimate.ts";
import { trainJob } from "./training/trainJob.ts";

const kernels = await loadKernels(kernelFiles);
const CLASSES = 10;
const tiny = { steps: 6, batch: 5, images: 100, units: 8, filters: 3 };
const split = builtInDigits(7, tiny.images);
const test = {
  ...split.test,
  count: 40,
  images: split.test.images.slice(0, 40 * 784),
  labels: split.test.labels.slice(0, 40),
};

const presetOf = ({ preset }: Method) => preset(defaultExperiment);
const tinyOf = (method: Method) => shrunkExperiment(presetOf(method), tiny);

function orderOf(experiment: Experiment, arm: string | null, changes: Partial<JobOrder> = {}): JobOrder {
  const student = arm === null ? null : { arm, pair: 0 };
  const job = arm === null ? "teacher" : `${arm}/0`;
  return {
    job,
    experiment,
    student,
    probes: { gallery: [0, 1] },
    live: {},
    teacher: null,
    resumeFrom: null,
    ...changes,
  };
}

async function collect(order: JobOrder, executor: Executor): Promise<TrainingEvent[]> {
  const data = await drawRunData(order.experiment, { train: split.train, test }, async () => split);
  const events: TrainingEvent[] = [];
  for await (const event of trainJob(order, data, executor, { changes: [] })) events.push(event);
  return events;
}

const checkpoints = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === "checkpoint" ? [event.bytes] : []));
const totals = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === "losses" ? [event.rows[0]!] : []));

/** The trained teacher of a tiny experiment; null where its method asks for none. */
async function teacherOf(experiment: Experiment): Promise<Uint8Array | null> {
  if (!hasTeacher(experiment)) return null;
  return checkpoints(await collect(orderOf(experiment, null), openWasm(kernels))).at(-1)!;
}

/** Inputs of one recorded step, drawn. */
function drawnInputs(
  program: Program,
  batch: number,
  progress: number,
  live: Readonly<Record<string, number>>,
): Inputs {
  const stream = openStream(streamKey(3, "conformance"));
  const entries = program.nodes.flatMap(({ op, shape }): [string, number | Float32Array][] => {
    if (op.kind !== "input") return [];
    if (op.holds === "key") return [[op.name, streamKey(1, op.name)]];
    if (op.name === "progress") return [[op.name, progress]];
    if (op.name.startsWith("live/")) return [[op.name, live[op.name.slice(5)]!]];
    if (op.name === "labels") {
      const labels = new Float32Array(volume(shape));
      for (let i = 0; i < batch; i++) labels[i * CLASSES + stream.integer(CLASSES)] = 1;
      return [[op.name, labels]];
    }
    const scale = op.name.endsWith("/logits") ? 3 : 0.5;
    return [[op.name, Float32Array.from({ length: volume(shape) }, () => scale * Math.abs(stream.normal()))]];
  });
  return Object.fromEntries(entries);
}

const numbersOf = ({ params }: Method, changes: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, param]) =>
      param.kind === "number" ? [[name, changes[name] ?? param.default]] : [],
    ),
  );

/** Lays every stage's networks, each drawn or made from those before it. */
async function laid(experiment: Experiment, arm: string, teacher: Uint8Array | null): Promise<Executor> {
  const executor = openFloat64();
  const table = openJobState(orderOf(experiment, arm, { teacher }), executor, split.train);
  for (const stage of table.stages) await initialiseStage(table, stage);
  return executor;
}

async function totalsOf(executor: Executor, stage: Stage, live: Readonly<Record<string, number>>, progress: number) {
  const { updates } = recordStepGraph(stage, CLASSES);
  const found = updates.map(async ({ program }) => {
    const inputs = drawnInputs(program, stage.training.batchSize, progress, live);
    const only = { ...program, assignments: [], updates: [] };
    return (await executor.compile(only).run(inputs)).total![0]!;
  });
  return Promise.all(found);
}

/** The same program with everything through which no gradient passes held at given values. */
function held(program: Program): { readonly program: Program; readonly stops: readonly GraphNode[] } {
  const isStop = ({ op, inputs }: GraphNode) => inputs.length > 0 && !passesGradient(op.kind);
  const nodes = program.nodes.map((node): GraphNode => {
    if (!isStop(node)) return node;
    return { ...node, op: { kind: "input", name: `held ${node.id}`, holds: "values" }, inputs: [] };
  });
  return { program: { ...program, nodes }, stops: program.nodes.filter(isStop) };
}

/** Largest gap between gradient and central differences, in units of the parameter's largest gradient, sorted. */
async function gapsOf(executor: Executor, program: Program, inputs: Inputs): Promise<readonly number[]> {
  // Biases of 0 would leave what comes after a dead layer exactly at its kink.
  for (const { op, shape } of program.nodes)
    if (op.kind === "parameter" && op.name.endsWith("/bias")) {
      const drawn = openStream(streamKey(5, op.name));
      executor.write(
        op.name,
        Float32Array.from({ length: volume(shape) }, () => 0.1 * drawn.normal()),
        shape,
      );
    }
  const pinned = held(program);
  const heldOutputs = Object.fromEntries(pinned.stops.map(({ id }) => [`held ${id}`, id]));
  const gradientOutputs = Object.fromEntries(program.updates.map(({ parameter, gradient }) => [parameter, gradient]));
  const asks = { ...program, outputs: { ...heldOutputs, ...gradientOutputs }, assignments: [], updates: [] };
  const base = await executor.compile(asks).run(inputs);
  const values = {
    ...inputs,
    ...Object.fromEntries(pinned.stops.map(({ id }) => [`held ${id}`, base[`held ${id}`]!])),
  };
  const only = { ...pinned.program, outputs: { total: program.outputs.total! }, assignments: [], updates: [] };
  const compiled = executor.compile(only);
  const stream = openStream(streamKey(5, "differences"));
  const STEP = 2e-3;
  const gaps: number[] = [];
  const chosen = program.updates.filter((_, i) => i % Math.ceil(program.updates.length / 6) === 0);
  for (const { parameter } of chosen) {
    const gradient = base[parameter]!;
    const stored = await executor.read(parameter);
    const scale = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3);
    // A weight that is exactly 0 has been pruned, and stands on the edge of its mask.
    const free = [...stored.keys()].filter((i) => stored[i] !== 0 || !parameter.endsWith("/weights"));
    for (let n = 0; n < 3; n++) {
      const at = free[stream.integer(free.length)]!;
      const ends: number[] = [];
      for (const way of [1, -1]) {
        const moved = stored.slice();
        moved[at]! += way * STEP;
        const { shape } = program.nodes.find(({ op }) => op.kind === "parameter" && op.name === parameter)!;
        executor.write(parameter, moved, shape);
        ends.push((await compiled.run(values)).total![0]!);
        executor.write(parameter, stored, shape);
      }
      gaps.push(Math.abs((ends[0]! - ends[1]!) / (2 * STEP) - gradient[at]!) / scale);
    }
  }
  return gaps.sort((a, b) => a - b);
}

describe("the registry", () => {
  it("has one line for each method, and every method's id is a preset", () => {
    expect(Object.keys(index).length).toBe(registry.length);
    expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length);
    for (const { id } of registry) expect(presetById(id).experiment.method.id).toBe(id);
  });
});

describe.each(registry.map((method) => [method.id, method] as const))("%s", (_, method) => {
  const experiment = tinyOf(method);
  const arms = ["taught", "plain", ...Object.keys(method.arms ?? {})];

  it("cites its paper, and its default experiment can be run", () => {
    const { title, authors, year, url, equations } = method.paper;
    for (const text of [title, authors, equations, method.name, method.claim]) expect(text.length).toBeGreaterThan(0);
    expect(year).toBeGreaterThan(1980);
    expect(url).toMatch(/^https:\/\//);
    expect(checkExperiment(presetOf(method))).toEqual(presetOf(method));
    expect(checkExperiment(experiment)).toEqual(experiment);
  });

  it("ends within 90 s on two cores, counted at 8 GFLOP/s a core", () => {
    const preset = presetOf(method);
    const students = armsOf(preset).map((arm) => preset.pairs * costOfStages(stagesOf(arm, preset)));
    const teacher = hasTeacher(preset) ? costOfStages(stagesOfJob({ experiment: preset, student: null })) : 0;
    const seconds = (teacher + students.reduce((a, b) => a + b, 0) / 2) / 8e9;
    expect(seconds).toBeLessThan(90);
  });

  it("plans the same twice, with networks that exist and starts that can be found", () => {
    for (const arm of arms) {
      const stages = stagesOf(arm, experiment);
      expect(JSON.stringify(stagesOf(arm, experiment))).toBe(JSON.stringify(stages));
      const known = new Set(["teacher"]);
      for (const stage of stages) {
        for (const { network } of evaluatedOutputsOf(stage)) networkOf(stage, network);
        for (const { startsFrom, sharesTrunk } of stage.networks) {
          if (typeof startsFrom === "object") expect(known).toContain(startsFrom.network);
          if (sharesTrunk) networkOf(stage, sharesTrunk.network);
        }
        for (const { name } of stage.networks) known.add(name);
      }
    }
    for (const { better, than } of method.claims ?? [])
      for (const { arm } of [better, than]) expect(["taught", "plain", ...armsFor(method.id)]).toContain(arm);
  });

  it("changes exactly what its stages say they train", () => {
    for (const arm of arms)
      for (const stage of stagesOf(arm, experiment)) {
        const moved = recordStepGraph(stage, CLASSES).updates.flatMap(({ program }) =>
          program.updates.map((u) => u.parameter),
        );
        expect(new Set(moved)).toEqual(new Set(trainedParametersOf(stage).map(({ name }) => name)));
        expect(moved.length).toBe(new Set(moved).size);
      }
  });

  it("has a loss that is finite at both ends of every setting, at the start and at the end of a stage", async () => {
    const teacher = await teacherOf(experiment);
    const settings = Object.entries(method.params).flatMap(([name, param]): [string, number | string][] =>
      param.kind === "number"
        ? [
            [name, param.min],
            [name, param.max],
          ]
        : param.choices.map((choice) => [name, choice]),
    );
    for (const [name, value] of [["", 0], ...settings] as [string, number | string][]) {
      const params = name ? { ...experiment.method.params, [name]: value } : experiment.method.params;
      const changed = { ...experiment, method: { ...experiment.method, params } };
      let stages: readonly Stage[];
      try {
        stages = stagesOf("taught", changed);
      } catch (error) {
        // A method may refuse a setting that does not fit the networks, in words.
        expect(error, name).toBeInstanceOf(RangeError);
        continue;
      }
      const executor = await laid(changed, "taught", teacher);
      const live = numbersOf(method, typeof value === "number" ? { [name]: value } : {});
      for (const stage of stages)
        for (const progress of [0, 1])
          for (const total of await totalsOf(executor, stage, live, progress))
            expect(Number.isFinite(total), `${name} ${value} in ${stage.name}`).toBe(true);
    }
  });

  it("has the gradient that finite differences of its loss say", async () => {
    const teacher = await teacherOf(experiment);
    const executor = await laid(experiment, "taught", teacher);
    for (const stage of stagesOf("taught", experiment))
      for (const { program } of recordStepGraph(stage, CLASSES).updates) {
        const inputs = drawnInputs(program, stage.training.batchSize, 0.5, numbersOf(method));
        const gaps = await gapsOf(executor, program, inputs);
        // Where a difference steps over the kink of a relu, it tells nothing.
        expect(
          gaps[Math.floor(0.8 * gaps.length)]!,
          `${stage.name}: ${gaps.map((gap) => gap.toFixed(3))}`,
        ).toBeLessThan(0.02);
      }
  });

  it("computes on WASM what the oracle computes, tells the same log twice, and leaves the teacher as it is", async () => {
    const teacher = await teacherOf(experiment);
    for (const arm of arms) {
      const order = orderOf(experiment, arm, { teacher });
      const executor = openWasm(kernels);
      const events = await collect(order, executor);
      expect(await collect(order, openWasm(kernels))).toEqual(events);
      const expected = totals(await collect(order, openFloat64()));
      expect(expected.length).toBeGreaterThan(0);
      for (const [i, value] of totals(events).entries())
        expect(
          Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!)),
          `${arm}, step ${i + 1}`,
        ).toBeLessThan(5e-3);
      for (const { name, values } of teacher ? unpackCheckpoint(teacher).arrays : [])
        if (executor.has(name)) expect(await executor.read(name)).toEqual(values);
    }
  });

  it("goes on from every checkpoint exactly as if it had never stopped", async () => {
    const teacher = await teacherOf(experiment);
    const often = { ...experiment, evaluateEvery: 4 };
    const straight = await collect(orderOf(often, "taught", { teacher }), openWasm(kernels));
    for (const bytes of checkpoints(straight)) {
      const resumed = await collect(orderOf(often, "taught", { teacher, resumeFrom: bytes }), openWasm(kernels));
      const rest = totals(straight).slice(unpackCheckpoint(bytes).step);
      expect(totals(resumed)).toEqual(rest);
      expect(checkpoints(resumed).at(-1)).toEqual(checkpoints(straight).at(-1));
    }
  });

  it("saves all that its networks are, and answers with numbers", async () => {
    const teacher = await teacherOf(experiment);
    const events = await collect(orderOf(experiment, "taught", { teacher }), openWasm(kernels));
    const saved = new Set(unpackCheckpoint(checkpoints(events).at(-1)!).arrays.map(({ name }) => name));
    for (const stage of stagesOf("taught", experiment))
      for (const { name } of storedParametersOf(stage)) expect(saved).toContain(name);
    for (const stage of stagesOf("taught", experiment))
      for (const spec of stage.networks) expect(layersOf(spec).length).toBe(spec.architecture.layers.length + 1);
    for (const event of events) {
      if (event.type === "probed") expect(event.logits.every(Number.isFinite)).toBe(true);
      if (event.type === "pictured")
        for (const { values } of event.panels) expect(values.length > 0 && values.every(Number.isFinite)).toBe(true);
    }
    const pictured = new Set(events.flatMap((event) => (event.type === "pictured" ? [event.picture] : [])));
    for (const { id } of stagesOf("taught", experiment).at(-1)!.pictures ?? []) expect(pictured).toContain(id);
  });
});

describe("a loss", () => {
  it("that reads a setting its method does not declare is refused with its name", async () => {
    const [stage] = stagesOf("plain", tinyOf(registry[0]!));
    const reads: Stage = { ...stage!, loss: (scope) => [{ ...stage!.loss(scope)[0]!, weight: scope.live("heat") }] };
    expect(recordStepGraph(reads, CLASSES).live).toEqual(["heat"]);
  });
});
