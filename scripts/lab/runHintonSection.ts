/** `npm run lab -- hinton-2015`: the whole section for any seed, and its table. */

import { cpus } from "node:os";
import { type SectionPart, sectionParts } from "../../src/hinton2015/experiments.ts";
import { readFigures } from "../../src/hinton2015/replay/measuredFigures.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { encodeEvent } from "../../src/protocol/eventLog.ts";
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

/** Runs all experiments of the section. What an earlier call has finished is not trained again. */
export async function runLabSection(order: LabSection): Promise<{ table: string; summary: object; log: string }> {
  const { folder, dataset, seeds, backend, settings } = order;
  const began = performance.now();
  const parts = sectionParts(dataset, seeds).map((part) => ({
    ...part,
    experiment: labExperiment(part.experiment, { settings }),
  }));
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
