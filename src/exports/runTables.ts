/** A run as tables of comma-separated values: evaluations, errors by class, and losses, one network a row and step. */

import type { NetworkRun, Run } from "../session/run/runFromEvents.ts";
import { asSafeCsv } from "./safeCsv.ts";

/** The columns that say which network a row is of. */
const NETWORK_COLUMNS = ["network", "arm", "pair", "seed", "parameters"] as const;

function networkCells({ card }: NetworkRun): readonly string[] {
  const { id, arm = "", pair, seed, parameters } = card;
  return [id, arm, pair === undefined ? "" : String(pair + 1), String(seed), String(parameters)];
}

/** Every evaluation on the test set: errors, their number by class, agreement with the teacher, calibration, entropy. */
export function evaluationsCsv({ networks, data, experiment }: Run): string {
  const names =
    data?.classNames ?? Array.from({ length: experiment.student.architecture.classes }, (_, c) => String(c));
  const head = [
    ...NETWORK_COLUMNS,
    "step",
    "errors",
    "images",
    ...names.map((name) => `errors on ${name}`),
    "agreement with the teacher",
    "expected calibration error",
    "entropy in nats",
    "cross-entropy in nats",
  ];
  const rows = networks.flatMap((network) =>
    network.evaluations.map(({ step, evaluation }) => [
      ...networkCells(network),
      String(step),
      String(evaluation.errors),
      String(evaluation.total),
      ...names.map((_, c) => String(evaluation.classErrors[c] ?? "")),
      evaluation.agreement === null ? "" : String(evaluation.agreement),
      String(evaluation.calibrationError),
      String(evaluation.entropy),
      String(evaluation.crossEntropy),
    ]),
  );
  return asSafeCsv([head, ...rows]);
}

/** The losses of every step that the run keeps: the total and each term before its weight. */
export function lossesCsv({ networks }: Run): string {
  const rows = networks.flatMap((network) =>
    network.losses.flatMap(({ fromStep, rows: values }) => {
      const { lossColumns } = network;
      const width = Math.max(1, lossColumns.length);
      return Array.from({ length: values.length / width }, (_, i) => fromStep + i).flatMap((step, i) =>
        lossColumns.map((column, k) => [...networkCells(network), String(step), column, String(values[i * width + k])]),
      );
    }),
  );
  return asSafeCsv([[...NETWORK_COLUMNS, "step", "loss", "value"], ...rows]);
}
