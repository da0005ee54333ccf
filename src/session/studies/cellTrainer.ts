/**
 * Trains the experiments of a study's cells, one after another, in a conducting worker of its own: the run that the page
 * shows or trains is another one and stays as it is.
 */

import type { Experiment } from "../../domain/experiment.ts";
import { haveSameTeacher } from "../comparisons/studyReadings.ts";
import { openLiveRun } from "../liveRun.ts";
import type { PageEnvironment } from "../pageEnvironment.ts";
import type { Playground } from "../playgroundState.ts";
import { applyEvent, type Run } from "../run/runFromEvents.ts";
import { noStorage } from "../storage/browserStorage.ts";
import { experimentShape, type MeasuredBackends, rememberBackend } from "../storage/measuredBackends.ts";
import { openWorkerClient, type WorkerClient } from "../workerClient.ts";

/** What the page has chosen for all that it trains. */
export type TrainingChoices = Pick<Playground, "backendChoice" | "files" | "publicCopies">;

/** What a trainer reports. */
export interface CellListeners {
  /** the cell's run has news */
  news(run: Run): void;
  /** the cell's run has been completed */
  completed(run: Run): void;
  /** the cell's run cannot go on. @param code of a notice */
  failed(code: string, detail: string): void;
}

/** The trainer of cells; one is trained at a time. */
export interface CellTrainer {
  /** @param shown the run that the page shows, whose teacher need not be trained again */
  start(experiment: Experiment, choices: TrainingChoices, shown: Run | null): void;
  /** holds the training at once, between two steps */
  pause(): void;
  /** goes on after the very step at which it was held */
  resume(): void;
  /** ends the worker and what it trains */
  close(): void;
}

/** Opens a trainer. A worker is spawned when the first cell is started, and ends with `close`. */
export function openCellTrainer(
  page: Pick<PageEnvironment, "spawn" | "base" | "storage">,
  listeners: CellListeners,
): CellTrainer {
  // A cell that is cut off begins anew when its study goes on: it is not offered as a run of the page.
  const liveRun = openLiveRun(noStorage.runs);
  let client: WorkerClient | null = null;
  let run: Run | null = null;
  let measured: MeasuredBackends = {};
  page.storage.loadMeasuredBackends().then((stored) => {
    measured = { ...stored, ...measured };
  });

  const openedClient = (): WorkerClient => {
    client ??= openWorkerClient(page.spawn, {
      events(events) {
        for (const event of events) {
          run = applyEvent(run, event, "live");
          if (event.type === "started" && event.backend.measured)
            measured = rememberBackend(measured, event.experiment, event.backend.name);
        }
        liveRun.add(events, run);
        const failed = events.find((event) => event.type === "failed");
        if (failed) listeners.failed(failed.fault ?? failed.code, failed.detail);
        else if (run?.status === "completed") listeners.completed(run);
        else if (run) listeners.news(run);
      },
      loading: () => {},
      images: () => {},
      lost: (code, detail) => listeners.failed(code, detail),
      restarted: () => {},
      restartPoint: () => liveRun.restartPoint(run),
    });
    return client;
  };

  return {
    start(experiment, { backendChoice, files, publicCopies }, shown) {
      const known = [run, shown].find((one) => one && haveSameTeacher(one.experiment, experiment));
      const point = liveRun.begin(experiment, known?.checkpoints.teacher?.bytes);
      run = null;
      const remembered = backendChoice === "auto" ? measured[experimentShape(experiment)] : undefined;
      const order = {
        ...{ experiment, backend: backendChoice, base: page.base, publicCopies },
        ...(remembered ? { remembered } : {}),
        ...(files ? { files } : {}),
      };
      openedClient().start(order, point);
    },
    pause: () => client?.send("pause"),
    resume: () => client?.send("resume"),
    close() {
      client?.close();
      [client, run] = [null, null];
    },
  };
}
