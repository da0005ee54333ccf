/// <reference lib="webworker" />
/**
 * The program of the page's worker: receives the page's commands, loads the images, conducts the run over training
 * workers, and sends the run's events to the page.
 */

import packageFile from "../../../package.json" with { type: "json" };
import { DataError } from "../../data/dataError.ts";
import { builtInDigits, readFiles, readIdxDataset, readIdxTest } from "../../data/dataSources.ts";
import { readSprite } from "../../data/mnistSprite.ts";
import { publicFashionReader } from "../../data/publicCopies.ts";
import { siteReader } from "../../data/siteFiles.ts";
import type { Split } from "../../domain/dataset.ts";
import { errorText } from "../../domain/errorText.ts";
import type { DatasetId, Experiment } from "../../domain/experiment.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import type { Command, DroppedFiles, Message } from "../../protocol/commands.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import { allowOwnScripts } from "../../protocol/ownScripts.ts";
import { UNACKNOWLEDGED_MESSAGES } from "../../protocol/pacing.ts";
import { imagesAt } from "../evaluation/probeImages.ts";
import { givenTeacherCheckpoint } from "../job/givenTeacher.ts";
import { digitsOf, drawRunData } from "../job/runData.ts";
import { type AcknowledgementWindow, openAcknowledgementWindow } from "./acknowledgementWindow.ts";
import { browserWorkerPool } from "./browserWorkerPool.ts";
import { type Conductor, conductRun } from "./conductor.ts";

allowOwnScripts();

type Start = Extract<Command, { type: "start" }>;

const post = (message: Message) => postMessage(message);

/** A run from its start command on; a later start command replaces it. */
interface CurrentRun {
  readonly run: number;
  /** aborts the loading of images */
  readonly abort: AbortController;
  readonly window: AcknowledgementWindow;
  /** live settings that were changed since the run's beginning, with which a conductor is opened */
  readonly live: Record<string, number>;
  /** null while images are loaded */
  conductor: Conductor | null;
}
let current: CurrentRun | null = null;

function openRun({ run, goesOn }: Start): CurrentRun {
  const opened: CurrentRun = {
    run,
    live: { ...goesOn?.live },
    abort: new AbortController(),
    window: openAcknowledgementWindow(UNACKNOWLEDGED_MESSAGES, {
      pause: () => opened.conductor?.pause(),
      resume: () => opened.conductor?.resume(),
    }),
    conductor: null,
  };
  return opened;
}

function send(run: CurrentRun, events: readonly TrainingEvent[]): void {
  if (run !== current || events.length === 0) return;
  post({ type: "events", run: run.run, seq: run.window.nextNumber(), events });
}

async function readSplit(start: Start, dataset: DatasetId, run: CurrentRun): Promise<Split> {
  const { signal } = run.abort;
  const onPart = (part: number) => post({ type: "loading", run: run.run, what: "data", part });
  const isPublic = start.publicCopies.includes(dataset);
  switch (dataset) {
    case "digits":
      return digitsOf(start.experiment);
    case "mnist":
      if (isPublic) return readSprite(signal, onPart);
      return readIdxDataset(dataset, siteReader(dataset, start.base, signal, onPart));
    case "fashion":
      if (isPublic) return readIdxDataset(dataset, publicFashionReader(signal, onPart));
      return readIdxDataset(dataset, siteReader(dataset, start.base, signal, onPart));
    case "files": {
      const { files } = start;
      if (!files) throw new DataError("no-pair", "no files have been chosen yet; drop MNIST's files on the page first");
      return splitOfFiles(files, start.experiment.data.files?.classNames);
    }
  }
}

function splitOfFiles(files: DroppedFiles, names?: readonly string[]): Promise<Split> {
  const { trainImages, trainLabels, testImages, testLabels } = files;
  const test = { images: testImages, labels: testLabels };
  return readFiles({ images: trainImages, labels: trainLabels }, test, names);
}

/** The checkpoint of a given teacher, by its job; none where the run trains its teacher, or has the checkpoint already. */
async function givenTeacherOf({ teachers = [], resumeFrom }: Start, experiment: Experiment) {
  if (!experiment.teacher.given || resumeFrom?.teacher) return {};
  return { teacher: await givenTeacherCheckpoint(experiment, teachers) };
}

async function loadAndConduct(start: Start, run: CurrentRun): Promise<void> {
  const experiment = checkExperiment(start.experiment);
  post({ type: "loading", run: run.run, what: "data", part: null });
  const split = await readSplit(start, experiment.data.dataset, run);
  const readOther = async (dataset: DatasetId) =>
    dataset === "digits" ? builtInDigits(experiment.seed, "all") : readSplit(start, dataset, run);
  const data = await drawRunData(experiment, split, readOther);
  if (run !== current) return;
  post({ type: "loading", run: run.run, what: "backend", part: null });
  const request = {
    experiment,
    dataset: experiment.data.dataset,
    data,
    backend: start.backend,
    ...(start.remembered ? { rememberedBackend: start.remembered } : {}),
    pool: browserWorkerPool(),
    resumeFrom: { ...(await givenTeacherOf(start, experiment)), ...start.resumeFrom },
    ...(start.teacherAlone ? { teacherAlone: start.teacherAlone } : {}),
    live: run.live,
    ...(start.goesOn ? { earlierChanges: start.goesOn.changes } : {}),
    version: packageFile.version,
    date: new Date().toISOString().slice(0, 10),
    now: () => performance.now(),
  };
  run.conductor = conductRun(request, (events) => send(run, events));
  if (run.window.isPausedByVisitor()) run.conductor.pause();
}

/** Sends some test images: of the dropped files where there are any, otherwise of the files beside the page. */
async function sendImages({ dataset, places, base, files }: Extract<Command, { type: "images" }>): Promise<void> {
  const id = dataset === "fashion" ? dataset : "mnist";
  const test = files
    ? (await splitOfFiles(files)).test
    : await readIdxTest(
        id,
        siteReader(id, base, new AbortController().signal, () => {}),
      );
  const last = Math.max(...places);
  if (last >= test.count)
    throw new RangeError(
      `the test set has ${test.count} images, but number ${last} was asked for; use the files of the recording`,
    );
  post({ type: "images", places, ...imagesAt(test, places) });
}

function wordsOf(error: unknown): string {
  return errorText(error);
}

function failureOf(error: unknown): TrainingEvent {
  if (error instanceof DataError)
    return { type: "failed", code: "bad-data", detail: error.message, fault: error.fault };
  if (error instanceof EngineError) return { type: "failed", code: error.code, detail: error.message };
  return { type: "failed", code: error instanceof RangeError ? "bad-experiment" : "internal", detail: wordsOf(error) };
}

function start(command: Start): void {
  current?.abort.abort();
  current?.conductor?.stop();
  const run = openRun(command);
  current = run;
  loadAndConduct(command, run).catch((error: unknown) => {
    // Loading that was aborted has been reported as stopped: it is no failure.
    if (!run.abort.signal.aborted) send(run, [failureOf(error)]);
  });
}

function stop(run: CurrentRun): void {
  run.abort.abort();
  if (run.conductor) run.conductor.stop();
  else send(run, [{ type: "finished", reason: "stopped" }]);
}

post({ type: "ready" });
addEventListener("message", ({ data: command }: MessageEvent<Command>) => {
  if (command.type === "ping") return post({ type: "pong", nonce: command.nonce });
  if (command.type === "start") return start(command);
  if (command.type === "images") {
    sendImages(command).catch((error: unknown) => post({ type: "no-images", detail: wordsOf(error) }));
    return;
  }
  const run = current;
  if (!run || run.run !== command.run) return;
  switch (command.type) {
    case "set":
      run.live[command.param] = command.value;
      return run.conductor?.set(command.param, command.value);
    case "pause":
      return run.window.pause();
    case "resume":
      return run.window.resume();
    case "step":
      return run.conductor?.step();
    case "stop":
      return stop(run);
    case "ack":
      return run.window.acknowledge(command.seq);
    case "draw":
      return run.conductor?.draw(command.image);
  }
});
