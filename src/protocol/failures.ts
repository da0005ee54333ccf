/** Everything that can go wrong between pressing Train and a trained student, as codes that a page can translate. */

/** What failed. Each code has one message with a remedy in the catalogue. */
export type FailureCode =
  | "no-backend"
  | "device-lost"
  | "out-of-memory"
  | "non-finite-loss"
  | "bad-experiment"
  | "bad-data"
  | "worker-died"
  | "worker-silent"
  | "internal";

/** A training failure; `detail` names the value and the remedy in plain English. */
export class EngineError extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "EngineError";
    this.code = code;
  }
}
