/** Runs an experiment in Node to its end, prints its progress on stderr, and summarises it. */

import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import packageFile from "../../package.json" with { type: "json" };
import { DataError } from "../../src/data/dataError.ts";
import { readIdxDataset } from "../../src/data/dataSources.ts";
import { type IdxDatasetId, idxDatasets } from "../../src/data/fileChecksums.ts";
import type { Split } from "../../src/domain/dataset.ts";
import { type DatasetId, DISTILLED, type Experiment } from "../../src/domain/experiment.ts";
import type { JobData } from "../../src/engine/job/jobOrder.ts";
import { digitsOf, drawRunData } from "../../src/engine/job/runData.ts";
import { conductRun } from "../../src/engine/pool/conductor.ts";
import { biasChoosers } from "../../src/hinton2015/replay/measuredFigures.ts";
import { biasThresholds, errorsWithBias } from "../../src/math/classBias.ts";
import { costOfExperiment, tooLargeBecause } from "../../src/methods/registry/experimentCost.ts";
import type { BackendChoice } from "../../src/protocol/backends.ts";
import { encodeEvent } from "../../src/protocol/eventLog.ts";
import { isTransient, type TrainingEvent } from "../../src/protocol/events.ts";
import { joinLossBlocks } from "../../src/protocol/lossBlocks.ts";
import { resumedLog } from "../../src/protocol/resumedLog.ts";
import { applyEvent, foldRun, type Run } from "../../src/session/run/runFromEvents.ts";
import {
  claimVerdicts,
  lastEvaluation,
  progressOf,
  studentsOfArm,
  verdictOf,
} from "../../src/session/run/runSelectors.ts";
import { CommandError, inputError, throwAsInput } from "../commandLine/commandLine.ts";
import { interruptionError, onInterruption } from "../commandLine/interruption.ts";
import { dataFolder, folderVariables } from "./dataFolders.ts";
import { nodeWorkerPool } from "./nodeWorkerPool.ts";
import type { SavedRun } from "./savedRun.ts";

/** What to run. */
export interface LabOrder {
  readonly preset: string;
  readonly experiment: Experiment;
  /**
   * folder with the four files of the experiment's data set, or, where that is the built-in digits, of the data set that
   * its transfer set is drawn from. Null: files that are needed are in the folder that `dataFolder` finds
   */
  readonly folder: string | null;
  /** the images of an experiment on files of one's own */
  readonly own?: Split;
  readonly backend: BackendChoice;
  readonly workers: number | undefined;
  /** how many students of an arm train together on a GPU; absent: as many as it gains by */
  readonly together?: number;
  /** the checkpoint of a teacher that need not be trained again */
  readonly teacher?: Uint8Array | undefined;
  /** events and checkpoints from before an interruption, and where those of this call are kept */
  readonly saved?: SavedRun;
}

/** The four files of MNIST or Fashion-MNIST from a folder. */
export function folderReader(folder: string) {
  return async (name: string): Promise<Blob> => {
    const path = join(folder, name);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      const what = error.code === "ENOENT" ? "is not there" : `cannot be read (${error.code})`;
      throw new DataError("missing", `${path} ${what}; give --data a folder with the four .gz files`, error);
    });
    return new Blob([new Uint8Array(bytes)]);
  };
}

/** The data set of files that an order's folder is for; null where the experiment needs none. */
function filesOf({ data, transferSet: { source } }: Experiment): IdxDatasetId | null {
  const named = data.dataset === "digits" ? source : data.dataset;
  return named === "fashion" ? named : named === "mnist" || named === "files" ? "mnist" : null;
}

/** Reads one of the data sets of an order. @throws DataError where its files are not at hand or cannot be used */
async function readData({ experiment, folder, own }: LabOrder, dataset: DatasetId): Promise<Split> {
  if (dataset === "files" && own) return own;
  if (dataset === "digits") return digitsOf(experiment);
  const id = dataset === "fashion" ? dataset : "mnist";
  const found = (id === filesOf(experiment) ? folder : null) ?? dataFolder(id);
  if (found) return readIdxDataset(id, folderReader(found));
  const option = id === "fashion" ? " with --set data.dataset=fashion" : "";
  const remedy = `set ${folderVariables[id]} to a folder with its four .gz files, or give --data such a folder${option}`;
  throw new DataError("missing", `this experiment needs ${idxDatasets[id].name}; ${remedy}`);
}

/** The log in an order that does not depend on which worker was faster: job after job, in the order of the jobs. */
export function orderedLog(events: readonly TrainingEvent[], run: Run): readonly TrainingEvent[] {
  const jobs = new Map(run.networks.map(({ card, job }) => [card.id, job]));
  const jobOfEvent = (event: TrainingEvent) =>
    "job" in event && event.job !== undefined ? event.job : "network" in event ? jobs.get(event.network) : null;
  const lasting = events.filter((event) => !isTransient(event));
  const closing = (event: TrainingEvent) => event.type === "finished" || event.type === "failed";
  const general = lasting.filter((event) => jobOfEvent(event) === null && !closing(event));
  const perJob = [...new Set(jobs.values())].map((job) =>
    lasting.filter((event) => jobOfEvent(event) === job && !closing(event)),
  );
  return [...general, ...perJob.flatMap(joinLossBlocks), ...lasting.filter(closing)];
}

function biasesOf(run: Run) {
  const dropped = run.experiment.transferSet.omitClasses;
  const labels = run.testLabels;
  if (dropped.length === 0 || !labels) return [];
  const { classes } = run.experiment.student.architecture;
  return studentsOfArm(run, DISTILLED).flatMap(({ testLogits: logits, card }) => {
    if (!logits) return [];
    const study = biasThresholds({ logits, labels, classes }, dropped);
    return Object.entries(biasChoosers).map(([chosenBy, choose]) => {
      const value = choose(study);
      const { errors, errorsOnDropped } = errorsWithBias(study, value);
      return { pair: card.pair, chosenBy, value, errors, errorsOnDropped };
    });
  });
}

/** @returns the summary. Verdict and claims count only pairs whose students are finished */
export function summaryOf(order: Pick<LabOrder, "preset">, run: Run, seconds: number) {
  const networks = run.networks.map((network) => {
    const { name, role, arm, pair, seed, parameters, bytes } = network.card;
    const last = lastEvaluation(network);
    return {
      ...{ name, role, arm: arm ?? null, pair: pair ?? null, seed, parameters },
      ...(bytes === undefined ? {} : { bytes }),
      errors: last?.errors ?? null,
      total: last?.total ?? null,
      perClassErrors: last?.classErrors ?? null,
      agreement: last?.agreement ?? null,
      ...(network.finished ? {} : { finished: false, step: network.step }),
    };
  });
  const bias = biasesOf(run);
  const claims = claimVerdicts(run).map(({ claim, verdict, missing }) => ({ text: claim.text, verdict, missing }));
  return {
    preset: order.preset,
    dataset: run.experiment.data.dataset,
    ...(run.data?.unpublished ? { unpublished: run.data.unpublished } : {}),
    ...(run.experiment.data.files ? { files: run.experiment.data.files } : {}),
    backend: run.backend.name,
    device: run.backend.device,
    seed: run.experiment.seed,
    seeds: run.experiment.pairs,
    steps: { teacher: run.experiment.teacher.training.steps, student: run.experiment.student.training.steps },
    seconds: Math.round(seconds * 10) / 10,
    complete: run.status === "completed",
    networks,
    verdict: verdictOf(run),
    ...(claims.length > 0 ? { claims } : {}),
    ...(bias.length > 0 ? { bias } : {}),
  };
}

/**
 * The summary of a run, which the laboratory prints as one JSON line. Where the run was stopped or has failed, it is not
 * complete, and its networks that were not trained to their end have the step that they reached.
 */
export type LabSummary = ReturnType<typeof summaryOf>;

function printProgress(name: string, run: Run): void {
  const { step, steps, stepsPerSecond, secondsLeft } = progressOf(run);
  const left = secondsLeft === null ? "" : `, ${Math.round(secondsLeft)} s left`;
  const line = `${name}: step ${step} of ${steps}, ${stepsPerSecond.toFixed(1)} steps/s${left}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001b[K`);
  else process.stderr.write(`${line}\n`);
}

/** A run as far as it went. */
export interface LabResult {
  readonly summary: LabSummary;
  /** as JSON lines */
  readonly log: string;
  readonly run: Run;
}

/** What the experiment is estimated to take, in a line. @throws CommandError where a job does not fit into memory */
function estimateOf({ experiment, preset, workers = availableParallelism() }: LabOrder): string {
  const cost = costOfExperiment(experiment, workers);
  const tooLarge = tooLargeBecause(cost);
  if (tooLarge) throw inputError(`${preset} is too large: ${tooLarge}`);
  const minutes = (cost.seconds / 60).toPrecision(2);
  const megabytes = Math.ceil(cost.bytes / 2 ** 20);
  return `${preset}: estimated at most ${megabytes} MiB a job, and ${minutes} minutes on WASM\n`;
}

/** The part of the test images on which a teacher has to be right more often than by guessing. */
const BEYOND_GUESSING = 2;

/**
 * Evaluates a given teacher on the test images, before anything is trained, and says its errors.
 * @throws CommandError where it cannot be evaluated, or agrees with the labels hardly more often than a guess
 */
export async function checkTeacher(order: LabOrder, teacher: Uint8Array): Promise<void> {
  const { experiment } = order;
  const read = (dataset: DatasetId) => readData(order, dataset);
  const data = await drawRunData(experiment, await read(experiment.data.dataset), read).catch(throwAsInput);
  let run: Run | null = null;
  const conductor = conductRun({ ...requestOf(order, data), teacherAlone: true, resumeFrom: { teacher } }, (added) => {
    for (const event of added) run = applyEvent(run, event, "live");
  });
  const ended = onInterruption(() => conductor.stop());
  await conductor.ended;
  ended();
  const evaluated = run as Run | null;
  const last = evaluated?.networks[0] && lastEvaluation(evaluated.networks[0]);
  if (!last)
    throw new CommandError(evaluated?.failure?.detail ?? "the given teacher could not be evaluated; run it again");
  const names = experiment.teacher.given?.map(({ name, checksum }) => `${name} (${checksum})`).join(", ");
  const errors = `${last.errors} of ${last.total} test images`;
  const guessed = last.total / experiment.teacher.architecture.classes;
  if (last.total - last.errors < BEYOND_GUESSING * guessed)
    throw inputError(
      `the teacher ${names} misreads ${errors}, hardly fewer than a guess; its classes may be in another order, or its images not bright on dark with values 0 to 1`,
    );
  process.stderr.write(`teacher ${names}: misreads ${errors}; it is not trained\n`);
}

/** What all runs of an order have in common. */
function requestOf({ experiment, backend, workers, together }: LabOrder, data: JobData) {
  return {
    experiment,
    dataset: experiment.data.dataset,
    data,
    backend,
    ...(together === undefined ? {} : { together }),
    pool: nodeWorkerPool(workers),
    version: packageFile.version,
    date: new Date().toISOString().slice(0, 10),
    now: () => performance.now(),
  };
}

/**
 * Runs to the end, or until a signal stops it.
 * @throws CommandError where the run could not start
 */
export async function runLab(order: LabOrder): Promise<LabResult> {
  const { experiment, saved } = order;
  const read = (dataset: DatasetId) => readData(order, dataset);
  const estimate = estimateOf(order);
  const began = performance.now();
  const data = await drawRunData(experiment, await read(experiment.data.dataset), read).catch(throwAsInput);
  process.stderr.write(estimate);
  if (data.unpublished) {
    const { train, test } = data.unpublished;
    process.stderr.write(`Fashion-MNIST: ${train} + ${test} images, not the published files\n`);
  }
  const events: TrainingEvent[] = [];
  let run: Run | null = null;
  let lastPrinted = 0;
  const conductor = conductRun(
    {
      ...requestOf(order, data),
      resumeFrom: { ...(order.teacher ? { teacher: order.teacher } : {}), ...saved?.checkpoints },
    },
    (added) => {
      events.push(...added);
      saved?.keep(added);
      // Event by event: folding a long run anew each time took as much of a core as training did.
      for (const event of added) run = applyEvent(run, event, "live");
      if (performance.now() - lastPrinted < 2000) return;
      lastPrinted = performance.now();
      if (run) printProgress(`${order.preset}, seed ${experiment.seed}`, run);
    },
  );
  const ended = onInterruption(() => conductor.stop());
  await conductor.ended;
  ended();
  const whole = saved ? resumedLog(saved.events, events, saved.reached) : events;
  run = foldRun(whole, "live");
  const failure = events.find((event) => event.type === "failed");
  if (!run) throw new CommandError(failure?.detail ?? "the run did not start; run the same command again");
  const log = orderedLog(whole, run);
  return {
    summary: summaryOf(order, run, (performance.now() - began) / 1000),
    log: `${log.map(encodeEvent).join("\n")}\n`,
    run,
  };
}

/**
 * Runs to the end.
 * @throws CommandError with the failure's message where the run fails, and where a signal stops it
 */
export async function completeLab(order: LabOrder): Promise<LabResult> {
  const result = await runLab(order);
  const { status, failure } = result.run;
  if (status === "failed") throw new CommandError(`${order.preset}: ${failure?.detail}`);
  if (status !== "completed") throw interruptionError("stopped; the same command goes on from here");
  return result;
}
