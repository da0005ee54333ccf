/**
 * `npm run lab -- EXPERIMENT`: runs an experiment in Node and prints its summary as one JSON line. Exit codes: 0 when all
 * was run, 1 when the run or the writing of its log failed, 2 for wrong arguments or data, 130 and 143 when it was stopped.
 */

import { readFileSync } from "node:fs";
import type { OwnDataChoices } from "../../src/data/files/ownData.ts";
import { MAX_SIDE, MIN_SIDE } from "../../src/domain/dataset.ts";
import { AVERAGES, MAX_PAIRS, MAX_SEED } from "../../src/domain/experiment.ts";
import { hasTeacher } from "../../src/engine/job/jobOrder.ts";
import { sectionExperiments } from "../../src/hinton2015/experiments.ts";
import { presets } from "../../src/methods/experiments/presets.ts";
import { BACKENDS } from "../../src/protocol/backends.ts";
import {
  asInput,
  inputError,
  oneOf,
  readArguments,
  runCommand,
  throwAsInput,
  wholeNumber,
} from "../commandLine/commandLine.ts";
import { installation } from "../commandLine/installation.ts";
import { interruptionCode, interruptionError } from "../commandLine/interruption.ts";
import { openOutput } from "../commandLine/outputFile.ts";
import { isLink, linkedExperiment, linkOf } from "./experimentAddress.ts";
import { isOnFashion, labExperiment, namedExperiment, onOwnFiles, readDataOption } from "./experimentArguments.ts";
import { missingTeachers, readTeacherFile, withTeachers } from "./networks/teacherFiles.ts";
import { openWeightsFolder, writeWeights } from "./networks/weightFiles.ts";
import { hasMnistFiles, type OwnDataSet, readOwnDataSet } from "./ownDataFolder.ts";
import { readPart } from "./parts/partOfWork.ts";
import { checkTeacher, runLab } from "./runExperiment.ts";
import { runLabSection } from "./runHintonSection.ts";
import { runStudy } from "./runStudy.ts";

const usage = `${installation.call("lab")} EXPERIMENT [--data digits|mnist|fashion|PATH] [--seed N] [--seeds K]
                       [--backend ${BACKENDS.join("|")}]
                       [--turn] [--invert] [--crop] [--side N] [--first N]
                       [--set path=value]... [--workers N] [--out FILE] [--weights FOLDER]
                       [--teacher FILE]... [--average ${AVERAGES.join("|")}] [--together N]
EXPERIMENT is one of --list, a JSON file or a link of the page, whose link is printed at the end. --teacher gives the
teacher, which is then not trained: a .safetensors file, or the model.json of a tfjs LayersModel; several are averaged.
--weights writes the trained networks into a folder in both formats. --together is for a GPU: how many students of an arm
train at once, where it is not left to the device; their results are those of each alone.
${installation.call("lab")} hinton-2015 [--data mnist|digits|DIR] [--seed N] [--seeds K]: the whole section; K counts seeds from N on
${installation.call("lab")} --study STUDY [--data digits|mnist|fashion|DIR] [--seed N] [--backend ...] [--workers N]
Both with --part I/N: the I-th of N commands that divide the work, each part as a job of its own; with --join: the table of
what these have made, and nothing is trained. Their results are in LAB_FOLDER.
${installation.call("lab")} --list
PATH is a file or folder with images of your own: IDX, npy, npz, CSV, CIFAR's batches, a folder of pictures for each
class, or a zip of these. --turn exchanges rows and columns (EMNIST), --invert is for dark writing on white, --side
scales to N x N pixels, or with --crop takes the middle of that size, --first reads the first N images of each part.
DIR, and a PATH with MNIST's own names, has MNIST's four .gz files, or Fashion-MNIST's with --set data.dataset=fashion. The
files of a data set that is named are those of MNIST_DIR or FASHION_DIR, else of ../shared/mnist or ../shared/fashion.`;

/** Most workers of a run, and most seeds of the section: beyond them a number is a slip. */
const MAX_WORKERS = 64;
const MAX_SECTION_SEEDS = 100;
const MAX_FIRST = 1_000_000;

const options = {
  data: { type: "string" },
  seed: { type: "string" },
  seeds: { type: "string" },
  backend: { type: "string", default: "wasm" },
  set: { type: "string", multiple: true, default: [] as string[] },
  workers: { type: "string" },
  turn: { type: "boolean", default: false },
  invert: { type: "boolean", default: false },
  crop: { type: "boolean", default: false },
  side: { type: "string" },
  first: { type: "string" },
  out: { type: "string" },
  weights: { type: "string" },
  teacher: { type: "string", multiple: true, default: [] as string[] },
  average: { type: "string" },
  together: { type: "string" },
  study: { type: "string" },
  part: { type: "string" },
  join: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;
type Options = ReturnType<typeof readArguments<typeof options>>["values"];
type OwnOption = "turn" | "invert" | "crop" | "side" | "first";

/** The options that say how images of one's own are read. */
function ownDataChoices({ turn, invert, crop, side, first }: Pick<Options, OwnOption>): OwnDataChoices | null {
  const pixels = wholeNumber("--side", side, MIN_SIDE, MAX_SIDE);
  const images = wholeNumber("--first", first, 1, MAX_FIRST);
  if (crop && pixels === undefined) throw inputError("--crop needs --side N, the size of the middle that is taken");
  if (!turn && !invert && pixels === undefined && images === undefined) return null;
  const sized = pixels === undefined ? {} : { side: pixels, cropped: crop };
  return { turned: turn, inverted: invert, ...sized, ...(images === undefined ? {} : { first: images }) };
}

/** Data of one's own, or null where --data names a data set or a folder of MNIST's or Fashion-MNIST's four files. */
async function ownData(values: Options, base: unknown, folder: string | null): Promise<OwnDataSet | null> {
  const choices = ownDataChoices(values);
  const isNamed = folder === null || isOnFashion(base, values.set);
  if (isNamed && choices)
    throw inputError(
      "--turn, --invert, --crop, --side and --first are for images of your own; give --data their folder",
    );
  if (isNamed || (!choices && hasMnistFiles(folder))) return null;
  const own = await readOwnDataSet(folder, choices ?? {});
  for (const line of own.said) process.stderr.write(`${line}\n`);
  return own;
}

/** The options of a single run about its networks, as far as they are given. */
function networkOptions(values: {
  readonly weights?: string;
  readonly teacher: readonly string[];
  readonly average?: string;
  readonly together?: string;
}) {
  const { weights, teacher, average, together } = values;
  return { "--weights": weights, "--teacher": teacher[0], "--average": average, "--together": together };
}

/** Prints the summary, whatever happens to the log, and sets the exit code. */
function conclude(
  summary: { readonly complete: boolean; readonly link?: string },
  unwritten: string | null,
  failure: string | undefined,
): void {
  console.log(JSON.stringify(summary));
  if (failure !== undefined) console.error(failure);
  else if (!summary.complete) console.error("stopped before its end; the summary says how far each network came");
  if (unwritten !== null) console.error(unwritten);
  if (failure !== undefined || unwritten !== null) process.exitCode = 1;
  else if (!summary.complete) process.exitCode = interruptionCode();
}

async function main(): Promise<void> {
  const { values, words } = readArguments(options, 1);
  if (values.help) return console.log(usage);
  if (values.list) {
    for (const preset of presets) console.log(preset.id);
    return;
  }
  const [name] = words;
  const backend = oneOf("--backend", values.backend, BACKENDS);
  const { named, folder } = readDataOption(values.data);
  const workers = wholeNumber("--workers", values.workers, 1, MAX_WORKERS);
  const seed = wholeNumber("--seed", values.seed, 0, MAX_SEED);
  const part = values.part === undefined ? null : readPart(values.part);
  const { join } = values;
  if (join && part) throw inputError("--join prints the table of all parts; leave --part out");
  if (values.study !== undefined) {
    const id = values.study;
    const ownOption = ownDataChoices(values) ? "an option for images of your own" : undefined;
    const others = {
      [name ?? ""]: name,
      [ownOption ?? ""]: ownOption,
      "--seeds": values.seeds,
      "--set": values.set[0],
      "--out": values.out,
      ...networkOptions(values),
    };
    for (const [what, given] of Object.entries(others))
      if (given !== undefined)
        throw inputError(`${what} does not go with --study, whose experiments are its own; leave it out`);
    const dataset = named ?? (folder === null ? "digits" : "mnist");
    const { table, complete } = await runStudy({ id, seed: seed ?? 7, dataset, folder, backend, workers, part, join });
    console.log(table);
    if (complete) return;
    throw interruptionError("stopped before its end; the same command goes on from here");
  }
  if (!name) throw inputError("which experiment? Name one of --list, or a JSON file; --help shows all options");
  if (name === sectionExperiments[0]!.id) {
    for (const [what, given] of Object.entries(networkOptions(values)))
      if (given !== undefined)
        throw inputError(`${what} does not go with ${name}, whose runs are its own; leave it out`);
    const dataset = named ?? "mnist";
    if (dataset === "fashion")
      throw inputError(
        `--data fashion does not go with ${name}, whose images are MNIST's; name mnist, digits or a folder`,
      );
    if (ownDataChoices(values))
      throw inputError(
        `options for images of your own do not go with ${name}, whose images are MNIST's; leave them out`,
      );
    const count = wholeNumber("--seeds", values.seeds, 1, MAX_SECTION_SEEDS) ?? 1;
    const seeds = Array.from({ length: count }, (_, i) => (seed ?? 1) + i);
    const out = values.out === undefined ? null : openOutput(values.out);
    const section = { folder, dataset, seeds, backend, workers, settings: values.set, part, join } as const;
    const { table, summary, log } = await runLabSection(section);
    const unwritten = out?.write(log) ?? null;
    console.log(table);
    return conclude(summary, unwritten, undefined);
  }
  if (part || join)
    throw inputError(
      `--part and --join are for ${sectionExperiments[0]!.id} and --study, which have many runs; start ${name} with --seed N in each job`,
    );
  const base = isLink(name)
    ? await linkedExperiment(name).catch(throwAsInput)
    : asInput(() => namedExperiment(name, (path) => readFileSync(path, "utf8")));
  const pairs = wholeNumber("--seeds", values.seeds, 1, MAX_PAIRS);
  const own = await ownData(values, base, folder);
  const changes = { seed, pairs, data: own ? undefined : values.data, settings: values.set };
  const changed = asInput(() => labExperiment(own ? onOwnFiles(base, own.files) : base, changes));
  const together = wholeNumber("--together", values.together, 1, MAX_PAIRS);
  if (together !== undefined && backend !== "webgpu")
    throw inputError("--together is for students on a GPU; add --backend webgpu, or leave it out");
  const average = values.average === undefined ? undefined : oneOf("--average", values.average, AVERAGES);
  const files = values.teacher.map(readTeacherFile);
  if (files.length === 0 && average) throw inputError("--average is for several --teacher; name them, or leave it out");
  if (files.length === 0 && changed.teacher.given && hasTeacher(changed))
    throw inputError(missingTeachers(changed.teacher.given));
  const { experiment, teacher } =
    files.length > 0 ? await withTeachers(changed, files, average) : { experiment: changed };
  const out = values.out === undefined ? null : openOutput(values.out);
  if (values.weights !== undefined) openWeightsFolder(values.weights);
  const preset = isLink(name) ? "link" : name;
  if (teacher && !hasTeacher(experiment))
    throw inputError(`--teacher does not go with ${name}, whose method learns from no teacher; leave it out`);
  const order = {
    ...{ preset, experiment, folder, backend, workers },
    ...(own ? { own: own.split } : {}),
    ...(teacher ? { teacher } : {}),
    ...(together === undefined ? {} : { together }),
  };
  if (teacher) await checkTeacher(order, teacher);
  const { summary, log, run } = await runLab(order);
  if (values.weights !== undefined)
    for (const line of await writeWeights(run, values.weights)) process.stderr.write(`${line}\n`);
  const link = await linkOf(experiment, name);
  process.stderr.write(`the experiment on the page: ${link}\n`);
  conclude({ ...summary, link }, out?.write(log) ?? null, run.failure?.detail);
}

runCommand(main);
