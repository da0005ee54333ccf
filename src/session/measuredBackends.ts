/** What the page remembers of measured backends: the winner for each kind of experiment on this machine. */

import type { Experiment } from "../domain/experiment.ts";
import type { Backend } from "../protocol/backends.ts";

/** Winners by the shape of the experiment, the newest last. */
export type MeasuredBackends = Readonly<Record<string, Backend>>;

/** The backends that a measurement may choose. */
const isMeasured = (name: unknown): name is Backend => name === "webgpu" || name === "wasm";

/** How many are kept. */
const MAX_REMEMBERED = 50;

/** What the speed of a student's step depends on: two experiments of one shape have one winner. */
export function experimentShape({ teacher, student, method, pairs }: Experiment): string {
  const networks = [teacher.architecture, student.architecture];
  return JSON.stringify([method.id, student.training.batchSize, student.training.optimizer, pairs, networks]);
}

/** The choices with one more; the oldest are forgotten. */
export function rememberBackend(choices: MeasuredBackends, experiment: Experiment, backend: Backend): MeasuredBackends {
  const shape = experimentShape(experiment);
  const others = Object.entries(choices).filter(([known]) => known !== shape);
  return Object.fromEntries([...others.slice(1 - MAX_REMEMBERED), [shape, backend]]);
}

/** Choices from wherever they were kept; whatever is not a shape with a backend that a measurement may choose is left out. */
export function parseMeasuredBackends(text: unknown): MeasuredBackends {
  if (typeof text !== "string") return {};
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null || Array.isArray(found)) return {};
    const sound = Object.entries(found).filter((entry): entry is [string, Backend] => isMeasured(entry[1]));
    return Object.fromEntries(sound.slice(-MAX_REMEMBERED));
  } catch {
    return {};
  }
}
