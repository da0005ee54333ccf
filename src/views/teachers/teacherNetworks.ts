/** Networks as teachers: read from the visitor's files, taken from a run, and set in an experiment. Fetched when needed. */

import type { Architecture } from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Average, Experiment, GivenNetwork } from "../../domain/experiment.ts";
import { trainedNetworks } from "../../engine/job/trainedNetworks.ts";
import { checkAveragedTeacher } from "../../methods/registry/averagedTeacher.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import type { KeptTeacher } from "../../session/storage/keptTeachers.ts";
import { readNetwork, type SavedNetwork, writeNetwork } from "../../weights/networkSafetensors.ts";
import { checksumOf } from "../../weights/networkWeights.ts";
import { readLayersModel, shardsOf } from "../../weights/readLayersModel.ts";
import { MODEL_FILE, WEIGHTS_FILE, writeLayersModel } from "../../weights/writeLayersModel.ts";

/** A network that may become a teacher. */
export interface OfferedTeacher extends KeptTeacher {
  readonly network: SavedNetwork;
}

/** Longest name of a teacher in an experiment, and largest file that is read, bytes. */
const [MAX_NAME, MAX_FILE] = [64, 512 * 2 ** 20];

async function offered(name: string, network: SavedNetwork): Promise<OfferedTeacher> {
  const checksum = await checksumOf(network.weights);
  return { name: name.slice(0, MAX_NAME), checksum, network, bytes: writeNetwork(network) };
}

async function bytesOf(file: File): Promise<Uint8Array> {
  if (file.size > MAX_FILE)
    throw new RangeError(
      `${file.name} has ${Math.round(file.size / 2 ** 20)} MB; at most ${MAX_FILE / 2 ** 20} are read`,
    );
  return new Uint8Array(await file.arrayBuffer());
}

/**
 * Reads one network of the visitor's files: a safetensors file, or model.json with its binary files.
 * @throws RangeError naming the file and what is wrong with it
 */
export async function readTeacherFiles(files: readonly File[]): Promise<OfferedTeacher> {
  const [first] = files;
  if (!first) throw new RangeError("no file was chosen");
  const model = files.find(({ name }) => name.endsWith(".json"));
  const named = (file: File, error: unknown) =>
    error instanceof RangeError ? new RangeError(`${file.name}: ${error.message}`) : error;
  if (!model) {
    if (files.length > 1 || first.name.endsWith(".bin"))
      throw new RangeError(`${first.name}: choose one .safetensors file, or model.json together with its .bin files`);
    try {
      return await offered(first.name, readNetwork(await bytesOf(first)));
    } catch (error) {
      throw named(first, error);
    }
  }
  try {
    const text = new TextDecoder().decode(await bytesOf(model));
    const needed = shardsOf(text);
    const shards = files.filter(({ name }) => needed.includes(name));
    const bytes = await Promise.all(shards.map(async (file) => [file.name, await bytesOf(file)] as const));
    return await offered(model.name, readLayersModel(text, new Map(bytes)));
  } catch (error) {
    throw named(model, error);
  }
}

/** A kept teacher with its network. @throws RangeError where it is damaged */
export function openKept(kept: KeptTeacher): OfferedTeacher {
  return { ...kept, network: readNetwork(kept.bytes) };
}

/** The network of a run's job by itself. @throws RangeError with why a file cannot have it */
async function networkOf({ experiment, checkpoints }: Run, job: string): Promise<SavedNetwork> {
  const [arm, pair] = job.split("/");
  const student = pair === undefined ? null : { arm: arm!, pair: Number(pair) };
  const [subject] = await trainedNetworks(experiment, student, checkpoints[job]!.bytes, null);
  if (!subject || "refusal" in subject) throw new RangeError(subject?.refusal ?? "the job has no network");
  return { weights: subject.weights, training: experiment[student ? "student" : "teacher"].training };
}

/** The trained teacher of a run, called by its layers, data and seed. @throws RangeError where the run has none */
export async function teacherOfRun(run: Run): Promise<OfferedTeacher> {
  const { teacher, data, seed } = run.experiment;
  const name = `${describeArchitecture(teacher.architecture)}, ${data.dataset}, seed ${seed}`;
  return offered(name, await networkOf(run, "teacher"));
}

/** A file that is to be saved. */
export interface WeightsFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/** A trained network of a run as the files of a format. @throws RangeError with why a file cannot have it */
export async function weightsFiles(
  run: Run,
  job: string,
  format: "safetensors" | "layersModel",
): Promise<readonly WeightsFile[]> {
  const saved = await networkOf(run, job);
  const type = "application/octet-stream";
  if (format === "safetensors")
    return [{ name: `${job.replaceAll(/[^a-z0-9]+/gi, "-")}.safetensors`, type, content: writeNetwork(saved) }];
  const files = writeLayersModel(saved);
  return [
    { name: MODEL_FILE, type: "application/json", content: files[MODEL_FILE] },
    { name: WEIGHTS_FILE, type, content: files[WEIGHTS_FILE] },
  ];
}

function givenOf({ name, checksum, network }: OfferedTeacher): GivenNetwork {
  return { name, checksum, architecture: network.weights.architecture };
}

/**
 * An experiment whose teacher is given.
 * @param average of several
 * @throws RangeError where the method cannot learn from an average
 */
export function withTeachers(experiment: Experiment, all: readonly OfferedTeacher[], average: Average): Experiment {
  const first = all[0]!.network;
  const training = (all.length === 1 ? first.training : undefined) ?? experiment.teacher.training;
  const { architecture } = first.weights;
  const several = all.length > 1 ? { average } : {};
  const given = { ...experiment, teacher: { architecture, training, given: all.map(givenOf), ...several } };
  checkAveragedTeacher(given);
  return given;
}

/** The same experiment with a teacher that is trained. */
export function withTrainedTeacher(experiment: Experiment): Experiment {
  const { architecture, training } = experiment.teacher;
  return { ...experiment, teacher: { architecture, training } };
}

/** An experiment on the data of another one in which a network can be tested, whatever the other's method needs of it. */
export function trialOf(network: OfferedTeacher, { seed, data }: Experiment): Experiment {
  const { architecture }: { architecture: Architecture } = network.network.weights;
  const base = { ...defaultExperiment, seed, data, student: { ...defaultExperiment.student, architecture } };
  return withTeachers(base, [network], "logits");
}
