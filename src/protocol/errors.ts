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

/** What can be wrong with images and labels, from the most outward layer in. */
export type DataFault =
  | "not-gzip"
  | "too-large"
  | "magic-swapped"
  | "not-idx"
  | "truncated"
  | "counts-differ"
  | "wrong-size"
  | "label-range"
  | "no-pair"
  | "checksum"
  | "network"
  | "missing"
  | "empty-transfer-set";

/** A training failure; `detail` names the value and the remedy in plain English. */
export class EngineError extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "EngineError";
    this.code = code;
  }
}

/** Images or labels that cannot be used; `detail` names what is wrong in which file and what would be right. */
export class DataError extends Error {
  readonly fault: DataFault;
  constructor(fault: DataFault, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "DataError";
    this.fault = fault;
  }
}
