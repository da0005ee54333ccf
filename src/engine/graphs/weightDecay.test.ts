import "@tensorflow/tfjs-backend-cpu";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { BASELINE, type Experiment, type Optimizer } from "../../domain/experiment.ts";
import type { Stage } from "../../methods/core/method.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import type { Executor } from "../../tensor/executor.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { openTfjs } from "../../tensor/executors/tfjs/tfjsExecutor.ts";
import { kernelVariants } from "../../testing/kernelVariants.ts";
import { recordStepGraph } from "./stepGraph.ts";

/**
 * Three steps from [0.5, -1.25, 2] on the loss w . [1, 0.25, -0.5] at the rate 0.1 with weight_decay=0.05, by PyTorch
 * 1.13 in float64: torch.optim.Adam with eps=1e-7, torch.optim.SGD with momentum=0.9, and torch.optim.SGD.
 */
const byPyTorch: Readonly<Record<Optimizer, readonly number[]>> = {
  adam: [0.20004791371767477, -1.5497051409412697, 2.299871937816221],
  momentum: [-0.0725675625, -1.35473796875, 2.223441],
  sgd: [0.1940349375, -1.30596921875, 2.119401],
};
const LOSS_GRADIENT = Float32Array.of(1, 0.25, -0.5);
const FIRST = Float32Array.of(0.5, -1.25, 2);

/** A network of three logits whose biases have the loss above. */
function stageWith(optimizer: Optimizer, weightDecay: number | undefined): Stage {
  const { student } = defaultExperiment;
  const training = { ...student.training, optimizer, ...(weightDecay === undefined ? {} : { weightDecay }) };
  const architecture = { input: [8, 8] as [number, number], layers: [], classes: 3 };
  const experiment: Experiment = { ...defaultExperiment, student: { architecture, training } };
  return {
    ...stagesOf(BASELINE, experiment)[0]!,
    loss: ({ ops }) => {
      const products = ops.multiply(ops.parameter("student/0/bias", [3]), ops.input("gradient", [3]));
      return [{ name: "linear", weight: ops.constant(1), value: ops.total(products) }];
    },
  };
}

async function biasesAfterThreeSteps(executor: Executor, stage: Stage): Promise<readonly number[]> {
  executor.write("student/0/bias", FIRST, [3]);
  const compiled = executor.compile(recordStepGraph(stage, 3).updates[0]!.program);
  for (let step = 1; step <= 3; step++) await compiled.run({ gradient: LOSS_GRADIENT }, { step, learningRate: 0.1 });
  return [...(await executor.read("student/0/bias"))];
}

const executors: readonly (readonly [string, () => Executor | Promise<Executor>])[] = [
  ["float64", openFloat64],
  ...kernelVariants,
  ["tfjs", () => openTfjs({ transposeFirst: false })],
];

describe.each(executors)("weight decay on %s", (_, open) => {
  it.each(["adam", "momentum", "sgd"] as const)("moves weights by %s as PyTorch's weight_decay does", async (name) => {
    const found = await biasesAfterThreeSteps(await open(), stageWith(name, 0.05));
    for (const [i, value] of byPyTorch[name].entries()) expect(found[i]).toBeCloseTo(value, 5);
  });
});

describe("an experiment", () => {
  it.each(["adam", "momentum", "sgd"] as const)("without a decay records the same %s step as one of 0", (name) => {
    expect(recordStepGraph(stageWith(name, 0), 3)).toEqual(recordStepGraph(stageWith(name, undefined), 3));
  });

  it("with a decay outside of 0 to 1, or an unknown optimiser, is refused with the value and what may be", () => {
    const withTraining = (part: object) => ({
      ...defaultExperiment,
      student: { ...defaultExperiment.student, training: { ...defaultExperiment.student.training, ...part } },
    });
    expect(() => checkExperiment(withTraining({ weightDecay: -0.1 }))).toThrow(
      "student.training.weightDecay is -0.1; it must be a number from 0 to 1",
    );
    expect(() => checkExperiment(withTraining({ optimizer: "rmsprop" }))).toThrow("adam, momentum or sgd");
    expect(checkExperiment(withTraining({ optimizer: "sgd", weightDecay: 5e-4 })).student.training).toMatchObject({
      optimizer: "sgd",
      weightDecay: 5e-4,
    });
  });
});
