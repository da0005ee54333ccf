/** Finds the folder with MNIST's files on this machine. */

import { dataFolder } from "./dataFolders.ts";

/** The folder of MNIST_DIR, else ../shared/mnist beside the checkout; null where neither exists. */
export function mnistFolder(): string | null {
  return dataFolder("mnist");
}
