/** The page's state: the experiment that controls edit, the run that is shown, and what may be done with both. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { type Arm, DISTILLED, type Experiment, sameExperiment } from "../domain/experiment.ts";
import { presetById, presets } from "../methods/experiments/presets.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import type { Interrupted, Storage } from "./browserStorage.ts";
import { hashOf, LinkError, readHash } from "./experimentLink.ts";
import { experimentShape, type MeasuredBackends, rememberBackend } from "./measuredBackends.ts";
import type { Notice, Playground } from "./playgroundState.ts";
import { sameButLiveSettings, withLiveSetting } from "./run/liveSettings.ts";
import { fetchRecording, recordingOf } from "./run/recordedRuns.ts";
import { applyEvent, lacksImages, withImages } from "./run/runFromEvents.ts";
import { openWorkerClient, type WorkerClient, type WorkerLike } from "./workerClient.ts";

/** What the page lends the store; tests lend their own. */
export interface PageEnvironment {
  readonly spawn: () => WorkerLike;
  readonly storage: Storage;
  /** address of the page without its hash */
  readonly base: string;
  readonly hash: string;
  readonly fetch: typeof fetch;
}

/** The experiment was changed in a way that the shown run does not follow. */
export function isOutdated({ run, experiment, phase }: Pick<Playground, "run" | "experiment" | "phase">): boolean {
  // While a run is on its way, the shown one is the one before it.
  return phase !== "loading" && run !== null && !sameButLiveSettings(run.experiment, experiment);
}

/** Opens the page's state. The link wins over what was saved, and that over the first experiment. */
export function createPlaygroundStore(around: PageEnvironment): StoreApi<Playground> {
  let client: WorkerClient | null = null;
  let nextNotice = 1;
  let choices: MeasuredBackends = {};
  const keepChoices = (kept: MeasuredBackends) => {
    choices = kept;
    around.storage.saveChoices(kept);
  };

  return createStore<Playground>((set, get) => {
    const notify = (tone: Notice["tone"], code: string, detail: string) =>
      set(({ notices }) => ({ notices: [...notices.slice(-4), { id: nextNotice++, tone, code, detail }] }));

    const opened = (): WorkerClient => {
      client ??= openWorkerClient(around.spawn, {
        events(events) {
          let { run, phase } = get();
          for (const event of events) {
            run = applyEvent(run, event, "live");
            if (event.type === "started" && event.backend.measured)
              keepChoices(rememberBackend(choices, event.experiment, event.backend.name));
            if (event.type === "data" && run?.experiment.data.dataset === "mnist") mnistIsAtHand = true;
            if (event.type === "started") phase = phase === "paused" ? phase : "training";
            if (event.type === "finished" || event.type === "failed") phase = "idle";
            if (event.type === "failed") notify("error", event.fault ?? event.code, event.detail);
            if (event.type === "recovered") notify("info", "recovered", event.detail);
            if (event.type === "checkpoint") around.storage.saveCheckpoint(event.job, event.bytes);
            if (event.type === "finished") around.storage.closeRun();
          }
          set({ run, phase, ...(phase === "loading" ? {} : { loading: null }) });
        },
        loading: (what, part) => set({ loading: { what, part } }),
        images(answer) {
          const { run } = get();
          if (answer.type === "no-images") return notify("info", "no-images", answer.detail);
          const filled = run && withImages(run, answer.images, answer.labels);
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

    const change = (experiment: Experiment, presetId: string | null) => {
      set({ experiment, presetId });
      around.storage.saveExperiment(experiment);
    };

    let wanted: string | null = null;
    let mnistIsAtHand = false;
    /** Shows a recorded run, if it may stand in the shown one's place, and nothing else was asked for before it came. */
    const fetchAndShow = (path: string, mayShow: () => boolean, arm: Arm = DISTILLED) => {
      wanted = path;
      fetchRecording(around.fetch, new URL(path, around.base))
        .then((run) => {
          if (wanted !== path || get().phase !== "idle" || !mayShow()) return;
          set({ run, shownArm: arm });
          if (lacksImages(run) && (mnistIsAtHand || get().files)) get().askImages();
        })
        .catch((error: unknown) => notify("info", "recording-missing", error instanceof Error ? error.message : ""));
    };
    /** Shows an experiment's recorded run, unless a live one is there. */
    const showRecording = (experiment: Experiment) => {
      const path = recordingOf(experiment);
      wanted = path;
      if (path) fetchAndShow(path, () => get().run?.origin !== "live");
    };

    /** Takes an experiment from outside; where it is a ready one, with its name. */
    const takeUp = (experiment: Experiment) => {
      const known = presets.find((preset) => sameExperiment(preset.experiment, experiment));
      change(experiment, known?.id ?? null);
    };

    /** The same with its recorded run, or the first one's where it has none. */
    const restore = (experiment: Experiment) => {
      takeUp(experiment);
      showRecording(recordingOf(experiment) ? experiment : defaultExperiment);
    };

    /** @returns whether the hash held an experiment that could be used */
    const follow = async (hash: string): Promise<boolean> => {
      try {
        const linked = await readHash(hash, defaultExperiment);
        if (linked) restore(linked);
        return linked !== null;
      } catch (error) {
        const code = error instanceof LinkError ? error.code : "link-damaged";
        notify("error", code, error instanceof Error ? error.message : String(error));
        return false;
      }
    };

    const begin = (experiment: Experiment, resumeFrom: Interrupted["checkpoints"]) => {
      const { backendChoice, files, mnist } = get();
      set({ phase: "loading", loading: { what: "data", part: null }, interrupted: null });
      const remembered = backendChoice === "auto" ? choices[experimentShape(experiment)] : undefined;
      const order = {
        ...{ experiment, backend: backendChoice, base: around.base, mnist },
        ...(remembered ? { remembered } : {}),
      };
      opened().start(files ? { ...order, files } : order, resumeFrom);
    };

    const open = async () => {
      choices = await around.storage.loadChoices();
      set({ interrupted: await around.storage.loadInterrupted() });
      if (await follow(around.hash)) return;
      const saved = await around.storage.loadExperiment();
      if (saved.damaged) notify("info", "saved-damaged", saved.damaged);
      // Whoever has chosen something while this was read keeps it.
      if (get().experiment !== defaultExperiment || wanted !== null) return;
      restore(saved.experiment ?? defaultExperiment);
    };
    queueMicrotask(() => {
      open().catch((error: unknown) => notify("error", "internal", String(error)));
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
          change(checkExperiment(edited(get().experiment)), null);
        } catch (error) {
          notify("error", "bad-experiment", error instanceof Error ? error.message : String(error));
        }
      },
      setLive(param, value) {
        const { experiment, presetId, phase } = get();
        try {
          change(checkExperiment(withLiveSetting(experiment, param, value)), presetId);
        } catch (error) {
          return notify("error", "bad-experiment", error instanceof Error ? error.message : String(error));
        }
        if (phase !== "idle") client?.send("set", param, value);
      },
      choosePreset(id) {
        const { experiment } = presetById(id);
        change(experiment, id);
        showRecording(experiment);
      },
      showArm: (shownArm) => set({ shownArm }),
      openRecording(experiment, arm) {
        const path = recordingOf(experiment);
        if (!path || get().phase !== "idle") return;
        takeUp(experiment);
        fetchAndShow(path, () => true, arm);
      },
      askImages() {
        const { run, files } = get();
        const places = run ? Object.values(run.probes).flatMap((set) => set.places ?? []) : [];
        if (places.length > 0) opened().askImages({ places, base: around.base, ...(files ? { files } : {}) });
      },
      chooseMethod(id) {
        const { seed, data } = get().experiment;
        const own = presetById(id).experiment;
        const experiment = { ...own, seed, data: { ...own.data, dataset: data.dataset } };
        const isReady = sameExperiment(experiment, own);
        change(experiment, isReady ? id : null);
        if (isReady) showRecording(experiment);
      },
      chooseBackend(backendChoice) {
        keepChoices({});
        set({ backendChoice });
      },
      forgetChoices: () => keepChoices({}),
      usePublicMnist: () => set({ mnist: "public" }),
      chooseFiles: (files) => {
        set({ files });
        change({ ...get().experiment, data: { ...get().experiment.data, dataset: "files" } }, null);
        const { run, askImages } = get();
        if (run && lacksImages(run)) askImages();
      },
      train(teacher) {
        around.storage.openRun(get().experiment);
        begin(get().experiment, teacher ? { teacher } : {});
      },
      resumeInterrupted() {
        const { interrupted } = get();
        if (!interrupted) return;
        restore(interrupted.experiment);
        begin(interrupted.experiment, interrupted.checkpoints);
      },
      async follow(hash) {
        await follow(hash);
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
      share: async () => `${around.base}${await hashOf(get().experiment, defaultExperiment)}`,
      dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    };
  });
}
