/** What the conductor sends a training worker, and what a training worker reports to the conductor. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import type { FailureCode } from "../../protocol/failures.ts";
import type { WorkerPort } from "../../protocol/workerPort.ts";
import type { Trial } from "../backends/backendTrial.ts";
import type { Platform } from "../backends/backendTypes.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import type { TogetherLimits } from "../job/studentGroups.ts";

/** From the conductor to a training worker. All but "open" and "data" concern the jobs that are trained. */
export type WorkerCommand =
  | { readonly type: "open"; readonly backend: BackendChoice; readonly platform: Platform; readonly trial: Trial }
  | { readonly type: "data"; readonly data: JobData }
  /** one job, or several that train together */
  | { readonly type: "train"; readonly orders: readonly JobOrder[] }
  | { readonly type: "set"; readonly param: string; readonly value: number }
  | { readonly type: "pause" | "resume" | "step" | "stop" };

/** From a training worker to the conductor. */
export type WorkerReport =
  /** the first report of every worker: its program runs */
  | { readonly type: "ready" }
  /**
   * a sign of life while no event is there to be sent, such as during an evaluation
   * `isPreparing`: a program runs for the first time, and its shaders may have to be compiled
   */
  | { readonly type: "alive"; readonly isPreparing: boolean }
  /** `together`: absent where nothing is gained by training several students together */
  | { readonly type: "opened"; readonly card: Omit<BackendCard, "workers">; readonly together?: TogetherLimits }
  | { readonly type: "events"; readonly events: readonly TrainingEvent[] }
  | { readonly type: "ended"; readonly reason: "completed" | "stopped" }
  | { readonly type: "failed"; readonly code: FailureCode; readonly detail: string };

/** The conductor's port to a training worker, which is a browser worker or a Node process. */
export type TrainingWorker = WorkerPort<WorkerCommand, WorkerReport>;
