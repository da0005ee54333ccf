/**
 * Compares the built-in digits with MNIST: the same four learners on 10,000 training images of each, and which classes
 * they confuse. Prints the table of docs/digits.md. MNIST's folder comes from MNIST_DIR, then ../shared/mnist.
 */

import { builtInDigits, readMnist } from "../../src/data/dataSources.ts";
import { subset } from "../../src/data/transferSet.ts";
import type { Architecture } from "../../src/domain/architecture.ts";
import type { Dataset, Split } from "../../src/domain/dataset.ts";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import { dense, teachers } from "../../src/domain/namedArchitectures.ts";
import { openBackend } from "../../src/engine/backends/openBackend.ts";
import type { JobOrder } from "../../src/engine/job/jobOrder.ts";
import { trainJob } from "../../src/engine/training/trainJob.ts";
import type { Evaluation } from "../../src/protocol/events.ts";
import { inputError, oneOf, readArguments, runCommand } from "../commandLine/commandLine.ts";
import { mnistFolder } from "../lab/mnistFolder.ts";
import { nodePlatform } from "../lab/nodeWorkerPool.ts";
import { folderReader } from "../lab/runExperiment.ts";

const SEED = 7;
const TRAIN = 10_000;
const TEST = 2_000;
const NEIGHBOUR_TEST = 1_000;

/** Errors in percent of the nearest training image's class. */
function nearestNeighbour(train: Dataset, test: Dataset): number {
  const size = 784;
  let errors = 0;
  for (let t = 0; t < NEIGHBOUR_TEST; t++) {
    const image = test.images.subarray(t * size, (t + 1) * size);
    let [best, label] = [Infinity, -1];
    for (let i = 0; i < train.count; i++) {
      let distance = 0;
      const at = i * size;
      for (let k = 0; k < size && distance < best; k++) {
        const d = train.images[at + k]! - image[k]!;
        distance += d * d;
      }
      if (distance < best) [best, label] = [distance, train.labels[i]!];
    }
    if (label !== test.labels[t]) errors++;
  }
  return (100 * errors) / NEIGHBOUR_TEST;
}

async function train(
  architecture: Architecture,
  steps: number,
  split: Split,
  learningRate = 0.001,
): Promise<Evaluation> {
  const backend = await openBackend("wasm", nodePlatform);
  const executor = backend.openExecutor();
  const training = { ...defaultExperiment.student.training, steps, learningRate };
  const experiment = { ...defaultExperiment, seed: SEED, teacher: { architecture, training }, evaluateEvery: steps };
  const order: JobOrder = {
    job: "teacher",
    experiment,
    student: null,
    probes: {},
    live: {},
    teacher: null,
    resumeFrom: null,
  };
  const data = { train: split.train, transfer: split.train, transferHasLabels: true, test: split.test };
  let last: Evaluation | undefined;
  for await (const event of trainJob(order, data, executor, { changes: [] })) {
    if (event.type === "evaluated") last = event.evaluation;
  }
  executor.dispose();
  if (!last) throw new RangeError("the network was never evaluated");
  return last;
}

/** The pairs of classes that are exchanged most often, either way. */
function confusedPairs({ confusion, classTotals }: Evaluation): string {
  const classes = classTotals.length;
  const pairs = classTotals.flatMap((_, a) =>
    classTotals.flatMap((__, b) =>
      a < b ? [{ name: `${a}/${b}`, times: confusion[a * classes + b]! + confusion[b * classes + a]! }] : [],
    ),
  );
  const top = pairs.sort((x, y) => y.times - x.times).slice(0, 6);
  return top.map(({ name, times }) => `${name} (${times})`).join(", ");
}

async function column(name: string, split: Split): Promise<void> {
  const percent = ({ errors, total }: Evaluation) => ((100 * errors) / total).toFixed(2);
  const convolutional = teachers.find((named) => named.id === "convolutional")!.architecture;
  const linear = await train(dense(), 1500, split);
  const hidden = await train(dense(300, 300), 1500, split);
  const cnn = await train(convolutional, 1000, split, 0.003);
  console.log(
    `| ${name} | ${percent(linear)} | ${nearestNeighbour(split.train, split.test).toFixed(2)} | ${percent(hidden)} | ${percent(cnn)} |`,
  );
  console.log(`confused by the linear model: ${confusedPairs(linear)}`);
  console.log(`confused by 784-300-300-10: ${confusedPairs(hidden)}`);
}

async function main(): Promise<void> {
  const { words } = readArguments({}, 1);
  const only = words[0] === undefined ? null : oneOf("the data set", words[0], ["digits", "mnist"]);
  const folder = mnistFolder();
  if (only === "mnist" && !folder)
    throw inputError("MNIST is not at hand; set MNIST_DIR to a folder with its four .gz files");
  console.log(
    `seed ${SEED}, wasm, ${new Date().toISOString().slice(0, 10)}, ${TRAIN} training and ${TEST} test images`,
  );
  console.log("| data | linear | 1-NN | 784-300-300-10 | small CNN |\n| --- | --- | --- | --- | --- |");
  if (only !== "mnist") await column("built-in digits", builtInDigits(SEED, TRAIN));
  if (only !== "digits" && folder) {
    const { train: all, test } = await readMnist(folderReader(folder));
    await column("MNIST", { train: subset(all, TRAIN, SEED), test: subset(test, TEST, SEED) });
  }
}

await runCommand(main);
