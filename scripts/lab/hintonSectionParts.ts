/** Runs Hinton's section in Node: its experiments for some seeds, several at once, resumable at any moment. */

import type { SectionPart } from "../../src/hinton2015/experiments.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { decodeLog } from "../../src/protocol/eventLog.ts";
import type { TrainingEvent } from "../../src/protocol/events.ts";
import type { Run } from "../../src/session/run/runFromEvents.ts";
import { haveSameTeacher } from "../../src/session/run/studyReadings.ts";
import { type LabSummary, runLab } from "./runExperiment.ts";
import { openSaved, savedTeacher } from "./savedRun.ts";

/** A part that has been run to its end. */
export interface FinishedPart extends SectionPart {
  readonly run: Run;
  readonly events: readonly TrainingEvent[];
  readonly summary: LabSummary;
  /** wall-clock time of training, over all calls */
  readonly seconds: number;
}

/** How parts are run. */
export interface SectionOrder {
  /** folder with MNIST's files; null for the built-in digits alone */
  readonly folder: string | null;
  readonly backend: BackendChoice;
  /** how many parts run at once */
  readonly parallelRuns: number;
}

async function runPart(part: SectionPart, { folder, backend }: SectionOrder, workers: number): Promise<FinishedPart> {
  const saved = openSaved(part.experiment, backend);
  const shared = savedTeacher(part.experiment, backend);
  const { run, log, summary } = await runLab({
    preset: part.id,
    experiment: part.experiment,
    folder: part.dataset === "mnist" ? folder : null,
    backend,
    workers,
    teacher: shared.read(),
    saved,
  });
  if (run.status !== "completed") throw new Error("stopped; the same command goes on from here");
  const teacher = run.checkpoints.teacher?.bytes;
  if (teacher && !shared.exists()) shared.write(teacher);
  return { ...part, run, summary, events: decodeLog(log), seconds: saved.seconds() };
}

/**
 * Runs parts, several at once, each as soon as its teacher is trained. `finished` receives each part when it ends.
 * @throws Error of the first part that fails or is stopped, after the others have been saved
 */
export async function runParts(
  parts: readonly SectionPart[],
  order: SectionOrder,
  finished: (part: FinishedPart) => void,
): Promise<void> {
  const waiting = [...parts];
  const running = new Map<SectionPart, Promise<void>>();
  const isReady = (part: SectionPart) =>
    savedTeacher(part.experiment, order.backend).exists() ||
    ![...running.keys()].some((other) => haveSameTeacher(other.experiment, part.experiment));
  while (waiting.length > 0 || running.size > 0) {
    const next = running.size < order.parallelRuns ? waiting.findIndex(isReady) : -1;
    if (next >= 0) {
      const [part] = waiting.splice(next, 1) as [SectionPart];
      // The last part runs alone once the others are done, so it may use all cores.
      const work = runPart(part, order, waiting.length === 0 ? order.parallelRuns : 1)
        .then(finished)
        .finally(() => running.delete(part));
      running.set(part, work);
    } else {
      await Promise.race(running.values()).catch(async (error: unknown) => {
        await Promise.allSettled(running.values());
        throw error;
      });
    }
  }
}
