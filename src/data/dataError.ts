/** What can be wrong with images and labels. */

/** The fault, from the most outward layer in. */
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

/** Images or labels that cannot be used; the message names what is wrong in which file and what would be right. */
export class DataError extends Error {
  readonly fault: DataFault;
  constructor(fault: DataFault, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "DataError";
    this.fault = fault;
  }
}
