import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { type Arm, armsOf, BASELINE, DISTILLED, type Experiment } from "../domain/experiment.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { Method, Stage } from "../methods/core/method.ts";
import { presetById } from "../methods/experiments/presets.ts";
import * as index from "../methods/papers/index.ts";
import { evaluatedOutputsOf } from "../methods/parts/teacherStudent.ts";
import { armsFor, stagesOf } from "../methods/registry/arms.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { registry } from "../methods/registry/methodRegistry.ts";
import { costOfStages } from "../methods/registry/stageCost.ts";
import type { Executor, Inputs, Program } from "../tensor/executor.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { volume } from "../tensor/graph.ts";
import { gradientGaps } from "../testing/finiteDifferences.ts";
import { firstDifference } from "../testing/firstDifference.ts";
import {
  checkpointsOf,
  collectEvents,
  openKernels,
  openMethodRuns,
  smallExperiment,
  smallOrder,
  smallSplit,
  totalLossesOf,
} from "../testing/methodRuns.ts";
import { layersOf } from "./graphs/networkGraph.ts";
import { networkOf, storedParametersOf, trainedParametersOf } from "./graphs/stageParts.ts";
import { recordStepGraph } from "./graphs/stepGraph.ts";
import { unpackCheckpoint } from "./job/checkpointBytes.ts";
import { hasTeacher, stagesOfJob } from "./job/jobOrder.ts";
import { initialiseStage, openJobState } from "./job/jobState.ts";

const CLASSES = 10;
const presetOf = ({ preset }: Method) => preset(defaultExperiment);

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

/** An executor with every stage's networks, each drawn or made from those before it. */
async function withNetworks(experiment: Experiment, arm: Arm, teacher: Uint8Array | null): Promise<Executor> {
  const executor = openFloat64();
  const state = openJobState(smallOrder(experiment, arm, { teacher }), executor, smallSplit.train);
  for (const stage of state.stages) await initialiseStage(state, stage);
  return executor;
}

/** Draws all biases: biases of 0 put what follows a layer without any active unit exactly at a kink. */
function drawBiases(executor: Executor, { nodes }: Program): void {
  for (const { op, shape } of nodes) {
    if (op.kind !== "parameter" || !/\/(bias|shift)$/.test(op.name)) continue;
    const stream = openStream(streamKey(5, op.name));
    const biases = Float32Array.from({ length: volume(shape) }, () => 0.1 * stream.normal());
    executor.write(op.name, biases, shape);
  }
}

async function lossesOf(executor: Executor, stage: Stage, live: Readonly<Record<string, number>>, progress: number) {
  const { updates } = recordStepGraph(stage, CLASSES);
  const found = updates.map(async ({ program }) => {
    const inputs = drawnInputs(program, stage.training.batchSize, progress, live);
    const only = { ...program, assignments: [], updates: [] };
    return (await executor.compile(only).run(inputs)).total![0]!;
  });
  return Promise.all(found);
}

const withSetting = (experiment: Experiment, name: string, value: unknown): Experiment => {
  const params = { ...experiment.method.params, [name]: value } as Experiment["method"]["params"];
  return { ...experiment, method: { ...experiment.method, params } };
};

describe("the registry", () => {
  it("has one line for each method, and every method's id is a preset", () => {
    expect(Object.keys(index).length).toBe(registry.length);
    expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length);
    for (const { id } of registry) expect(presetById(id).experiment.method.id).toBe(id);
  });
});

describe.each(registry.map((method) => [method.id, method] as const))("%s", (_, method) => {
  const runs = openMethodRuns(method);
  const { experiment, arms } = runs;

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
      for (const { arm } of [better, than]) expect([DISTILLED, BASELINE, ...armsFor(method.id)]).toContain(arm);
  });

  it("changes exactly the parameters that its stages declare as trained", () => {
    for (const arm of arms)
      for (const stage of stagesOf(arm, experiment)) {
        const moved = recordStepGraph(stage, CLASSES).updates.flatMap(({ program }) =>
          program.updates.map((u) => u.parameter),
        );
        expect(new Set(moved)).toEqual(new Set(trainedParametersOf(stage).map(({ name }) => name)));
        expect(moved.length).toBe(new Set(moved).size);
      }
  });

  it("refuses every setting that is out of range, of the wrong kind or unknown, and names it", () => {
    const bad = Object.entries(method.params).flatMap(([name, param]): [string, unknown][] => {
      const values = param.kind === "choice" ? ["no such choice", 1] : [param.min - 1, param.max + 1, Number.NaN, "1"];
      if (param.kind === "number" && param.whole) values.push(param.min + 0.5);
      return values.map((value) => [name, value]);
    });
    for (const [name, value] of [...bad, ["no-such-setting", 1] as const]) {
      const refused = withSetting(experiment, name, value);
      for (const arm of arms) {
        expect(() => stagesOf(arm, refused), `${name} ${value}`).toThrow(RangeError);
        expect(() => stagesOf(arm, refused)).toThrow(name);
      }
      expect(() => checkExperiment(refused), `${name} ${value}`).toThrow(RangeError);
    }
  });

  it("has a loss that is finite at both ends of every setting, at the start and at the end of a stage", async () => {
    const teacher = await runs.teacher();
    const settings = Object.entries(method.params).flatMap(([name, param]) =>
      (param.kind === "number" ? [param.min, param.max] : param.choices).map((value) => [name, value] as const),
    );
    const accepted = new Set<string>();
    for (const [name, value] of [["", 0] as const, ...settings]) {
      const changed = name ? withSetting(experiment, name, value) : experiment;
      let stages: readonly Stage[];
      try {
        stages = stagesOf(DISTILLED, changed);
      } catch (error) {
        // A method may refuse a value in its range that does not fit these networks, with what would fit.
        expect(error, name).toBeInstanceOf(RangeError);
        expect((error as Error).message, name).toMatch(/; (choose|give|set|pool) /);
        continue;
      }
      accepted.add(name);
      const executor = await withNetworks(changed, DISTILLED, teacher);
      const live = numbersOf(method, typeof value === "number" ? { [name]: value } : {});
      for (const stage of stages)
        for (const progress of [0, 1])
          for (const loss of await lossesOf(executor, stage, live, progress))
            expect(Number.isFinite(loss), `${name} ${value} in ${stage.name}`).toBe(true);
    }
    expect([...accepted]).toEqual(["", ...Object.keys(method.params)]);
  });

  it("has the gradient that central differences of its loss give, for every trained parameter", async () => {
    const executor = await withNetworks(experiment, DISTILLED, await runs.teacher());
    for (const stage of stagesOf(DISTILLED, experiment))
      for (const { program } of recordStepGraph(stage, CLASSES).updates) {
        drawBiases(executor, program);
        const inputs = drawnInputs(program, stage.training.batchSize, 0.5, numbersOf(method));
        const gaps = await gradientGaps(executor, program, inputs);
        expect(gaps.length).toBe(2 * program.updates.length);
        for (const { parameter, direction, gap } of gaps) {
          const where = `${stage.name}: ${parameter}, ${direction} direction`;
          expect(gap, `${where} meets a kink at every width`).not.toBeNull();
          expect(gap, where).toBeLessThan(1e-4);
        }
      }
  });

  it("computes on WASM what float64 computes, gives the same log twice, and leaves the teacher as it is", async () => {
    const teacher = await runs.teacher();
    for (const arm of arms) {
      const { order, events, executor } = await runs.job(arm);
      expect(firstDifference(await collectEvents(order, openKernels()), events), arm).toBe(-1);
      const losses = totalLossesOf(events);
      // Evaluating costs float64 more than training, and changes no loss.
      const unevaluated = { ...order, experiment: { ...experiment, evaluateEvery: 1000 } };
      const expected = totalLossesOf(await collectEvents(unevaluated, openFloat64()));
      expect(losses.length).toBe(stagesOf(arm, experiment).reduce((sum, { training }) => sum + training.steps, 0));
      expect(losses.length).toBe(expected.length);
      for (const [i, value] of losses.entries())
        expect(
          Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!)),
          `${arm}, step ${i + 1}`,
        ).toBeLessThan(5e-3);
      for (const { name, values } of teacher ? unpackCheckpoint(teacher).arrays : [])
        if (executor.has(name)) expect(await executor.read(name)).toEqual(values);
    }
  });

  it("goes on from every checkpoint exactly as if it had never stopped", async () => {
    const { order, events } = await runs.job(DISTILLED);
    const saved = checkpointsOf(events);
    expect(saved.length).toBeGreaterThan(1);
    for (const resumeFrom of saved) {
      const resumed = await collectEvents({ ...order, resumeFrom }, openKernels());
      const rest = totalLossesOf(events).slice(unpackCheckpoint(resumeFrom).step);
      expect(totalLossesOf(resumed)).toEqual(rest);
      expect(firstDifference([checkpointsOf(resumed).at(-1)], [saved.at(-1)])).toBe(-1);
    }
  });

  it("saves all that its networks store, and its outputs and pictures are finite numbers", async () => {
    const { events } = await runs.job(DISTILLED);
    const saved = new Set(unpackCheckpoint(checkpointsOf(events).at(-1)!).arrays.map(({ name }) => name));
    const stages = stagesOf(DISTILLED, experiment);
    for (const stage of stages) {
      for (const { name } of storedParametersOf(stage)) expect(saved).toContain(name);
      for (const spec of stage.networks) expect(layersOf(spec).length).toBe(spec.architecture.layers.length + 1);
    }
    for (const event of events) {
      if (event.type === "probed") expect(event.logits.every(Number.isFinite)).toBe(true);
      if (event.type === "pictured")
        for (const { values } of event.panels) expect(values.length > 0 && values.every(Number.isFinite)).toBe(true);
    }
    const pictured = new Set(events.flatMap((event) => (event.type === "pictured" ? [event.picture] : [])));
    for (const { id } of stages.at(-1)!.pictures ?? []) expect(pictured).toContain(id);
  });
});

describe("the comparison with central differences", () => {
  it("notices a gradient that is too large by 1 in 1000", async () => {
    const [method] = registry;
    const experiment = smallExperiment(method!);
    const [stage] = stagesOf(BASELINE, experiment);
    const { program } = recordStepGraph(stage!, CLASSES).updates[0]!;
    const executor = await withNetworks(experiment, BASELINE, null);
    drawBiases(executor, program);
    const [first, ...others] = program.updates;
    const nodes = [...program.nodes];
    const { shape } = nodes[first!.gradient]!;
    nodes.push({ id: nodes.length, op: { kind: "constant", value: 1.001 }, inputs: [], shape: [] });
    nodes.push({ id: nodes.length, op: { kind: "multiply" }, inputs: [first!.gradient, nodes.length - 1], shape });
    const wrong = { ...program, nodes, updates: [{ ...first!, gradient: nodes.length - 1 }, ...others] };
    const inputs = drawnInputs(program, stage!.training.batchSize, 0.5, {});
    const [drawn, steepest, ...right] = await gradientGaps(executor, wrong, inputs);
    expect(Math.max(drawn!.gap!, steepest!.gap!)).toBeGreaterThan(5e-4);
    for (const { gap } of right) expect(gap).toBeLessThan(1e-4);
  });
});
