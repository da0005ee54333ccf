/** The page's state: the experiment that controls edit, the shown run, and the actions on both. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { errorText } from "../domain/errorText.ts";
import { type Arm, DISTILLED, type Experiment, sameExperiment } from "../domain/experiment.ts";
import { presetById, presets } from "../methods/experiments/presets.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import type { FailureCode } from "../protocol/failures.ts";
import type { BrowserStorage } from "./browserStorage.ts";
import { hashOf, LinkError, readHash } from "./experimentLink.ts";
import { openLiveRun, type StartPoint } from "./liveRun.ts";
import { experimentShape, type MeasuredBackends, rememberBackend } from "./measuredBackends.ts";
import type { Notice, Playground } from "./playgroundState.ts";
import { sameButLiveSettings, withLiveSetting } from "./run/liveSettings.ts";
import { fetchRecording, recordingOf } from "./run/recordedRuns.ts";
import { applyEvent, foldRun, lacksImages, withImages } from "./run/runFromEvents.ts";
import { type ConductingWorker, openWorkerClient, type WorkerClient } from "./workerClient.ts";

/** What the store needs of the page; tests pass their own. */
export interface PageEnvironment {
  readonly spawn: () => ConductingWorker;
  readonly storage: BrowserStorage;
  /** address of the page without its hash */
  readonly base: string;
  readonly hash: string;
  readonly fetch: typeof fetch;
}

/** Failures after which a run cannot go on from its checkpoints. */
const ENDED_FOR_GOOD: ReadonlySet<FailureCode> = new Set(["non-finite-loss", "bad-experiment", "bad-checkpoint"]);

/** A run of at least so many seconds is worth asking the browser to keep what is stored. */
const LONG_RUN = 60;

/** Whether the experiment differs from that of the shown run in anything but live settings. */
export function isOutdated({ run, experiment, phase }: Pick<Playground, "run" | "experiment" | "phase">): boolean {
  // While a new run is loading, the previous one is still shown.
  return phase !== "loading" && run !== null && !sameButLiveSettings(run.experiment, experiment);
}

/** Opens the page's state: with the experiment of the link, else the stored one, else the default one. */
export function createPlaygroundStore(page: PageEnvironment): StoreApi<Playground> {
  let client: WorkerClient | null = null;
  const liveRun = openLiveRun(page.storage.runs);
  let nextNotice = 1;
  let asksToPersist = true;
  /** whether a live run has read MNIST; a recording's images are then loaded without a click */
  let mnistIsAvailable = false;
  /** path of the recorded run that was requested last; null where the experiment has none */
  let requestedPath: string | null = null;
  let measured: MeasuredBackends = {};
  const setMeasured = (backends: MeasuredBackends) => {
    measured = backends;
    page.storage.saveMeasuredBackends(backends);
  };

  return createStore<Playground>((set, get) => {
    const notify = (tone: Notice["tone"], code: string, detail: string) =>
      set(({ notices }) => ({ notices: [...notices.slice(-4), { id: nextNotice++, tone, code, detail }] }));

    const refreshCutOff = async () => {
      const { runs, damaged } = await page.storage.runs.list();
      for (const detail of damaged) notify("error", "run-damaged", detail);
      set({ cutOff: runs });
    };
    /** The run has ended: it is deleted, or kept where it may go on later. */
    const endLiveRun = (failure?: FailureCode) => {
      const mayGoOn = failure !== undefined && !ENDED_FOR_GOOD.has(failure);
      liveRun.end(mayGoOn).then(mayGoOn ? refreshCutOff : undefined);
    };

    const openedClient = (): WorkerClient => {
      client ??= openWorkerClient(page.spawn, {
        events(events) {
          let { run, phase } = get();
          for (const event of events) {
            run = applyEvent(run, event, "live");
            if (event.type === "started" && event.backend.measured)
              setMeasured(rememberBackend(measured, event.experiment, event.backend.name));
            if (event.type === "data" && run?.experiment.data.dataset === "mnist") mnistIsAvailable = true;
            if (event.type === "started") phase = phase === "paused" ? phase : "training";
            if (event.type === "finished" || event.type === "failed") phase = "idle";
            if (event.type === "failed") notify("error", event.fault ?? event.code, event.detail);
            if (event.type === "recovered") notify("info", "recovered", event.detail);
            if (asksToPersist && event.type === "pace" && (event.secondsLeft ?? 0) > LONG_RUN) {
              asksToPersist = false;
              page.storage.persist();
            }
          }
          liveRun.add(events, run);
          const failed = events.find((event) => event.type === "failed");
          if (failed || events.some((event) => event.type === "finished")) endLiveRun(failed?.code);
          set({ run, phase, ...(phase === "loading" ? {} : { loading: null }) });
        },
        loading: (what, part) => set({ loading: { what, part } }),
        images(reply) {
          const { run } = get();
          if (reply.type === "no-images") return notify("info", "no-images", reply.detail);
          const filled = run && withImages(run, reply.images, reply.labels);
          if (filled) set({ run: filled });
          else notify("error", "other-images", "");
        },
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

    /** Sets an experiment and stores it in the browser. @param presetId the preset whose experiment it is, or null */
    const setExperiment = (experiment: Experiment, presetId: string | null) => {
      set({ experiment, presetId });
      page.storage.saveExperiment(experiment);
    };
    /** Keeps the visitor's own experiment while that of a link is shown, unless it is one that a preset has anyway. */
    const keepOwn = (own: Experiment, linked: Experiment) => {
      if (sameExperiment(own, linked) || presets.some(({ experiment }) => sameExperiment(experiment, own))) return;
      set({ ownExperiment: own });
      page.storage.saveOwnExperiment(own);
    };

    /** Fetches a recorded run and shows it if `mayShow` holds and no other recording was requested in the meantime. */
    const fetchAndShow = (path: string, mayShow: () => boolean, arm: Arm = DISTILLED) => {
      requestedPath = path;
      fetchRecording(page.fetch, new URL(path, page.base))
        .then((run) => {
          if (requestedPath !== path || get().phase !== "idle" || !mayShow()) return;
          set({ run, shownArm: arm });
          if (lacksImages(run) && (mnistIsAvailable || get().files)) get().requestImages();
        })
        .catch((error: unknown) => notify("info", "recording-missing", error instanceof Error ? error.message : ""));
    };
    /** Shows an experiment's recorded run unless a live one is shown. */
    const showRecording = (experiment: Experiment) => {
      const path = recordingOf(experiment);
      requestedPath = path;
      if (path) fetchAndShow(path, () => get().run?.origin !== "live");
    };

    const presetOf = (experiment: Experiment) =>
      presets.find((one) => sameExperiment(one.experiment, experiment))?.id ?? null;

    /** Sets an experiment with its preset, and shows its recorded run, or that of the default experiment. */
    const setWithRecording = (experiment: Experiment) => {
      set({ experiment, presetId: presetOf(experiment) });
      showRecording(recordingOf(experiment) ? experiment : defaultExperiment);
    };

    /**
     * Sets the experiment of a link, with its recorded run. It is not stored before it is edited, so that the visitor's
     * own stays.
     * @returns the experiment; null where the hash has none that can be used
     */
    const applyLink = async (hash: string): Promise<Experiment | null> => {
      try {
        const linked = await readHash(hash, defaultExperiment);
        if (linked) setWithRecording(linked);
        return linked;
      } catch (error) {
        const code = error instanceof LinkError ? error.code : "link-damaged";
        notify("error", code, errorText(error));
        return null;
      }
    };

    /** Starts a run in the conducting worker. */
    const startRun = (experiment: Experiment, point: StartPoint) => {
      const { backendChoice, files, mnist } = get();
      set({ phase: "loading", loading: { what: "data", part: null } });
      const remembered = backendChoice === "auto" ? measured[experimentShape(experiment)] : undefined;
      const order = {
        ...{ experiment, backend: backendChoice, base: page.base, mnist },
        ...(remembered ? { remembered } : {}),
      };
      openedClient().start(files ? { ...order, files } : order, point);
    };

    /** Loads what the browser has stored, and sets the link's experiment, or the stored one, or the default one. */
    const loadPage = async () => {
      const linked = await applyLink(page.hash);
      page.storage.onProblem(({ code, detail }) => notify("info", code, detail));
      page.storage.runs.onFreed(refreshCutOff);
      measured = await page.storage.loadMeasuredBackends();
      await refreshCutOff();
      const saved = await page.storage.loadExperiment();
      if (saved.damaged) notify("info", "saved-damaged", saved.damaged);
      if (linked && saved.experiment) keepOwn(saved.experiment, linked);
      else set({ ownExperiment: (await page.storage.loadOwnExperiment()).experiment });
      // What the visitor has chosen while this was loaded stays.
      if (linked || get().experiment !== defaultExperiment || requestedPath !== null) return;
      setWithRecording(saved.experiment ?? defaultExperiment);
    };
    // A microtask, because the state exists only once this function has returned it.
    queueMicrotask(() => {
      loadPage().catch((error: unknown) => notify("error", "internal", String(error)));
    });

    return {
      experiment: defaultExperiment,
      presetId: presets[0]!.id,
      run: null,
      shownArm: DISTILLED,
      phase: "idle",
      loading: null,
      backendChoice: "auto",
      mnist: "site",
      files: null,
      notices: [],
      cutOff: [],
      awaitsFiles: null,
      ownExperiment: null,
      notify,
      edit(edited) {
        try {
          setExperiment(checkExperiment(edited(get().experiment)), null);
        } catch (error) {
          notify("error", "bad-experiment", errorText(error));
        }
      },
      setLive(param, value) {
        const { experiment, presetId, phase } = get();
        try {
          setExperiment(checkExperiment(withLiveSetting(experiment, param, value)), presetId);
        } catch (error) {
          return notify("error", "bad-experiment", errorText(error));
        }
        if (phase === "idle") return;
        liveRun.setLive(param, value);
        client?.send("set", param, value);
      },
      choosePreset(id) {
        const { experiment } = presetById(id);
        setExperiment(experiment, id);
        showRecording(experiment);
      },
      showArm: (shownArm) => set({ shownArm }),
      openRecording(experiment, arm) {
        const path = recordingOf(experiment);
        if (!path || get().phase !== "idle") return;
        setExperiment(experiment, presetOf(experiment));
        fetchAndShow(path, () => true, arm);
      },
      requestImages() {
        const { run, files } = get();
        const places = run ? Object.values(run.probes).flatMap((set) => set.places ?? []) : [];
        if (places.length > 0) openedClient().requestImages({ places, base: page.base, ...(files ? { files } : {}) });
      },
      chooseMethod(id) {
        const { seed, data } = get().experiment;
        const own = presetById(id).experiment;
        const experiment = { ...own, seed, data: { ...own.data, dataset: data.dataset } };
        const isPreset = sameExperiment(experiment, own);
        setExperiment(experiment, isPreset ? id : null);
        if (isPreset) showRecording(experiment);
      },
      chooseBackend(backendChoice) {
        setMeasured({});
        set({ backendChoice });
      },
      forgetMeasuredBackends: () => setMeasured({}),
      usePublicMnist: () => set({ mnist: "public" }),
      chooseFiles: (files) => {
        const { awaitsFiles, goOn } = get();
        set({ files, awaitsFiles: null });
        if (awaitsFiles) return goOn(awaitsFiles.id);
        setExperiment({ ...get().experiment, data: { ...get().experiment.data, dataset: "files" } }, null);
        const { run, requestImages } = get();
        if (run && lacksImages(run)) requestImages();
      },
      train(teacher) {
        const { experiment } = get();
        startRun(experiment, liveRun.begin(experiment, teacher));
      },
      async goOn(id) {
        const stored = get().cutOff.find((run) => run.id === id);
        if (!stored || get().phase !== "idle") return;
        if (stored.experiment.data.dataset === "files" && !get().files) return set({ awaitsFiles: stored });
        set({ phase: "loading", loading: { what: "data", part: null } });
        const taken = await page.storage.runs.take(id);
        await refreshCutOff();
        if (!taken || "damaged" in taken) {
          set({ phase: "idle", loading: null });
          return notify("error", taken ? "run-damaged" : "run-elsewhere", taken?.damaged ?? "");
        }
        const { run, writer } = taken;
        const folded = foldRun(run.events, "live");
        const shown = folded && { ...folded, checkpoints: run.checkpoints };
        const settings = Object.entries(run.live);
        const edited = settings.reduce((one, [param, value]) => withLiveSetting(one, param, value), run.experiment);
        setExperiment(edited, presetOf(edited));
        requestedPath = null;
        set({ shownArm: DISTILLED, ...(shown ? { run: shown } : {}) });
        startRun(run.experiment, liveRun.goOn(run, writer, shown));
      },
      discardCutOff(id) {
        set({ cutOff: get().cutOff.filter((run) => run.id !== id), awaitsFiles: null });
        page.storage.runs.discard(id);
      },
      restoreOwnExperiment(keep) {
        const { ownExperiment } = get();
        set({ ownExperiment: null });
        page.storage.saveOwnExperiment(null);
        if (!keep || !ownExperiment) return;
        setExperiment(ownExperiment, presetOf(ownExperiment));
        showRecording(ownExperiment);
      },
      runFile() {
        const { run } = get();
        if (run?.origin !== "live") return null;
        return { name: `${run.experiment.method.id}-seed-${run.experiment.seed}.jsonl`, text: liveRun.log(run) };
      },
      async openLink(hash) {
        const own = get().experiment;
        const linked = await applyLink(hash);
        if (linked) keepOwn(own, linked);
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
        set({ phase: "stopping" });
        client?.send("stop");
      },
      reset() {
        client?.close();
        client = null;
        endLiveRun();
        const id = get().presetId ?? presets[0]!.id;
        set({ phase: "idle", loading: null, run: null });
        get().choosePreset(id);
      },
      draw: (image) => client?.draw(image),
      share: async () => `${page.base}${await hashOf(get().experiment, defaultExperiment)}`,
      dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    };
  });
}
