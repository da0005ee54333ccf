/** The ways in which a run can fail, as codes. */

/** What failed. The catalogues (i18n) have one message with a remedy for each code. */
export type FailureCode =
  | "no-backend"
  | "device-lost"
  | "device-fault"
  | "out-of-memory"
  | "non-finite-loss"
  | "bad-experiment"
  | "bad-data"
  /** a saved checkpoint is damaged, or does not belong to the run */
  | "bad-checkpoint"
  /** a given teacher's weights are not at hand */
  | "no-teacher"
  | "worker-died"
  | "worker-silent"
  | "worker-missing"
  | "internal";

/** A failed run. The message (`detail` of the event "failed") names the value and the remedy in plain English. */
export class EngineError extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "EngineError";
    this.code = code;
  }
}
