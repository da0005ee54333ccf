/** Finds the folder with MNIST's files on this machine. */

import { existsSync } from "node:fs";
import { join } from "node:path";

/** The folder of MNIST_DIR, else ../shared/mnist beside the checkout; null where neither exists. */
export function mnistFolder(): string | null {
  const places = [process.env.MNIST_DIR, join(import.meta.dirname, "../../../shared/mnist")];
  return places.find((place) => place !== undefined && existsSync(place)) ?? null;
}
