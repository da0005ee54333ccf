/**
 * The run that this page trains, beyond what is shown of it: where it starts, how it is stored, and from where it goes on
 * after a fault or a reload.
 */

import type { Experiment } from "../domain/experiment.ts";
import type { Backend } from "../protocol/backends.ts";
import type { ContinuedRun } from "../protocol/commands.ts";
import { encodeEvent } from "../protocol/eventLog.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import type { Run } from "./run/runFromEvents.ts";
import { progressOf } from "./run/runSelectors.ts";
import type { CutOffRun, RunWriter, StoredRuns } from "./storage/storedRuns.ts";

/** From where a run starts in a conducting worker. */
export interface StartPoint {
  /** checkpoints by job */
  readonly resumeFrom: Readonly<Record<string, Uint8Array>>;
  /** the steps of these checkpoints, by job */
  readonly reached: Readonly<Record<string, number>>;
  /** present where the run goes on: its live settings and the changes of them */
  readonly goesOn?: ContinuedRun;
  /** the backend on which it began: on it the run ends as the undisturbed one */
  readonly remembered?: Backend;
}

/** The run under way. */
export interface LiveRun {
  /** a run begins. @param teacher the checkpoint of a teacher that need not be trained again */
  begin(experiment: Experiment, teacher?: Uint8Array): StartPoint;
  /** a run that was cut off goes on. @param shown its fold; null where it has no events yet */
  goOn(run: CutOffRun, writer: RunWriter, shown: Run | null): StartPoint;
  /** takes in events that the fold has taken in. @param run the fold after them */
  add(events: readonly TrainingEvent[], run: Run | null): void;
  setLive(param: string, value: number): void;
  /** from where the run goes on in another worker. @param run the shown run */
  restartPoint(run: Run | null): StartPoint;
  /** the run has ended: it is deleted from the storage; one that had begun is kept where it may go on later */
  end(mayGoOn: boolean): Promise<void>;
  /** whether a shown run is this one: an earlier one may be shown again */
  isOf(run: Run): boolean;
  /** the run as a file: its log as JSON lines, with the last checkpoint of each job */
  log(run: Run): string;
}

/** The run's checkpoints, settings and changes, from which another worker goes on. */
function pointOf(run: Run, live: Readonly<Record<string, number>>): StartPoint {
  const saved = Object.entries(run.checkpoints);
  return {
    resumeFrom: Object.fromEntries(saved.map(([job, { bytes }]) => [job, bytes])),
    reached: Object.fromEntries(saved.map(([job, { step }]) => [job, step])),
    goesOn: { live, changes: run.marks },
    remembered: run.backend.name,
  };
}

/** Opens the page's live run; there is none before `begin` or `goOn`. */
export function openLiveRun(runs: StoredRuns): LiveRun {
  let writer: RunWriter | null = null;
  let live: Record<string, number> = {};
  let log: TrainingEvent[] = [];
  let start: StartPoint = { resumeFrom: {}, reached: {} };
  /** whether the shown run is this one: until its first event an earlier run is shown */
  let isShown = false;
  let own: Experiment | null = null;
  return {
    begin(experiment, teacher) {
      writer?.close();
      writer = runs.open(experiment);
      [live, log, isShown, own] = [{}, [], false, null];
      start = { resumeFrom: teacher ? { teacher } : {}, reached: {} };
      return start;
    },
    goOn(run, itsWriter, shown) {
      writer?.close();
      writer = itsWriter;
      [live, log, isShown] = [{ ...run.live }, [...run.events], shown !== null];
      own = shown?.experiment ?? null;
      start = shown ? pointOf(shown, live) : { resumeFrom: {}, reached: {}, goesOn: { live, changes: [] } };
      return start;
    },
    add(events, run) {
      if (!run) return;
      if (events.some(({ type }) => type === "started")) [isShown, own] = [true, run.experiment];
      // Before it has begun there is nothing to keep of it, and the shown run is another one.
      if (!isShown) return;
      log.push(...events.filter(({ type }) => type !== "pace" && type !== "checkpoint"));
      const { step, steps } = progressOf(run);
      writer?.add(events, { step, steps });
    },
    setLive(param, value) {
      live[param] = value;
      writer?.setLive(param, value);
    },
    restartPoint: (run) => (run && isShown ? pointOf(run, live) : { ...start, goesOn: { live, changes: [] } }),
    isOf: (run) => run.experiment === own,
    async end(mayGoOn) {
      const ended = writer;
      writer = null;
      if (mayGoOn && log.length > 0) await ended?.release();
      else ended?.close();
    },
    log(run) {
      const checkpoints = Object.entries(run.checkpoints).map(
        ([job, { step, bytes }]): TrainingEvent => ({ type: "checkpoint", job, step, bytes }),
      );
      return `${[...log, ...checkpoints].map(encodeEvent).join("\n")}\n`;
    },
  };
}
