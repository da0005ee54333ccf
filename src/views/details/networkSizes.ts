/** What a network of a run costs to apply and to store. */

import { type Architecture, countFlops } from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { NetworkCard } from "../../protocol/events.ts";

const BYTES_OF_A_WEIGHT = 4;

/** Kilobytes of the stored weights: of 32 bits each, unless the network stores fewer. */
export function kilobytesOf({ bytes, parameters }: Pick<NetworkCard, "bytes" | "parameters">): number {
  return (bytes ?? BYTES_OF_A_WEIGHT * parameters) / 1000;
}

/** Millions of operations for one image; null where the network has the layers of neither teacher nor student. */
export function megaFlopsOf(
  { architecture }: Pick<NetworkCard, "architecture">,
  experiment: Experiment,
): number | null {
  const own = [experiment.teacher.architecture, experiment.student.architecture].find(
    (one: Architecture) => describeArchitecture(one) === architecture,
  );
  return own ? countFlops(own) / 1e6 : null;
}
