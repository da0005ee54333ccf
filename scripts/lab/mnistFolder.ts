/** Where MNIST's files lie on this machine, if anywhere. */

import { existsSync } from "node:fs";
import { join } from "node:path";

/** The folder of MNIST_DIR, else the one beside the checkout; null where neither is there. */
export function mnistFolder(): string | null {
  const places = [process.env.MNIST_DIR, join(import.meta.dirname, "../../../shared/mnist")];
  return places.find((place) => place !== undefined && existsSync(place)) ?? null;
}
