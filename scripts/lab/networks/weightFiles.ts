/** Writes the networks of a run as files: each as safetensors, and as a tfjs LayersModel in a folder of its own. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BASELINE, DISTILLED, type Experiment } from "../../../src/domain/experiment.ts";
import { trainedNetworks } from "../../../src/engine/job/trainedNetworks.ts";
import type { Run } from "../../../src/session/run/runFromEvents.ts";
import { openFloat64 } from "../../../src/tensor/executors/float64/float64Executor.ts";
import { writeNetwork } from "../../../src/weights/networkSafetensors.ts";
import { writeLayersModel } from "../../../src/weights/writeLayersModel.ts";
import { inputError } from "../../commandLine/commandLine.ts";

/** Makes the folder, before anything is trained. @throws CommandError where it cannot be made */
export function openWeightsFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw inputError(
      `--weights ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}); name another folder`,
    );
  }
}

/** The name of a network's files. The two students that every run has are called by their part in it. */
function fileName(id: string): string {
  const [arm = "", ...rest] = id.split("/");
  const named = arm === DISTILLED ? "distilled" : arm === BASELINE ? "baseline" : arm;
  return [named, ...rest].join("-").replaceAll(/[^A-Za-z0-9.]+/g, "-");
}

/** The job's arm and pair; null for the teacher. */
function studentOf(job: string) {
  const [arm, pair] = job.split("/");
  return pair === undefined ? null : { arm: arm!, pair: Number(pair) };
}

function trainingOf({ teacher, student }: Experiment, job: string) {
  return job === "teacher" ? teacher.training : student.training;
}

/**
 * Writes the networks of the jobs that have a checkpoint.
 * @returns one line for each: where it is, or why it is left out
 */
export async function writeWeights({ experiment, checkpoints }: Run, folder: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [job, { bytes }] of Object.entries(checkpoints))
    for (const network of await trainedNetworks(experiment, studentOf(job), bytes, openFloat64)) {
      if ("refusal" in network) {
        lines.push(`${network.id}: not saved, since ${network.refusal}`);
        continue;
      }
      const saved = { weights: network.weights, training: trainingOf(experiment, job) };
      const name = fileName(network.id);
      const path = join(folder, `${name}.safetensors`);
      writeFileSync(path, writeNetwork(saved));
      mkdirSync(join(folder, name), { recursive: true });
      for (const [file, content] of Object.entries(writeLayersModel(saved)))
        writeFileSync(join(folder, name, file), content);
      lines.push(`${network.id}: ${path} and ${join(folder, name, "model.json")}`);
    }
  return lines;
}
