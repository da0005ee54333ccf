/** The page's state: the experiment that controls edit, the shown run, and the actions on both. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { errorText } from "../domain/errorText.ts";
import { type Arm, DISTILLED, type Experiment, sameExperiment } from "../domain/experiment.ts";
import { presetById, presets } from "../methods/experiments/presets.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import type { BrowserStorage, InterruptedRun } from "./browserStorage.ts";
import { hashOf, LinkError, readHash } from "./experimentLink.ts";
import { experimentShape, type MeasuredBackends, rememberBackend } from "./measuredBackends.ts";
import type { Notice, Playground } from "./playgroundState.ts";
import { sameButLiveSettings, withLiveSetting } from "./run/liveSettings.ts";
import { fetchRecording, recordingOf } from "./run/recordedRuns.ts";
import { applyEvent, lacksImages, withImages } from "./run/runFromEvents.ts";
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

/** Whether the experiment differs from that of the shown run in anything but live settings. */
export function isOutdated({ run, experiment, phase }: Pick<Playground, "run" | "experiment" | "phase">): boolean {
  // While a new run is loading, the previous one is still shown.
  return phase !== "loading" && run !== null && !sameButLiveSettings(run.experiment, experiment);
}

/** Opens the page's state: with the experiment of the link, else the stored one, else the default one. */
export function createPlaygroundStore(page: PageEnvironment): StoreApi<Playground> {
  let client: WorkerClient | null = null;
  let nextNotice = 1;
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
            if (event.type === "checkpoint") page.storage.saveCheckpoint(event.job, event.bytes);
            if (event.type === "finished") page.storage.closeRun();
          }
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
        },
        resumePoint: () => {
          const saved = get().run?.checkpoints ?? {};
          return Object.fromEntries(Object.entries(saved).map(([job, { bytes }]) => [job, bytes]));
        },
      });
      return client;
    };

    /** Sets an experiment and stores it in the browser. @param presetId the preset whose experiment it is, or null */
    const setExperiment = (experiment: Experiment, presetId: string | null) => {
      set({ experiment, presetId });
      page.storage.saveExperiment(experiment);
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

    /** Sets and stores an experiment, and the preset whose experiment it is, if any. */
    const setWithPreset = (experiment: Experiment) => {
      const preset = presets.find((one) => sameExperiment(one.experiment, experiment));
      setExperiment(experiment, preset?.id ?? null);
    };

    /**
     * Sets and stores an experiment with its preset, and shows its recorded run, or that of the default experiment where
     * it has none.
     */
    const setWithRecording = (experiment: Experiment) => {
      setWithPreset(experiment);
      showRecording(recordingOf(experiment) ? experiment : defaultExperiment);
    };

    /** Sets the experiment of a link, with its recorded run. @returns whether the hash had one that could be used */
    const applyLink = async (hash: string): Promise<boolean> => {
      try {
        const linked = await readHash(hash, defaultExperiment);
        if (linked) setWithRecording(linked);
        return linked !== null;
      } catch (error) {
        const code = error instanceof LinkError ? error.code : "link-damaged";
        notify("error", code, errorText(error));
        return false;
      }
    };

    /** Starts a run in the conducting worker. @param resumeFrom checkpoints by job to go on from */
    const startRun = (experiment: Experiment, resumeFrom: InterruptedRun["checkpoints"]) => {
      const { backendChoice, files, mnist } = get();
      set({ phase: "loading", loading: { what: "data", part: null }, interrupted: null });
      const remembered = backendChoice === "auto" ? measured[experimentShape(experiment)] : undefined;
      const order = {
        ...{ experiment, backend: backendChoice, base: page.base, mnist },
        ...(remembered ? { remembered } : {}),
      };
      openedClient().start(files ? { ...order, files } : order, resumeFrom);
    };

    /** Loads what the browser has stored, and sets the link's experiment, or the stored one, or the default one. */
    const loadPage = async () => {
      measured = await page.storage.loadMeasuredBackends();
      set({ interrupted: await page.storage.loadInterrupted() });
      if (await applyLink(page.hash)) return;
      const saved = await page.storage.loadExperiment();
      if (saved.damaged) notify("info", "saved-damaged", saved.damaged);
      // What the visitor has chosen while this was loaded stays.
      if (get().experiment !== defaultExperiment || requestedPath !== null) return;
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
      interrupted: null,
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
        if (phase !== "idle") client?.send("set", param, value);
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
        setWithPreset(experiment);
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
        set({ files });
        setExperiment({ ...get().experiment, data: { ...get().experiment.data, dataset: "files" } }, null);
        const { run, requestImages } = get();
        if (run && lacksImages(run)) requestImages();
      },
      train(teacher) {
        page.storage.openRun(get().experiment);
        startRun(get().experiment, teacher ? { teacher } : {});
      },
      resumeInterrupted() {
        const { interrupted } = get();
        if (!interrupted) return;
        setWithRecording(interrupted.experiment);
        startRun(interrupted.experiment, interrupted.checkpoints);
      },
      async openLink(hash) {
        await applyLink(hash);
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
