import { describe, expect, it } from "vitest";
import { BASELINE } from "../../domain/experiment.ts";
import type { Stage } from "../../methods/core/method.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { EngineError } from "../../protocol/failures.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { smallExperiment, smallOrder, smallSplit } from "../../testing/methodRuns.ts";
import { openJobContext } from "../evaluation/jobContext.ts";
import { recordStepGraph } from "../graphs/stepGraph.ts";
import { drawRunData } from "../job/runData.ts";
import { openStepInputs } from "./stepInputs.ts";

describe("a loss that reads a setting which its method does not declare", () => {
  it("is refused with the setting's name at its first step", async () => {
    const experiment = smallExperiment(registry[0]!);
    const [stage] = stagesOf(BASELINE, experiment);
    const reads: Stage = { ...stage!, loss: (scope) => [{ ...stage!.loss(scope)[0]!, weight: scope.live("heat") }] };
    const graph = recordStepGraph(reads, 10);
    expect(graph.live).toEqual(["heat"]);
    const data = await drawRunData(experiment, smallSplit, async () => smallSplit);
    const context = await openJobContext(smallOrder(experiment, BASELINE), data, openFloat64(), new Map());
    const { inputs } = await openStepInputs(context, reads, graph, 0);
    const refused = inputs(1);
    await expect(refused).rejects.toThrow(EngineError);
    await expect(refused).rejects.toThrow('the method reads "heat", which it does not declare');
    context.live.heat = 0.5;
    expect(await inputs(1)).toMatchObject({ "live/heat": 0.5, progress: 0 });
  });
});
