/// <reference lib="webworker" />
/** The training worker: takes commands, loads images, conducts the run, and posts its events. The only `self` here. */

import packageFile from "../../../package.json" with { type: "json" };
import { DataError } from "../../data/dataError.ts";
import {
  builtInDigits,
  type FileReader,
  readFiles,
  readMnist,
  readMnistTest,
  siteReader,
} from "../../data/dataSources.ts";
import { readSprite } from "../../data/mnistSprite.ts";
import type { Split } from "../../domain/dataset.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import type { Command, DroppedFiles, Message } from "../../protocol/commands.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { UNACKNOWLEDGED_MESSAGES } from "../../protocol/pacing.ts";
import { imagesAt } from "../evaluation/probeImages.ts";
import { digitsOf, drawRunData } from "../job/runData.ts";
import { browserWorkerPool } from "./browserWorkerPool.ts";
import { type Conductor, conductRun } from "./conductor.ts";

type Start = Extract<Command, { type: "start" }>;

const post = (message: Message) => postMessage(message);

/** The run that goes on, with how many of its messages are still on their way. */
interface Going {
  readonly run: number;
  readonly abort: AbortController;
  conductor: Conductor | null;
  sent: number;
  acked: number;
  held: boolean;
  paused: boolean;
}
let going: Going | null = null;

function send(run: Going, events: readonly TrainingEvent[]): void {
  if (run !== going || events.length === 0) return;
  post({ type: "events", run: run.run, seq: ++run.sent, events });
  if (run.sent - run.acked > UNACKNOWLEDGED_MESSAGES && !run.held) {
    run.held = true;
    run.conductor?.pause();
  }
}

async function readSplit(start: Start, dataset: Experiment["data"]["dataset"], run: Going): Promise<Split> {
  const { signal } = run.abort;
  const onPart = (part: number) => post({ type: "loading", run: run.run, what: "data", part });
  switch (dataset) {
    case "digits":
      return digitsOf(start.experiment);
    case "mnist": {
      const site: FileReader = siteReader(start.base, signal, onPart);
      if (start.mnist === "public") return readSprite(signal, onPart);
      return readMnist(site);
    }
    case "files": {
      const { files } = start;
      if (!files) throw new DataError("no-pair", "no files have been chosen yet; drop MNIST's files on the page first");
      return splitOfFiles(files);
    }
  }
}

function splitOfFiles(files: DroppedFiles): Promise<Split> {
  const { trainImages, trainLabels, testImages, testLabels } = files;
  const test = testImages && testLabels ? { images: testImages, labels: testLabels } : null;
  return readFiles({ images: trainImages, labels: trainLabels }, test);
}

async function begin(start: Start, run: Going): Promise<void> {
  const experiment = checkExperiment(start.experiment);
  post({ type: "loading", run: run.run, what: "data", part: null });
  const split = await readSplit(start, experiment.data.dataset, run);
  const other = async (dataset: "digits" | "mnist") =>
    dataset === "digits" ? builtInDigits(experiment.seed, "all") : readSplit(start, "mnist", run);
  const data = await drawRunData(experiment, split, other);
  if (run !== going) return;
  post({ type: "loading", run: run.run, what: "backend", part: null });
  const request = {
    experiment,
    dataset: experiment.data.dataset,
    data,
    backend: start.backend,
    ...(start.remembered ? { rememberedBackend: start.remembered } : {}),
    pool: browserWorkerPool(),
    resumeFrom: start.resumeFrom ?? {},
    version: packageFile.version,
    date: new Date().toISOString().slice(0, 10),
    now: () => performance.now(),
  };
  run.conductor = conductRun(request, (events) => send(run, events));
  if (run.paused) run.conductor.pause();
}

/** Some test images; those of dropped files where there are any, else of the files beside the page. */
async function tellImages({ places, base, files }: Extract<Command, { type: "images" }>): Promise<void> {
  const test = files
    ? (await splitOfFiles(files)).test
    : await readMnistTest(siteReader(base, new AbortController().signal, () => {}));
  const most = Math.max(...places);
  if (most >= test.count)
    throw new RangeError(`the test set has ${test.count} images, but number ${most} was asked for; use MNIST's own`);
  post({ type: "images", ...imagesAt(test, places) });
}

function failureOf(error: unknown): TrainingEvent {
  if (error instanceof DataError)
    return { type: "failed", code: "bad-data", detail: error.message, fault: error.fault };
  const detail = error instanceof Error ? error.message : String(error);
  return { type: "failed", code: error instanceof RangeError ? "bad-experiment" : "internal", detail };
}

function start(command: Start): void {
  going?.abort.abort();
  going?.conductor?.stop();
  const abort = new AbortController();
  const run: Going = { run: command.run, abort, conductor: null, sent: 0, acked: 0, held: false, paused: false };
  going = run;
  begin(command, run).catch((error: unknown) => {
    // What the visitor cut off has been told as stopped; it is no failure.
    if (!abort.signal.aborted) send(run, [failureOf(error)]);
  });
}

function stop(run: Going): void {
  run.abort.abort();
  if (run.conductor) run.conductor.stop();
  else send(run, [{ type: "finished", reason: "stopped" }]);
}

function acknowledge(run: Going, seq: number): void {
  run.acked = Math.max(run.acked, seq);
  if (!run.held || run.sent - run.acked > UNACKNOWLEDGED_MESSAGES / 2) return;
  run.held = false;
  if (!run.paused) run.conductor?.resume();
}

addEventListener("message", ({ data: command }: MessageEvent<Command>) => {
  if (command.type === "ping") return post({ type: "pong", nonce: command.nonce });
  if (command.type === "start") return start(command);
  if (command.type === "images") {
    tellImages(command).catch((error: unknown) =>
      post({ type: "no-images", detail: error instanceof Error ? error.message : String(error) }),
    );
    return;
  }
  const run = going;
  if (!run || run.run !== command.run) return;
  switch (command.type) {
    case "set":
      return run.conductor?.set(command.param, command.value);
    case "pause":
      run.paused = true;
      return run.conductor?.pause();
    case "resume":
      run.paused = false;
      return run.conductor?.resume();
    case "step":
      return run.conductor?.step();
    case "stop":
      return stop(run);
    case "ack":
      return acknowledge(run, command.seq);
    case "draw":
      return run.conductor?.draw(command.image);
  }
});
