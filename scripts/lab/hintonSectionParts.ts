/** Runs Hinton's section in Node: its experiments for some seeds, several at once, resumable at any moment. */

import { sameExperiment } from "../../src/domain/experiment.ts";
import type { SectionPart } from "../../src/hinton2015/experiments.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { decodeLog } from "../../src/protocol/eventLog.ts";
import type { TrainingEvent } from "../../src/protocol/events.ts";
import { haveSameTeacher } from "../../src/session/comparisons/studyReadings.ts";
import { foldRun, type Run } from "../../src/session/run/runFromEvents.ts";
import { completeLab, type LabSummary, summaryOf } from "./runExperiment.ts";
import { lockSaved, openSaved, savedLog, savedTeacher } from "./savedRun.ts";

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
  /** folder with MNIST's files; null for the one that `dataFolder` finds, where the part needs it */
  readonly folder: string | null;
  readonly backend: BackendChoice;
  /** how many parts run at once */
  readonly parallelRuns: number;
}

/** A part that an earlier call has run to its end; null where none has. */
export function finishedPart(part: SectionPart, backend: BackendChoice): FinishedPart | null {
  const found = savedLog(part.experiment, backend).read();
  const run = found && foldRun(found.events, "live");
  if (!found || !run) return null;
  return { ...part, ...found, run, summary: summaryOf({ preset: part.id }, run, found.seconds) };
}

async function runPart(part: SectionPart, { folder, backend }: SectionOrder, workers: number): Promise<FinishedPart> {
  const finished = finishedPart(part, backend);
  if (finished) return finished;
  const saved = openSaved(part.experiment, backend);
  const shared = savedTeacher(part.experiment, backend);
  const { run, log, summary } = await completeLab({
    preset: part.id,
    experiment: part.experiment,
    folder: part.dataset === "mnist" ? folder : null,
    backend,
    workers,
    teacher: shared.read(),
    saved,
  });
  const teacher = run.checkpoints.teacher?.bytes;
  if (teacher && !shared.exists()) shared.write(teacher);
  savedLog(part.experiment, backend).write(log, saved.seconds());
  return { ...part, run, summary, events: decodeLog(log), seconds: saved.seconds() };
}

/**
 * Runs parts, several at once, each as soon as its teacher is trained. `finished` receives each part when it ends.
 * @throws CommandError before any is run where another command runs one of them, and of the first part that fails or is
 * stopped, after the others have been saved
 */
export async function runParts(
  parts: readonly SectionPart[],
  order: SectionOrder,
  finished: (part: FinishedPart) => void,
): Promise<void> {
  const experiments = parts.map(({ experiment }) => experiment);
  const release = lockSaved(experiments, order.backend);
  await runLockedParts(parts, order, finished);
  release();
}

async function runLockedParts(
  parts: readonly SectionPart[],
  order: SectionOrder,
  finished: (part: FinishedPart) => void,
): Promise<void> {
  const waiting = [...parts];
  const running = new Map<SectionPart, Promise<void>>();
  // Settings of the command line can make two parts equal; the later one then reads what the earlier one has saved.
  const isRunning = (part: SectionPart) =>
    [...running.keys()].some((other) => sameExperiment(other.experiment, part.experiment));
  const isReady = (part: SectionPart) =>
    !isRunning(part) &&
    (savedTeacher(part.experiment, order.backend).exists() ||
      ![...running.keys()].some((other) => haveSameTeacher(other.experiment, part.experiment)));
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
