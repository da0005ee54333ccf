/** Labelled images as bytes: what every data source delivers and every batch is gathered from. */

/** Images with their classes, contiguous, so that a worker can hand them over without a copy. */
export interface Dataset {
  /** grey values 0..255, [count, height, width] */
  readonly images: Uint8Array;
  /** class of each image, 0..classes-1, [count] */
  readonly labels: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** one name per class, in class order */
  readonly classNames: readonly string[];
}

/** A data source's two disjoint halves: what networks learn from, and what they are judged on. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** The ten digits' names. */
export const digitNames: readonly string[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
