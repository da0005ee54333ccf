/** Labelled images as bytes. Data sources return them, and batches are taken from them. */

/** Height and width of the images of digits and of clothing, pixels. */
export const IMAGE_SIDE = 28;
/** Pixels of such an image. */
export const IMAGE_SIZE = IMAGE_SIDE * IMAGE_SIDE;

/** Number of training images of the built-in digits where an experiment uses all. */
export const DIGITS_TRAIN_COUNT = 10_000;

/** Smallest and largest height and width of images, pixels. */
export const [MIN_SIDE, MAX_SIDE] = [8, 64];
/** Largest number of classes. */
export const MAX_CLASSES = 100;

/** The shape of an image: `channels` is 1 for grey values and 3 for red, green and blue. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** The shape of a data set's images and the names of its classes, in class order. */
export interface DataShape extends ImageShape {
  readonly classNames: readonly string[];
}

/** Bytes of an image: one for each channel of each pixel. */
export function bytesOfImage({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

/** An image's shape in words: "28x28", with its width first, or "16x16 in colour". */
export function describeShape({ height, width, channels }: ImageShape): string {
  return `${width}x${height}${channels === 3 ? " in colour" : ""}`;
}

/** Images with their classes, in contiguous arrays, which can be transferred between workers without a copy. */
export interface Dataset extends DataShape {
  /** values 0..255, [count, height, width, channels] */
  readonly images: Uint8Array;
  /** class of each image, 0..classes-1, [count] */
  readonly labels: Uint8Array;
  readonly count: number;
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

/** The images of the built-in digits, MNIST and Fashion-MNIST: 28x28 grey values. */
export const digitImage: ImageShape = { height: IMAGE_SIDE, width: IMAGE_SIDE, channels: 1 };
