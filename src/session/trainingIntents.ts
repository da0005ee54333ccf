/** The part of the page's state that trains: it starts runs, takes in their events, and goes on with those that were cut off. */

import { errorText } from "../domain/errorText.ts";
import { armsOf, type DatasetId, DISTILLED, type Experiment, type GivenNetwork } from "../domain/experiment.ts";
import { areFilesOf, areImagesLike } from "../domain/namedDatasets.ts";
import { needsTeacher } from "../methods/registry/arms.ts";
import { costOfExperiment, LONG_RUN_SECONDS, tooLargeBecause } from "../methods/registry/experimentCost.ts";
import { workersFor } from "../protocol/backends.ts";
import type { GivenWeights } from "../protocol/commands.ts";
import { decodeLog } from "../protocol/eventLog.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import type { FailureCode } from "../protocol/failures.ts";
import { openLiveRun, type StartPoint } from "./liveRun.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { Playground, StoreAccess } from "./playgroundState.ts";
import type { Recordings } from "./recordingIntents.ts";
import { withLiveSetting } from "./run/liveSettings.ts";
import { applyEvent, foldRun, type Run } from "./run/runFromEvents.ts";
import { progressOf } from "./run/runSelectors.ts";
import { experimentShape, type MeasuredBackends, rememberBackend } from "./storage/measuredBackends.ts";
import type { CutOffRun, RunWriter } from "./storage/storedRuns.ts";
import { openWorkerClient, type WorkerClient } from "./workerClient.ts";

/** Failures after which a run cannot go on from its checkpoints. */
const ENDED_FOR_GOOD: ReadonlySet<FailureCode> = new Set(["non-finite-loss", "bad-experiment", "bad-checkpoint"]);

/** A run of at least so many seconds is worth asking the browser to keep what is stored. */
const LONG_RUN = 60;

/** The id of a run that was opened from a file, among those that were cut off. */
const FROM_FILE = "file";

type Intents =
  | ("train" | "confirmLongRun" | "dismissLongRun" | "goOn" | "discardCutOff" | "runFile" | "openRunFile")
  | ("evaluateTeacher" | "keptTeachers")
  | ("pause" | "resume" | "step" | "stop" | "draw");

/** Intents of the page about training, and what other parts of its state need of them. */
export interface Training extends Pick<Playground, Intents> {
  /** a live setting was changed while a run goes on */
  setLive(param: string, value: number): void;
  setMeasured(backends: MeasuredBackends): void;
  requestImages(dataset: DatasetId, places: readonly number[]): void;
  /** reads what the browser has stored about runs */
  load(): Promise<void>;
  /** ends the run and its worker */
  abandon(): void;
}

/** @param recordings receive news of data sets and the test images that the worker sends */
export function openTraining(
  { get, set, notify, setExperiment }: StoreAccess,
  page: PageEnvironment,
  recordings: () => Recordings,
): Training {
  const liveRun = openLiveRun(page.storage.runs);
  let client: WorkerClient | null = null;
  let measured: MeasuredBackends = {};
  let asksToPersist = true;
  let fromFile: CutOffRun | null = null;
  /** runs that were started, and whether the last one waits for its given teachers */
  let [started, isReadingTeachers] = [0, false];

  const setMeasured = (backends: MeasuredBackends) => {
    measured = backends;
    page.storage.saveMeasuredBackends(backends);
  };
  const refreshCutOff = async () => {
    const { runs, damaged } = await page.storage.runs.list();
    for (const detail of damaged) notify("error", "run-damaged", detail);
    set({ cutOff: fromFile ? [fromFile, ...runs] : runs });
  };
  /** The run has ended: it is deleted, or kept where it may go on later. */
  const endLiveRun = (failure?: FailureCode) => {
    const mayGoOn = failure !== undefined && !ENDED_FOR_GOOD.has(failure);
    liveRun.end(mayGoOn).then(mayGoOn ? refreshCutOff : undefined);
  };

  const takeEvents = (events: readonly TrainingEvent[]) => {
    let { run, phase } = get();
    for (const event of events) {
      // The answers to what is drawn are those of the newest run, which need not be the shown one.
      if ((event.type === "probes" || event.type === "probed") && event.kind === "drawn" && run && !liveRun.isOf(run))
        continue;
      run = applyEvent(run, event, "live");
      if (event.type === "started" && event.backend.measured)
        setMeasured(rememberBackend(measured, event.experiment, event.backend.name));
      if (event.type === "data" && run) recordings().isAvailable(run.experiment.data.dataset);
      if (event.type === "started") phase = phase === "paused" ? phase : "training";
      if (event.type === "finished" || event.type === "failed") phase = "idle";
      if (event.type === "failed") notify("error", event.fault ?? event.code, event.detail);
      if (event.type === "recovered") notify("info", "recovered", event.detail);
      // A GPU that was given up in a run is not taken again as the faster one.
      if (event.type === "recovered" && run && event.backend.name === "wasm" && get().backendChoice === "auto")
        setMeasured(rememberBackend(measured, run.experiment, "wasm"));
      if (asksToPersist && event.type === "pace" && (event.secondsLeft ?? 0) > LONG_RUN) {
        asksToPersist = false;
        page.storage.persist();
      }
    }
    liveRun.add(events, run);
    const failed = events.find((event) => event.type === "failed");
    if (failed || events.some((event) => event.type === "finished")) endLiveRun(failed?.code);
    set({ run, phase, ...(phase === "loading" ? {} : { loading: null }) });
  };

  const openedClient = (): WorkerClient => {
    client ??= openWorkerClient(page.spawn, {
      events: takeEvents,
      loading: (what, part) => set({ loading: { what, part } }),
      images: (reply) => recordings().takeImages(reply),
      lost(code, detail) {
        notify("error", code, detail);
        set({ phase: "idle", loading: null });
        endLiveRun(code);
      },
      restarted: (detail) => notify("info", "restarted", detail),
      restartPoint: () => liveRun.restartPoint(get().run),
    });
    return client;
  };

  /** Starts a run in the conducting worker. */
  const startRun = (experiment: Experiment, point: StartPoint) => {
    const { backendChoice, files, publicCopies } = get();
    set({ phase: "loading", loading: { what: "data", part: null }, longRun: null });
    const remembered = backendChoice === "auto" ? measured[experimentShape(experiment)] : undefined;
    const order = {
      ...{ experiment, backend: backendChoice, base: page.base, publicCopies },
      ...(remembered ? { remembered } : {}),
    };
    const begin = (teachers: readonly GivenWeights[]) =>
      openedClient().start(
        { ...order, ...(files ? { files } : {}), ...(teachers.length > 0 ? { teachers } : {}) },
        point,
      );
    const own = ++started;
    if (!experiment.teacher.given || !needsTeacher(experiment, armsOf(experiment))) return begin([]);
    isReadingTeachers = true;
    readTeachers(experiment.teacher.given).then(({ teachers, missing }) => {
      if (own !== started) return;
      isReadingTeachers = false;
      if (missing === "" || point.resumeFrom.teacher) return begin(teachers);
      notify("error", "no-teacher", missing);
      set({ phase: "idle", loading: null });
      endLiveRun("no-teacher");
    });
  };

  /** The files of given teachers that the browser keeps, and what is missing of them. */
  const readTeachers = (given: readonly GivenNetwork[]) =>
    import("./givenTeachers.ts")
      .then(({ weightsOfTeachers }) => weightsOfTeachers(page.storage, given))
      .catch((error: unknown) => ({ teachers: [], missing: errorText(error) }));

  /** Takes a run that was cut off. @returns null where it cannot be had, which has then been said */
  const take = async (id: string): Promise<{ readonly run: CutOffRun; readonly writer: RunWriter } | null> => {
    if (id === FROM_FILE && fromFile) {
      const run = fromFile;
      fromFile = null;
      const writer = page.storage.runs.open(run.experiment);
      const checkpoints = Object.entries(run.checkpoints).map(
        ([job, saved]): TrainingEvent => ({ type: "checkpoint", job, ...saved }),
      );
      writer.add([...run.events, ...checkpoints], run);
      return { run, writer };
    }
    const taken = await page.storage.runs.take(id);
    if (taken && !("damaged" in taken)) return taken;
    notify("error", taken ? "run-damaged" : "run-elsewhere", taken?.damaged ?? "");
    return null;
  };

  return {
    setMeasured,
    setLive(param, value) {
      liveRun.setLive(param, value);
      client?.send("set", param, value);
    },
    keptTeachers: () => page.storage.teachers(),
    async evaluateTeacher(experiment, teachers) {
      const { evaluateGivenTeacher } = await import("./givenTeachers.ts");
      return evaluateGivenTeacher(page, experiment, teachers, get());
    },
    requestImages(dataset, places) {
      const { files, run } = get();
      const own = files && run && areImagesLike(get().filesAre, run.experiment) ? { files } : {};
      openedClient().requestImages({ dataset, places, base: page.base, ...own });
    },
    async load() {
      page.storage.onProblem(({ code, detail }) => notify("info", code, detail));
      page.storage.runs.onFreed(refreshCutOff);
      measured = await page.storage.loadMeasuredBackends();
      await refreshCutOff();
    },
    abandon() {
      [started, isReadingTeachers] = [started + 1, false];
      client?.close();
      client = null;
      endLiveRun();
    },
    train(teacher) {
      const { experiment } = get();
      // Images that are not those of the experiment are never taken in their place.
      if (!areFilesOf(get().filesAre, experiment)) return notify("error", "missing", "");
      const cost = costOfExperiment(experiment, workersFor(globalThis.navigator?.hardwareConcurrency));
      const tooLarge = tooLargeBecause(cost);
      if (tooLarge) return notify("error", "too-large", tooLarge);
      if (cost.seconds > LONG_RUN_SECONDS) return set({ longRun: { ...cost, experiment, teacher } });
      startRun(experiment, liveRun.begin(experiment, teacher));
    },
    confirmLongRun() {
      const { longRun } = get();
      if (longRun) startRun(longRun.experiment, liveRun.begin(longRun.experiment, longRun.teacher));
    },
    dismissLongRun: () => set({ longRun: null }),
    async goOn(id) {
      const stored = get().cutOff.find((run) => run.id === id);
      if (!stored || get().phase !== "idle") return;
      if (!areFilesOf(get().filesAre, stored.experiment)) return set({ awaitsFiles: stored });
      set({ phase: "loading", loading: { what: "data", part: null } });
      const taken = await take(id);
      await refreshCutOff();
      if (!taken) return set({ phase: "idle", loading: null });
      const { run, writer } = taken;
      let shown: Run | null = null;
      try {
        const folded = foldRun(run.events, "live");
        shown = folded && { ...folded, checkpoints: run.checkpoints };
      } catch (error) {
        writer.close();
        set({ phase: "idle", loading: null });
        return notify("error", "run-damaged", errorText(error));
      }
      const settings = Object.entries(run.live);
      setExperiment(settings.reduce((one, [param, value]) => withLiveSetting(one, param, value), run.experiment));
      recordings().forgetRequested();
      set({ shownArm: DISTILLED, run: shown });
      startRun(run.experiment, liveRun.goOn(run, writer, shown));
    },
    async discardCutOff(id) {
      if (id === FROM_FILE) fromFile = null;
      else await page.storage.runs.discard(id);
      set({ cutOff: get().cutOff.filter((run) => run.id !== id), awaitsFiles: null });
    },
    runFile() {
      const { run } = get();
      if (!run || !liveRun.isOf(run)) return null;
      return { name: `${run.experiment.method.id}-seed-${run.experiment.seed}.jsonl`, text: liveRun.log(run) };
    },
    openRunFile(name, text) {
      if (get().phase !== "idle") return notify("error", "run-goes-on", name);
      try {
        const events = decodeLog(text);
        const run = foldRun(events, "live");
        if (!run) throw new RangeError("it does not begin with a run; choose a file that was saved by this page");
        const { experiment, checkpoints } = run;
        const live = Object.fromEntries(run.marks.map(({ param, value }) => [param, value]));
        const withoutCheckpoints = events.filter(({ type }) => type !== "checkpoint");
        const known = { id: FROM_FILE, experiment, began: 0, ...progressOf(run) };
        fromFile = run.status === "training" ? { ...known, events: withoutCheckpoints, checkpoints, live } : null;
        setExperiment(experiment);
        recordings().forgetRequested();
        set({ run: { ...run, status: run.status === "training" ? "stopped" : run.status }, shownArm: DISTILLED });
        refreshCutOff();
      } catch (error) {
        notify("error", "bad-run-file", `${name}: ${errorText(error)}`);
      }
    },
    pause() {
      set({ phase: "paused" });
      client?.send("pause");
    },
    resume() {
      set({ phase: "training" });
      client?.send("resume");
    },
    step: () => client?.send("step"),
    stop() {
      if (isReadingTeachers) {
        [started, isReadingTeachers] = [started + 1, false];
        endLiveRun();
        return set({ phase: "idle", loading: null });
      }
      set({ phase: "stopping" });
      client?.send("stop");
    },
    draw: (image) => client?.draw(image),
  };
}
