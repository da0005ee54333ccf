/** The page's state: the experiment that controls edit, the shown run, and the actions on both. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { errorText } from "../domain/errorText.ts";
import { DISTILLED, type Experiment, sameExperiment } from "../domain/experiment.ts";
import { shapeOf } from "../domain/namedDatasets.ts";
import { withSharedParts } from "../domain/sameJson.ts";
import { presetById, presets } from "../methods/experiments/presets.ts";
import { checkExperiment, checkMethodSettings } from "../methods/registry/experimentValidation.ts";
import { hashOf, LinkError, readHash } from "./experimentLink.ts";
import type { PageEnvironment } from "./pageEnvironment.ts";
import type { Playground, StoreAccess } from "./playgroundState.ts";
import { openRecordings, type Recordings } from "./recordingIntents.ts";
import { changesTrainingRun, lastSettingsOf, sameButLiveSettings, withLiveSetting } from "./run/liveSettings.ts";
import { nearestRecorded, recordingOf } from "./run/recordedRuns.ts";
import { openTraining } from "./trainingIntents.ts";

/** Whether the experiment differs from that of the shown run in anything but live settings. */
export function isOutdated({ run, experiment, phase }: Pick<Playground, "run" | "experiment" | "phase">): boolean {
  // While a new run is loading, the previous one is still shown.
  return phase !== "loading" && run !== null && !sameButLiveSettings(run.experiment, experiment);
}

/** An experiment with the teacher that another one was given, where it may have that one; else as it is. */
function withGivenTeacher(experiment: Experiment, { teacher }: Experiment): Experiment {
  if (!teacher.given) return experiment;
  try {
    return checkExperiment({ ...experiment, teacher });
  } catch {
    return experiment;
  }
}

/** The preset whose experiment it is; null where there is none. */
function presetOf(experiment: Experiment): string | null {
  return presets.find((one) => sameExperiment(one.experiment, experiment))?.id ?? null;
}

/** Opens the page's state: with the experiment of the link, else the stored one, else the default one. */
export function createPlaygroundStore(page: PageEnvironment): StoreApi<Playground> {
  let nextNotice = 1;
  return createStore<Playground>((set, get) => {
    const notify: Playground["notify"] = (tone, code, detail) =>
      set(({ notices }) => ({ notices: [...notices.slice(-4), { id: nextNotice++, tone, code, detail }] }));
    const setExperiment: StoreAccess["setExperiment"] = (next, presetId = presetOf(next)) => {
      // Checking copies an experiment: a view of one part is drawn again only where that part has changed.
      const experiment = withSharedParts(get().experiment, next);
      // A question about a long run was about another experiment.
      set({ experiment, presetId, longRun: null });
      page.storage.saveExperiment(experiment);
    };
    /** Whether the visitor has chosen the seed that is set, by its field or by a link. */
    let hasChosenSeed = false;
    /** what a choice still changes; it is trained with */
    let fitting: Promise<void> | null = null;
    /** Fits networks to images of another shape than the named data sets', by code that is fetched then. */
    const whenFitting = (change: (code: typeof import("../methods/registry/fittedToData.ts")) => void) => {
      const own = import("../methods/registry/fittedToData.ts")
        .then(change)
        .catch((error: unknown) => notify("error", "internal", errorText(error)))
        .finally(() => {
          if (fitting === own) fitting = null;
        });
      fitting = own;
    };
    /** the experiment that was taken last */
    let taken = defaultExperiment;
    const access: StoreAccess = { get, set, notify, setExperiment };
    const training = openTraining(access, page, (): Recordings => recordings);
    const recordings = openRecordings(access, page, training.requestImages);

    /** Keeps the visitor's own experiment while another one is set, unless it is one that a preset has anyway. */
    const keepOwn = (own: Experiment, other: Experiment) => {
      if (sameExperiment(own, other) || presetOf(own) !== null) return;
      set({ ownExperiment: own });
      page.storage.saveOwnExperiment(own);
    };

    /** Sets an experiment with its preset, and shows the recorded run that stands nearest to it. */
    const setWithRecording = (experiment: Experiment) => {
      set({ experiment, presetId: presetOf(experiment) });
      recordings.show(nearestRecorded(experiment));
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
        // The seed of a recorded run is nobody's choice: trained again it would show the recorded numbers.
        hasChosenSeed = linked !== null && recordingOf(linked) === null;
        return linked;
      } catch (error) {
        const code = error instanceof LinkError ? error.code : "link-damaged";
        notify(code === "link-unknown" ? "info" : "error", code, errorText(error));
        return null;
      }
    };

    /** Loads what the browser has stored, and sets the link's experiment, or the stored one, or the default one. */
    const loadPage = async () => {
      const linked = await applyLink(page.hash);
      await training.load();
      const saved = await page.storage.loadExperiment();
      if (saved.damaged) notify("info", "saved-damaged", saved.damaged);
      if (linked && saved.experiment) keepOwn(saved.experiment, linked);
      else set({ ownExperiment: (await page.storage.loadOwnExperiment()).experiment });
      // What the visitor has chosen while this was loaded stays.
      if (linked || get().experiment !== defaultExperiment || recordings.hasRequested()) return;
      setWithRecording(saved.experiment ?? defaultExperiment);
    };
    // A microtask, because the state exists only once this function has returned it.
    queueMicrotask(() => {
      loadPage()
        .then(async () => {
          if (get().experiment.data.dataset === "files") await (await get().ownFiles()).loadKept();
        })
        .catch((error: unknown) => notify("error", "internal", String(error)));
    });

    return {
      ...training,
      ...recordings,
      experiment: defaultExperiment,
      presetId: presets[0]!.id,
      run: null,
      shownArm: DISTILLED,
      phase: "idle",
      loading: null,
      backendChoice: "auto",
      publicCopies: [],
      files: null,
      filesAre: null,
      keptFiles: null,
      testImages: null,
      notices: [],
      cutOff: [],
      awaitsFiles: null,
      isFetchingRun: true,
      ownExperiment: null,
      longRun: null,
      hasLiveStudy: false,
      newSeed: null,
      notify,
      edit(edited) {
        const refusal = get().tryEdit(edited);
        if (refusal !== null) notify("error", "bad-experiment", refusal);
      },
      tryEdit(edited) {
        try {
          const before = get().experiment;
          setExperiment(checkExperiment(edited(before)), null);
          hasChosenSeed ||= get().experiment.seed !== before.seed;
          return null;
        } catch (error) {
          return errorText(error);
        }
      },
      setLive(param, value) {
        const { experiment, presetId, phase } = get();
        try {
          const check = param === "learningRate" ? checkExperiment : checkMethodSettings;
          setExperiment(check(withLiveSetting(experiment, param, value)), presetId);
        } catch (error) {
          return notify("error", "bad-experiment", errorText(error));
        }
        if (phase !== "idle" && changesTrainingRun(param)) training.setLive(param, value);
      },
      train(teacher) {
        if (fitting) return void fitting.then(() => get().train(teacher));
        const { run, experiment, presetId } = get();
        // A run that repeats the shown one would show the same numbers again.
        const repeats = run !== null && sameExperiment(lastSettingsOf(run), experiment);
        if (repeats && !hasChosenSeed && !teacher) {
          const [seed, before] = [page.freshSeed(), experiment.seed];
          setExperiment({ ...experiment, seed }, presetId);
          set({ newSeed: { seed, before } });
        }
        training.train(teacher);
      },
      choosePreset(id) {
        hasChosenSeed = false;
        const { experiment } = presetById(id);
        setExperiment(experiment, id);
        recordings.show(nearestRecorded(experiment));
      },
      showArm: (shownArm) => set({ shownArm }),
      restoreRunSettings() {
        const { run } = get();
        if (run) setExperiment(lastSettingsOf(run));
      },
      showRun(run) {
        if (get().phase !== "idle") return;
        setExperiment(lastSettingsOf(run));
        recordings.forgetRequested();
        set({ run, shownArm: DISTILLED });
      },
      chooseDataset(dataset) {
        const { experiment, filesAre } = get();
        const { files, ...data } = experiment.data;
        if (!files && dataset !== "files") return get().edit((e) => ({ ...e, data: { ...data, dataset } }));
        whenFitting(({ experimentOnFiles, experimentOnDataset }) =>
          get().edit((e) =>
            dataset === "files" && filesAre ? experimentOnFiles(e, filesAre) : experimentOnDataset(e, dataset),
          ),
        );
      },
      chooseMethod(id) {
        const { seed, data } = get().experiment;
        const own = presetById(id).experiment;
        const chosen = { ...own.data, dataset: data.dataset, ...(data.files ? { files: data.files } : {}) };
        const fresh = { ...own, seed: hasChosenSeed ? seed : own.seed, data: chosen };
        // Only a visitor's files have other shapes than the methods' own experiments.
        if (data.files)
          return whenFitting(({ fittedToData }) => {
            if (get().experiment.data === data)
              setExperiment(withGivenTeacher(fittedToData(fresh, shapeOf(data)), get().experiment), null);
          });
        const experiment = withGivenTeacher(fresh, get().experiment);
        setExperiment(experiment, sameExperiment(experiment, own) ? id : null);
        recordings.show(nearestRecorded(experiment));
      },
      chooseBackend(backendChoice) {
        training.setMeasured({});
        set({ backendChoice });
      },
      forgetMeasuredBackends: () => training.setMeasured({}),
      usePublicCopy: (dataset) => set({ publicCopies: [...get().publicCopies, dataset] }),
      ownFiles: async () => (await import("./ownFilesIntents.ts")).openOwnFiles(access, page),
      takeExperiment(experiment) {
        const { experiment: own, ownExperiment } = get();
        // Of several that are taken one after another, the one before the first is the visitor's own.
        if (ownExperiment === null || !sameExperiment(own, taken)) keepOwn(own, experiment);
        taken = experiment;
        setExperiment(experiment);
        hasChosenSeed = true;
      },
      restoreOwnExperiment(keep) {
        const { ownExperiment } = get();
        set({ ownExperiment: null });
        page.storage.saveOwnExperiment(null);
        if (!keep || !ownExperiment) return;
        setExperiment(ownExperiment);
        recordings.show(nearestRecorded(ownExperiment));
      },
      async openLink(hash) {
        const own = get().experiment;
        const linked = await applyLink(hash);
        if (linked) keepOwn(own, linked);
      },
      reset() {
        training.abandon();
        const id = get().presetId ?? presets[0]!.id;
        set({ phase: "idle", loading: null, run: null });
        get().choosePreset(id);
      },
      share: async () => `${page.base}${await hashOf(get().experiment, defaultExperiment)}`,
      dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
    };
  });
}
