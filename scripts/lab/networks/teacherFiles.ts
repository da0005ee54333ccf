/** Teachers from files on the command line: read, checked on the experiment's test images, and set as its teacher. */

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorText } from "../../../src/domain/errorText.ts";
import type { Average, Experiment, GivenNetwork } from "../../../src/domain/experiment.ts";
import { givenTeacherCheckpoint } from "../../../src/engine/job/givenTeacher.ts";
import { checkAveragedTeacher } from "../../../src/methods/registry/averagedTeacher.ts";
import { checkExperiment } from "../../../src/methods/registry/experimentValidation.ts";
import { readNetwork, type SavedNetwork } from "../../../src/weights/networkSafetensors.ts";
import { checksumOf } from "../../../src/weights/networkWeights.ts";
import { readLayersModel, shardsOf } from "../../../src/weights/readLayersModel.ts";
import { inputError } from "../../commandLine/commandLine.ts";

/** A network of a file, with the file's name. */
export interface TeacherFile {
  readonly name: string;
  readonly network: SavedNetwork;
}

function bytesOf(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RangeError(
      `${path} cannot be read (${code ?? errorText(error)}); name a .safetensors file, or a model.json beside its weights`,
    );
  }
}

/** Reads a network: a safetensors file, or the model.json of a LayersModel beside its binary files. @throws CommandError */
export function readTeacherFile(path: string): TeacherFile {
  try {
    const bytes = bytesOf(path);
    if (!path.endsWith(".json")) return { name: basename(path), network: readNetwork(bytes) };
    const model = new TextDecoder().decode(bytes);
    const files = new Map(shardsOf(model).map((name) => [name, bytesOf(join(dirname(path), name))]));
    return { name: basename(path), network: readLayersModel(model, files) };
  } catch (error) {
    if (error instanceof RangeError) throw inputError(`--teacher ${path}: ${error.message}`);
    throw error;
  }
}

/** What to say where an experiment names teachers and none is given. */
export function missingTeachers(given: readonly GivenNetwork[]): string {
  const names = given.map(({ name, checksum }) => `"${name}" (checksum ${checksum})`).join(" and ");
  return `the experiment's teacher is ${names}; give its file by --teacher`;
}

/** An experiment whose teacher is given. */
export interface GivenTeacher {
  readonly experiment: Experiment;
  /** of the teacher's job, as if it had been trained */
  readonly teacher: Uint8Array;
}

/**
 * Sets networks as an experiment's teacher. One that names given teachers, as a link does, takes these and no others.
 * @throws CommandError where the networks are others, or do not fit the experiment
 */
export async function withTeachers(
  base: Experiment,
  files: readonly TeacherFile[],
  average: Average | undefined,
): Promise<GivenTeacher> {
  const networks = files.map(({ network }) => network.weights);
  const given = await Promise.all(
    files.map(async ({ name, network: { weights } }) => ({
      name: name.slice(0, 64),
      checksum: await checksumOf(weights),
      architecture: weights.architecture,
    })),
  );
  const named = base.teacher.given;
  if (named) {
    const missing = named.find(({ checksum }) => !given.some((one) => one.checksum === checksum));
    const other = given.find(({ checksum }) => !named.some((one) => one.checksum === checksum));
    if (missing || other)
      throw inputError(
        `${missingTeachers(named)}, and not ${given.map(({ name, checksum }) => `"${name}" (${checksum})`).join(" and ")}`,
      );
    return { experiment: base, teacher: await givenTeacherCheckpoint(base, networks) };
  }
  if (average !== undefined && files.length < 2)
    throw inputError("--average is for several --teacher; leave it out, or name two");
  if (average === undefined && files.length > 1)
    throw inputError("several --teacher are averaged; say --average probabilities or --average logits");
  const first = files[0]!.network;
  const teacher = {
    architecture: first.weights.architecture,
    training: (files.length === 1 ? first.training : undefined) ?? base.teacher.training,
    given,
    ...(average ? { average } : {}),
  };
  try {
    const experiment = checkExperiment({ ...base, teacher });
    checkAveragedTeacher(experiment);
    return { experiment, teacher: await givenTeacherCheckpoint(experiment, networks) };
  } catch (error) {
    throw error instanceof RangeError ? inputError(`--teacher ${files[0]!.name}: ${error.message}`) : error;
  }
}
