/** Hinton's section in Node: its experiments for some seeds, side by side, resumable at any moment. */

import type { SectionPart } from "../../src/hinton2015/experiments.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { decodeLog } from "../../src/protocol/eventLog.ts";
import type { TrainingEvent } from "../../src/protocol/events.ts";
import type { Run } from "../../src/session/run/runFromEvents.ts";
import { haveSameTeacher } from "../../src/session/run/studyReadings.ts";
import { type LabSummary, runLab } from "./runExperiment.ts";
import { openSaved, teacherShelf } from "./savedRun.ts";

/** A part that has been run to its end. */
export interface FinishedPart extends SectionPart {
  readonly run: Run;
  readonly events: readonly TrainingEvent[];
  readonly summary: LabSummary;
  /** how long it took, all turns together */
  readonly seconds: number;
}

/** How parts are run. */
export interface SectionOrder {
  /** folder with MNIST's files; null for the built-in digits alone */
  readonly folder: string | null;
  readonly backend: BackendChoice;
  /** how many parts are at work at once */
  readonly lanes: number;
}

async function runPart(part: SectionPart, { folder, backend }: SectionOrder, workers: number): Promise<FinishedPart> {
  const saved = openSaved(part.experiment, backend);
  const shelf = teacherShelf(part.experiment, backend);
  const { run, log, summary } = await runLab({
    preset: part.id,
    experiment: part.experiment,
    folder: part.dataset === "mnist" ? folder : null,
    backend,
    workers,
    teacher: shelf.find(),
    saved,
  });
  if (run.status !== "completed") throw new Error("stopped; the same command goes on from here");
  const teacher = run.checkpoints.teacher?.bytes;
  if (teacher && !shelf.isThere()) shelf.put(teacher);
  return { ...part, run, summary, events: decodeLog(log), seconds: saved.seconds() };
}

/**
 * Runs parts, some at once, each as soon as its teacher is there; each finished one is handed over at once.
 * @throws Error of the first part that fails or is stopped, after the others have been saved
 */
export async function runParts(
  parts: readonly SectionPart[],
  order: SectionOrder,
  finished: (part: FinishedPart) => void,
): Promise<void> {
  const waiting = [...parts];
  const atWork = new Map<SectionPart, Promise<void>>();
  const isReady = (part: SectionPart) =>
    teacherShelf(part.experiment, order.backend).isThere() ||
    ![...atWork.keys()].some((other) => haveSameTeacher(other.experiment, part.experiment));
  while (waiting.length > 0 || atWork.size > 0) {
    const next = atWork.size < order.lanes ? waiting.findIndex(isReady) : -1;
    if (next >= 0) {
      const [part] = waiting.splice(next, 1) as [SectionPart];
      // The last part has all cores to itself as soon as the others are done.
      const work = runPart(part, order, waiting.length === 0 ? order.lanes : 1)
        .then(finished)
        .finally(() => atWork.delete(part));
      atWork.set(part, work);
    } else {
      await Promise.race(atWork.values()).catch(async (error: unknown) => {
        await Promise.allSettled(atWork.values());
        throw error;
      });
    }
  }
}
