/** Labelled images as bytes. Data sources return them, and batches are taken from them. */

/** Height and width of every image, pixels. */
export const IMAGE_SIDE = 28;
/** Pixels of an image. */
export const IMAGE_SIZE = IMAGE_SIDE * IMAGE_SIDE;

/** Images with their classes, in contiguous arrays, which can be transferred between workers without a copy. */
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

/** The number of images in the two parts of a data source. */
export interface SplitCounts {
  readonly train: number;
  readonly test: number;
}

/** The two disjoint parts of a data source: images to train on, and images to test on. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
  /** present where the files are not those that were published under the data set's name: how many images they have */
  readonly unpublished?: SplitCounts;
}

/** The ten digits' names. */
export const digitNames: readonly string[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
