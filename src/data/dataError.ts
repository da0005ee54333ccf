/** Errors in images and labels. */

/** The kind of fault, in the order of the checks: reading, packing, file format, pairing, content, source. */
export type DataFault =
  | "file-changed"
  | "not-gzip"
  | "not-zip"
  | "web-page"
  | "too-large"
  | "magic-swapped"
  | "not-idx"
  | "little-endian"
  | "not-readable"
  | "truncated"
  | "counts-differ"
  | "wrong-size"
  | "label-range"
  | "no-pair"
  | "checksum"
  | "network"
  | "missing"
  | "empty-transfer-set";

/**
 * Thrown for images or labels that cannot be used. The message names the file, what is wrong and what would be right.
 */
export class DataError extends Error {
  readonly fault: DataFault;
  constructor(fault: DataFault, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = "DataError";
    this.fault = fault;
  }
}
