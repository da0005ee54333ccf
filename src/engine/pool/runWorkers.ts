/** The training workers of a run: each is tried several times until its backend is open, and all are ended together. */

import { errorText } from "../../domain/errorText.ts";
import type { BackendChoice } from "../../protocol/backends.ts";
import { EngineError, type FailureCode } from "../../protocol/failures.ts";
import { JOB_ATTEMPTS } from "../../protocol/pacing.ts";
import { openWorker, type ReadyWorker, type Supervision, type WorkerSetup } from "./superviseWorker.ts";
import type { TrainingWorker, WorkerCommand } from "./workerCommands.ts";

/** What the workers of a run are opened with. */
export interface RunWorkersRequest extends Supervision {
  readonly setup: WorkerSetup;
  /** @throws where this platform makes no worker */
  spawn(): TrainingWorker;
  /** a new worker is paused as the run is */
  isPaused(): boolean;
  /** the run is being stopped: nothing is tried again */
  isStopped(): boolean;
}

/** The workers of a run. */
export interface RunWorkers {
  /** the backend that the next worker opens */
  backend(): BackendChoice;
  use(backend: BackendChoice): void;
  /**
   * Opens a worker, again where it stops or hangs.
   * @throws EngineError the last try's failure, or the first that another try does not mend
   */
  open(): Promise<ReadyWorker>;
  end(worker: TrainingWorker): void;
  endAll(): void;
  postToAll(command: WorkerCommand): void;
}

/** Failures of a worker or its device, not of the experiment: another worker may do. */
const RECOVERABLE: ReadonlySet<FailureCode> = new Set(["worker-died", "worker-silent", "device-lost", "device-fault"]);

/** Whether a failure was one of a worker or its device. */
export function isRecoverable(code: FailureCode): boolean {
  return RECOVERABLE.has(code);
}

/**
 * Decides after a failed try whether another one is worth it.
 * @param attempt tries so far
 * @param choice the visitor's: where it names the GPU, an error of the GPU would only come again
 */
export function mayTryAgain(code: FailureCode, attempt: number, choice: BackendChoice): boolean {
  if (code === "device-fault" && choice !== "auto") return false;
  return RECOVERABLE.has(code) && attempt < JOB_ATTEMPTS;
}

/** Opens no worker yet. */
export function openRunWorkers(request: RunWorkersRequest): RunWorkers {
  const workers = new Set<TrainingWorker>();
  const choice = request.setup.backend;
  let backend = choice;

  const spawn = (): TrainingWorker => {
    try {
      return request.spawn();
    } catch (error) {
      const detail = `no training worker could be made (${errorText(error)}); reload the page`;
      throw new EngineError("worker-missing", detail, error);
    }
  };
  const end = (worker: TrainingWorker) => {
    workers.delete(worker);
    worker.terminate();
  };
  const openOne = async (): Promise<ReadyWorker> => {
    const worker = spawn();
    workers.add(worker);
    if (request.isPaused()) worker.post({ type: "pause" });
    try {
      return await openWorker(worker, { ...request.setup, backend }, request);
    } catch (error) {
      end(worker);
      throw error;
    }
  };
  return {
    backend: () => backend,
    use(chosen) {
      backend = chosen;
    },
    async open() {
      for (let attempt = 1; ; attempt++)
        try {
          return await openOne();
        } catch (error) {
          const code = error instanceof EngineError ? error.code : "internal";
          if (request.isStopped() || !mayTryAgain(code, attempt, choice)) throw error;
          // What stopped or hung twice may be the GPU.
          if (attempt > 1 && choice === "auto") backend = "wasm";
        }
    },
    end,
    endAll() {
      for (const worker of workers) worker.terminate();
      workers.clear();
    },
    postToAll(command) {
      for (const worker of workers) worker.post(command);
    },
  };
}
