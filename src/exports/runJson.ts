/** A run as JSON: its experiment, networks, evaluations and losses as plain numbers, for other programs. */

import type { NetworkRun, Run } from "../session/run/runFromEvents.ts";

/** The name by which the file is told apart, and its version. */
export const RUN_FORMAT = "distillation-playground run 1";

/** Losses of every step that was kept, one row a step, the step first. */
function lossRows({ lossColumns, losses }: NetworkRun): readonly (readonly number[])[] {
  const width = lossColumns.length;
  return losses.flatMap(({ fromStep, rows }) =>
    Array.from({ length: rows.length / Math.max(1, width) }, (_, i) => [
      fromStep + i,
      ...rows.subarray(i * width, (i + 1) * width),
    ]),
  );
}

function networkJson(network: NetworkRun) {
  const { card, steps, finished, stages, evaluations, lossColumns } = network;
  return {
    ...card,
    steps,
    finished,
    stages,
    evaluations: evaluations.map(({ step, evaluation }) => ({ step, ...evaluation })),
    losses: { columns: ["step", ...lossColumns], rows: lossRows(network) },
  };
}

/**
 * The run as JSON text. Images, logits, pictures and weights are not in it.
 * @param link the address of its experiment
 */
export function runJson(run: Run, link: string): string {
  const { version, date, origin, status, backend, experiment, data, marks, networks } = run;
  const changes = marks.map(({ job, step, param, value }) => ({ job, step, param, value }));
  const head = { format: RUN_FORMAT, version, date, origin, status, backend, link, experiment };
  return `${JSON.stringify({ ...head, ...(data ? { data } : {}), changes, networks: networks.map(networkJson) }, null, 1)}\n`;
}
