/** `npm run lab -- hinton-2015`: the whole section for any seed, and its table. */

import { cpus } from "node:os";
import { type SectionPart, sectionParts } from "../../src/hinton2015/experiments.ts";
import { readFigures } from "../../src/hinton2015/replay/measuredFigures.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { encodeEvent } from "../../src/protocol/eventLog.ts";
import { asInput, inputError } from "../commandLine/commandLine.ts";
import { labExperiment } from "./experimentArguments.ts";
import { type FinishedPart, runParts } from "./hintonSectionParts.ts";
import { figuresTable, pairsTable, sweepTable } from "./hintonSectionTables.ts";

/** On which images and with which seeds the section runs, and what is changed in each of its experiments. */
export interface LabSection {
  readonly folder: string | null;
  readonly dataset: SectionPart["dataset"];
  readonly seeds: readonly number[];
  readonly backend: BackendChoice;
  readonly workers: number | undefined;
  /** "path=value" each */
  readonly settings: readonly string[];
}

/** The section's experiments with the command line's changes. @throws CommandError for a change that cannot be */
function changedParts({ dataset, seeds, settings }: LabSection): readonly SectionPart[] {
  const own = settings.find((setting) => /^(seed|data\.dataset)=/.test(setting));
  if (own !== undefined)
    throw inputError(`--set ${own}: the section's seeds and images are --seed, --seeds and --data`);
  return sectionParts(dataset, seeds).map((part) => ({
    ...part,
    experiment: asInput(() => labExperiment(part.experiment, { settings })),
  }));
}

/**
 * Runs all experiments of the section. What an earlier call has finished is not trained again.
 * @throws CommandError where one fails or is stopped, and where another command runs them
 */
export async function runLabSection(order: LabSection) {
  const { folder, dataset, seeds, backend } = order;
  const began = performance.now();
  const parts = changedParts(order);
  const finished: FinishedPart[] = [];
  await runParts(parts, { folder, backend, parallelRuns: order.workers ?? cpus().length }, (part) =>
    finished.push(part),
  );
  const inOrder = parts.map((part) => finished.find(({ experiment }) => experiment === part.experiment)!);
  const figures = readFigures(inOrder);
  const networks = inOrder.flatMap(({ id, summary }) =>
    summary.networks.map((network) => ({ experiment: id, ...network })),
  );
  const bias = inOrder.flatMap(({ id, summary }) => (summary.bias ?? []).map((one) => ({ experiment: id, ...one })));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return {
    table: `${figuresTable(figures, dataset === "mnist")}\n\n${pairsTable(figures)}\n\n${sweepTable(figures)}`,
    summary: { ...inOrder[0]!.summary, seed: seeds[0], seeds: seeds.length, seconds, networks, bias, figures },
    log: inOrder.flatMap(({ events }) => events.map((event) => `${encodeEvent(event)}\n`)).join(""),
  };
}
