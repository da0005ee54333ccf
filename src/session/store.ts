/** The page's state: the experiment that controls edit, the run that is shown, and what may be done with both. */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Experiment } from "../domain/experiment.ts";
import { defaultExperiment } from "../domain/presets.ts";
import { checkExperiment } from "../methods/checkExperiment.ts";
import { presetById, presets } from "../methods/presets.ts";
import type { BackendChoice } from "../protocol/backends.ts";
import type { DroppedFiles } from "../protocol/commands.ts";
import { type Choices, remember, shapeOf } from "./choices.ts";
import { type Client, openClient, type WorkerLike } from "./client.ts";
import { hashOf, LinkError, readHash } from "./link.ts";
import { sameButLive, withLive } from "./live.ts";
import { fetchRecording, recordedPresets } from "./recordings.ts";
import { applyEvent, type Run } from "./runs.ts";
import type { Interrupted, Storage } from "./storage.ts";

/** Something the visitor should know; `code` is translated, `detail` names values. */
export interface Notice {
  readonly id: number;
  readonly tone: "error" | "info";
  readonly code: string;
  readonly detail: string;
}

/** What goes on. */
export type Phase = "idle" | "loading" | "training" | "paused" | "stopping";

/** The whole state, and all intents. */
export interface Playground {
  readonly experiment: Experiment;
  readonly presetId: string | null;
  readonly run: Run | null;
  readonly phase: Phase;
  readonly loading: { readonly what: "data" | "backend"; readonly part: number | null } | null;
  readonly backendChoice: BackendChoice;
  readonly mnist: "site" | "public";
  readonly files: DroppedFiles | null;
  readonly notices: readonly Notice[];
  /** a run that was cut off and can go on */
  readonly interrupted: Interrupted | null;
  edit(change: (experiment: Experiment) => Experiment): void;
  setLive(param: string, value: number): void;
  choosePreset(id: string): void;
  /** takes up a method's own experiment, on the images and by the seed that are set */
  chooseMethod(id: string): void;
  chooseBackend(choice: BackendChoice): void;
  /** the next run of every experiment measures its backends anew */
  forgetChoices(): void;
  usePublicMnist(): void;
  chooseFiles(files: DroppedFiles): void;
  /** @param teacher the checkpoint of a teacher that need not be trained again */
  train(teacher?: Uint8Array): void;
  /** goes on with the run that was cut off */
  resumeInterrupted(): void;
  /** takes the experiment of a link that was followed while the page was open */
  follow(hash: string): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** back to the recorded run and the chosen preset; a run that goes on is stopped */
  reset(): void;
  draw(image: Uint8Array): void;
  share(): Promise<string>;
  notify(tone: Notice["tone"], code: string, detail: string): void;
  dismiss(id: number): void;
}

/** What the page lends the store; tests lend their own. */
export interface Surroundings {
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
  return phase !== "loading" && run !== null && !sameButLive(run.experiment, experiment);
}

/** Opens the page's state. The link wins over what was saved, and that over the first experiment. */
export function createPlayground(around: Surroundings): StoreApi<Playground> {
  let client: Client | null = null;
  let nextNotice = 1;
  let choices: Choices = {};
  const keepChoices = (kept: Choices) => {
    choices = kept;
    around.storage.saveChoices(kept);
  };

  return createStore<Playground>((set, get) => {
    const notify = (tone: Notice["tone"], code: string, detail: string) =>
      set(({ notices }) => ({ notices: [...notices.slice(-4), { id: nextNotice++, tone, code, detail }] }));

    const opened = (): Client => {
      client ??= openClient(around.spawn, {
        events(events) {
          let { run, phase } = get();
          for (const event of events) {
            run = applyEvent(run, event, "live");
            if (event.type === "started" && event.backend.measured)
              keepChoices(remember(choices, event.experiment, event.backend.name));
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

    let wanted = "";
    /** Shows a preset's recorded run, unless a live one is there, or another was asked for before it came. */
    const showRecording = (id: string) => {
      wanted = id;
      if (!recordedPresets.includes(id)) return;
      fetchRecording(around.fetch, new URL(`runs/${id}.jsonl`, around.base))
        .then((run) => {
          if (wanted === id && get().phase === "idle" && get().run?.origin !== "live") set({ run });
        })
        .catch((error: unknown) => notify("info", "recording-missing", error instanceof Error ? error.message : ""));
    };

    /** Takes an experiment from outside; where it is a ready one, with its name and its recorded run. */
    const restore = (experiment: Experiment) => {
      const known = presets.find((preset) => JSON.stringify(preset.experiment) === JSON.stringify(experiment));
      change(experiment, known?.id ?? null);
      showRecording(known && recordedPresets.includes(known.id) ? known.id : presets[0]!.id);
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
      const remembered = backendChoice === "auto" ? choices[shapeOf(experiment)] : undefined;
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
      if (get().experiment !== defaultExperiment || wanted) return;
      if (saved.experiment) return restore(saved.experiment);
      showRecording(presets[0]!.id);
    };
    queueMicrotask(() => {
      open().catch((error: unknown) => notify("error", "internal", String(error)));
    });

    return {
      experiment: defaultExperiment,
      presetId: presets[0]!.id,
      run: null,
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
          change(checkExperiment(withLive(experiment, param, value)), presetId);
        } catch (error) {
          return notify("error", "bad-experiment", error instanceof Error ? error.message : String(error));
        }
        if (phase !== "idle") client?.tell("set", param, value);
      },
      choosePreset(id) {
        change(presetById(id).experiment, id);
        showRecording(id);
      },
      chooseMethod(id) {
        const { seed, data } = get().experiment;
        const own = presetById(id).experiment;
        const experiment = { ...own, seed, data: { ...own.data, dataset: data.dataset } };
        const isReady = JSON.stringify(experiment) === JSON.stringify(own);
        change(experiment, isReady ? id : null);
        if (isReady) showRecording(id);
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
        client?.tell("pause");
      },
      resume() {
        set({ phase: "training" });
        client?.tell("resume");
      },
      step: () => client?.tell("step"),
      stop() {
        set({ phase: "stopping" });
        client?.tell("stop");
      },
      reset() {
        client?.close();
        client = null;
        const id = get().presetId ?? presets[0]!.id;
        set({ phase: "idle", loading: null, run: null });
        change(presetById(id).experiment, id);
        showRecording(id);
      },
      draw: (image) => client?.draw(image),
      share: async () => `${around.base}${await hashOf(get().experiment, defaultExperiment)}`,
      dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    };
  });
}
