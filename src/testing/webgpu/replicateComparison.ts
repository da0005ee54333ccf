/** Trains replicates together and the same networks alone on one device, and compares them bit for bit. */

import { engineSide } from "../../bench/engineSide.ts";
import { countDeviceCalls } from "../../bench/gpuCallCounts.ts";
import { type Material, type OpenSide, prepare, type Workload } from "../../bench/workloads.ts";
import type { Executor } from "../../tensor/executor.ts";
import type { DeviceProfile } from "../../tensor/executors/webgpu/deviceProfile.ts";
import { openWebgpu, openWebgpuReplicates } from "../../tensor/executors/webgpu/webgpuExecutor.ts";
import { volume } from "../../tensor/graph.ts";
import { lossProgram } from "../executorParity.ts";
import { cases, shapes, valuesOf } from "../vocabularyCases.ts";

const REPLICATES = 3;
const STEPS = 6;

/** Images that are gathered and shifted, a convolution, pooling, dropout with a key, and Adam. */
const workload: Workload = {
  id: "replicates",
  title: "CNN 4 with dropout and jitter",
  architecture: {
    input: [28, 28],
    layers: [
      { kind: "conv", filters: 4, kernel: 3, activation: "relu" },
      { kind: "pool", size: 2 },
      { kind: "dropout", rate: 0.4 },
      { kind: "dense", units: 33, activation: "relu" },
    ],
    classes: 10,
  },
  lossKind: "distillation",
  batch: 17,
  optimizer: "adam",
  jitter: 2,
};

/** What a replicate begins with: weights that are its own. */
function materialOf(shared: Material, replicate: number): Material {
  const scaled = (values: Float32Array) => values.map((value) => value * (1 + replicate / 8));
  return { ...shared, weights: new Map([...shared.weights].map(([name, values]) => [name, scaled(values)])) };
}

async function parametersOf(executor: Executor, { parameters }: Material): Promise<readonly number[]> {
  const names = parameters.flatMap(({ name }) => [name, `${name}.m`, `${name}.v`]);
  const values: number[] = [];
  for (const name of names) values.push(...(await executor.read(name)));
  return values;
}

/** What a comparison found. */
export interface ReplicateComparison {
  /** parameters and slots of all replicates, and how many of them differ from those of the network alone */
  readonly values: number;
  readonly different: number;
  /** the same of the last losses */
  readonly differentLosses: number;
  /** values of the first replicate that the second has as well: few, since their weights, images and keys differ */
  readonly shared: number;
  /** dispatches of the replicates together, and of the networks alone, one after the other */
  readonly dispatches: number;
  readonly dispatchesAlone: number;
}

/**
 * Trains the replicates, each with weights, images and keys of its own.
 * @param lag how many steps each replicate is ahead of the next one: their steps are then submitted apart at times
 */
export async function compareReplicates(
  device: GPUDevice,
  profile: DeviceProfile,
  lag: number,
): Promise<ReplicateComparison> {
  const counts = countDeviceCalls();
  const shared = prepare(workload);
  const materials = Array.from({ length: REPLICATES }, (_, replicate) => materialOf(shared, replicate));
  // Another first step is another batch, with other images, labels and keys.
  const stepOf = (replicate: number, n: number) => 1 + replicate + n;
  const finish = async (executor: Executor, side: OpenSide, replicate: number) => ({
    loss: await side.finish(),
    values: await parametersOf(executor, materials[replicate]!),
  });

  const alone: Awaited<ReturnType<typeof finish>>[] = [];
  for (const [replicate, material] of materials.entries()) {
    const executor = openWebgpu(device, profile);
    const side = engineSide(executor, workload, material);
    for (let n = 0; n < STEPS; n++) await side.step(stepOf(replicate, n));
    alone.push(await finish(executor, side, replicate));
    side.dispose();
  }
  const dispatchesAlone = counts.dispatches;

  const executors = openWebgpuReplicates(device, REPLICATES, profile);
  const sides = materials.map((material, replicate) => engineSide(executors[replicate]!, workload, material));
  for (let turn = 0; turn < STEPS + lag * (REPLICATES - 1); turn++) {
    const steps = sides.map((side, replicate) => {
      const n = turn - lag * replicate;
      return n >= 0 && n < STEPS ? side.step(stepOf(replicate, n)) : undefined;
    });
    await Promise.all(steps);
  }
  const together = await Promise.all(sides.map((side, replicate) => finish(executors[replicate]!, side, replicate)));
  const dispatches = counts.dispatches - dispatchesAlone;
  for (const side of sides) side.dispose();

  const [first, second] = together;
  return {
    values: together.reduce((sum, { values }) => sum + values.length, 0),
    different: together.reduce(
      (sum, { values }, replicate) =>
        sum + values.filter((value, i) => !Object.is(value, alone[replicate]!.values[i])).length,
      0,
    ),
    differentLosses: together.filter(({ loss }, replicate) => !Object.is(loss, alone[replicate]!.loss)).length,
    shared: first!.values.filter((value, i) => value !== 0 && value === second!.values[i]).length,
    ...{ dispatches, dispatchesAlone },
  };
}

/**
 * Runs every case of the vocabulary with its gradients and an update, as two replicates of different parameters and alone.
 * @returns the names of the cases of which a value differs
 */
export async function casesThatDiffer(device: GPUDevice, profile: DeviceProfile): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const [name, build] of Object.entries(cases)) {
    const program = lossProgram(shapes, build, { optimizer: "adam", maxNorm: 1.5 });
    const weights = valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape));
    const runAs = async (executor: Executor, replicate: number) => {
      for (const [parameter, shape] of Object.entries(shapes))
        executor.write(parameter, valuesOf(`${parameter} ${replicate}`, volume(shape)), shape);
      const outputs = await executor.compile(program).run({ weights }, { step: 1, learningRate: 0.01 });
      const updated = await Promise.all(program.updates.map(({ parameter }) => executor.read(parameter)));
      return [...Object.values(outputs), ...updated].flatMap((values) => [...values]);
    };
    const runAlone = async (replicate: number) => {
      const executor = openWebgpu(device, profile);
      const values = await runAs(executor, replicate);
      executor.dispose();
      return values;
    };
    const executors = openWebgpuReplicates(device, 2, profile);
    const together = await Promise.all(executors.map(runAs));
    for (const executor of executors) executor.dispose();
    for (const [replicate, values] of together.entries()) {
      const expected = await runAlone(replicate);
      if (values.some((value, i) => !Object.is(value, expected[i]))) differing.push(`${name}, replicate ${replicate}`);
    }
  }
  return differing;
}
