/** The backend that was measured to be the faster, for each shape of experiment on this machine. */

import { armsOf, type Experiment } from "../../domain/experiment.ts";
import type { Backend } from "../../protocol/backends.ts";

/** The faster backend by the shape of the experiment, the newest last. */
export type MeasuredBackends = Readonly<Record<string, Backend>>;

/** The backends that a measurement may choose. */
const isMeasured = (name: unknown): name is Backend => name === "webgpu" || name === "wasm";

/** How many shapes are remembered. */
const MAX_REMEMBERED = 50;

/**
 * What the speed of a student's step depends on, and how many students there are to train side by side: experiments of one
 * shape have the same fastest backend.
 */
export function experimentShape(experiment: Experiment): string {
  const { teacher, student, method, pairs } = experiment;
  const networks = [teacher.architecture, student.architecture];
  const students = pairs * armsOf(experiment).length;
  return JSON.stringify([method.id, student.training.batchSize, student.training.optimizer, students, networks]);
}

/** The remembered backends with one more; the oldest are dropped. */
export function rememberBackend(
  remembered: MeasuredBackends,
  experiment: Experiment,
  backend: Backend,
): MeasuredBackends {
  const shape = experimentShape(experiment);
  const others = Object.entries(remembered).filter(([known]) => known !== shape);
  return Object.fromEntries([...others.slice(1 - MAX_REMEMBERED), [shape, backend]]);
}

/** Remembered backends from stored text; any entry that is not a backend which a measurement may choose is left out. */
export function parseMeasuredBackends(text: unknown): MeasuredBackends {
  if (typeof text !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return {};
    const valid = Object.entries(parsed).filter((entry): entry is [string, Backend] => isMeasured(entry[1]));
    return Object.fromEntries(valid.slice(-MAX_REMEMBERED));
  } catch {
    return {};
  }
}
