/** `npm run lab -- hinton-2015`: the whole section for any seed, and its table. */

import { availableParallelism } from "node:os";
import { type SectionPart, sectionParts } from "../../src/hinton2015/experiments.ts";
import { readFigures } from "../../src/hinton2015/replay/measuredFigures.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { encodeEvent } from "../../src/protocol/eventLog.ts";
import { asInput, CommandError, inputError } from "../commandLine/commandLine.ts";
import { labFolder } from "../commandLine/savedFile.ts";
import { labExperiment } from "./experimentArguments.ts";
import { type FinishedPart, finishedPart, runParts } from "./hintonSectionParts.ts";
import { figuresTable, pairsTable, sweepTable } from "./hintonSectionTables.ts";
import { itemsOfPart, type PartOfWork } from "./parts/partOfWork.ts";

/** On which images and with which seeds the section runs, and what is changed in each of its experiments. */
export interface LabSection {
  readonly folder: string | null;
  readonly dataset: SectionPart["dataset"];
  readonly seeds: readonly number[];
  readonly backend: BackendChoice;
  readonly workers: number | undefined;
  /** "path=value" each */
  readonly settings: readonly string[];
  /** the part of its runs that this call makes; null for all */
  readonly part: PartOfWork | null;
  /** nothing is trained: the runs have been made by other calls */
  readonly join: boolean;
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

/** The parts that other calls have made. @throws CommandError naming those that are not finished */
function joinedParts(parts: readonly SectionPart[], backend: BackendChoice): readonly FinishedPart[] {
  const found = parts.map((part) => finishedPart(part, backend));
  const missing = parts.filter((_, i) => !found[i]).map(({ id, experiment }) => `${id} seed ${experiment.seed}`);
  if (missing.length > 0)
    throw new CommandError(
      `${missing.length} of ${parts.length} runs on ${backend} are not finished in ${labFolder}: ${missing.join(", ")}; run their parts to the end, or name their folder in LAB_FOLDER`,
    );
  return found.filter((part) => part !== null);
}

/**
 * Runs the experiments of the section, or a part of them, or joins what other calls have run. What an earlier call has
 * finished is not trained again.
 * @throws CommandError where one fails or is stopped, where another command runs them, and where one to be joined is missing
 */
export async function runLabSection(order: LabSection) {
  const { folder, dataset, seeds, backend } = order;
  const began = performance.now();
  const all = changedParts(order);
  const parts = order.part ? itemsOfPart(all, order.part) : all;
  const finished: FinishedPart[] = order.join ? [...joinedParts(parts, backend)] : [];
  // Runs on a GPU share it, so that one at a time is the default there.
  const parallelRuns = order.workers ?? (backend === "webgpu" ? 1 : availableParallelism());
  if (!order.join) await runParts(parts, { folder, backend, parallelRuns }, (part) => finished.push(part));
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
