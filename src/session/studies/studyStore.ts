/**
 * The studies of the page: what was recorded of them, what the visitor has trained, and the study that is trained now. It
 * is trained beside the run that the page shows, and changes nothing of it; each reading is saved at once.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { DatasetId, Experiment } from "../../domain/experiment.ts";
import type { Study } from "../../methods/experiments/studies.ts";
import { workersFor } from "../../protocol/backends.ts";
import { fetchRecordedStudies, RECORDED, type RecordedStudies } from "../comparisons/recordedReadings.ts";
import { openExperiments, placeOf, type Readings, readingsOf, secondsOf } from "../comparisons/studyReadings.ts";
import type { PageEnvironment } from "../pageEnvironment.ts";
import type { Playground } from "../playgroundState.ts";
import type { Run } from "../run/runFromEvents.ts";
import { progressOf, type RunProgress } from "../run/runSelectors.ts";
import { openCellTrainer } from "./cellTrainer.ts";

/** A study that is trained, is held, or has been trained to its end. */
export interface LiveStudy {
  readonly study: Study;
  readonly dataset: DatasetId;
  readonly seed: number;
  readonly state: "training" | "held" | "done";
  /** cells that have a reading */
  readonly read: number;
  /** of the run of the cell that is trained; null while its images and its backend are loaded, and at the end */
  readonly progress: RunProgress | null;
  /** estimated for all open cells, s */
  readonly secondsLeft: number;
}

/** The chosen study, its readings, and the study that is trained, which may be another one. */
export interface StudyStore {
  /** null until one has been chosen */
  readonly study: Study | null;
  /** what the visitor has trained of the chosen study */
  readonly readings: Readings;
  /** null until they have been fetched, and where they are missing */
  readonly recorded: RecordedStudies | null;
  /** the seed that the visitor has chosen for the next training; null: `seedOf` */
  readonly seed: number | null;
  readonly live: LiveStudy | null;
  /** why the training of the last study failed: the code of a notice, and exact values */
  readonly failure: { readonly code: string; readonly detail: string } | null;
  choose(study: Study): Promise<void>;
  chooseSeed(seed: number): void;
  /** trains the open cells of the chosen study, or goes on with it; does nothing while another one is trained */
  start(): void;
  /** holds the study at once; `goOn` goes on after the very step */
  hold(): void;
  goOn(): void;
  /** ends the study that is held or done; the cells that have a reading keep it */
  dismiss(): void;
}

/** Between two notifications of views about the progress of a cell, ms. */
const PROGRESS_INTERVAL = 500;

/** The data set of the next training: that of the page's experiment. */
const datasetOf = (experiment: Experiment): DatasetId => experiment.data.dataset;

/**
 * The seed of the next training. Recorded readings would come out again with their own seed: where the experiment has
 * that one and the visitor has not trained with it yet, it is the next one.
 */
export function seedOf(
  { seed, study, recorded, readings }: Pick<StudyStore, "seed" | "study" | "recorded" | "readings">,
  experiment: Experiment,
): number {
  if (seed !== null) return seed;
  const isRecorded = study !== null && Object.keys(recorded?.[study.id] ?? {}).length > 0;
  const repeats = isRecorded && datasetOf(experiment) === RECORDED.dataset && experiment.seed === RECORDED.seed;
  const own = `${RECORDED.dataset} ${RECORDED.seed}: `;
  const hasOwn = Object.keys(readings).some((place) => place.startsWith(own));
  return repeats && !hasOwn ? RECORDED.seed + 1 : experiment.seed;
}

/** Jobs that train side by side on this machine. */
const cores = () => workersFor(globalThis.navigator?.hardwareConcurrency);

/** Estimated time of what is open of a study, s. */
export function studySeconds(study: Study, readings: Readings, dataset: DatasetId, seed: number): number {
  return secondsOf(openExperiments(study, readings, dataset, seed), null, cores());
}

/** Estimated time of one experiment with its teacher, s. */
export function cellSeconds(experiment: Experiment): number {
  return secondsOf([experiment], null, cores());
}

/** @param now milliseconds of a clock that never goes back */
export function createStudyStore(
  playground: StoreApi<Playground>,
  page: Pick<PageEnvironment, "spawn" | "base" | "storage" | "fetch">,
  now: () => number = () => performance.now(),
): StoreApi<StudyStore> {
  /** the readings of the study that is trained: the chosen one may be another */
  let known: Readings = {};
  let open: readonly Experiment[] = [];
  let previous: Experiment | null = null;
  let [began, heldAt, shownAt] = [0, 0, 0];
  /** whether the worker has a cell, training or held */
  let hasCell = false;
  /** what the finished cells of this study took, and what was estimated for them, s */
  let [took, estimated] = [0, 0];

  return createStore<StudyStore>((set, get) => {
    const setLive = (change: Partial<LiveStudy>) => {
      const { live } = get();
      if (live) set({ live: { ...live, ...change } });
    };

    /** Time for which the cell has been trained, s. */
    const elapsed = () => ((get().live?.state === "held" ? heldAt : now()) - began) / 1000;

    /** Time left for the open cells: as estimated, times what the cells so far took against their estimates. */
    const secondsLeft = (progress: RunProgress | null): number => {
      const [current, ...later] = open;
      if (!current) return 0;
      const own = secondsOf([current], previous, cores());
      const rest = secondsOf(later, current, cores());
      const left = progress?.secondsLeft ?? null;
      const measured = left === null ? took : took + elapsed() + left;
      const expected = left === null ? estimated : estimated + own;
      const factor = expected > 0 ? measured / expected : 1;
      return (left ?? Math.max(0, own * factor - elapsed())) + rest * factor;
    };

    const startCell = () => {
      const [next] = open;
      if (get().live?.state !== "training") return;
      if (!next) {
        trainer.close();
        return setLive({ state: "done", progress: null, secondsLeft: 0 });
      }
      began = now();
      hasCell = true;
      setLive({ progress: null, secondsLeft: secondsLeft(null) });
      const { backendChoice, files, publicCopies, run } = playground.getState();
      trainer.start(next, { backendChoice, files, publicCopies }, run);
    };

    const endCell = (run: Run) => {
      const { live, study, readings } = get();
      const [current] = open;
      if (!live || !current) return;
      hasCell = false;
      const found = readingsOf(live.study, run);
      known = { ...known, ...found };
      page.storage.saveReadings(live.study.id, found);
      took += elapsed();
      estimated += secondsOf([current], previous, cores());
      previous = current;
      open = openExperiments(live.study, known, live.dataset, live.seed, previous);
      set({
        live: { ...live, read: readCells(live) },
        ...(study === live.study ? { readings: { ...readings, ...found } } : {}),
      });
      // The next run begins only after all that concerns the last event of this one.
      queueMicrotask(startCell);
    };
    const readCells = ({ study, dataset, seed }: LiveStudy) =>
      study.cells.filter((cell) => Object.hasOwn(known, placeOf(cell, dataset, seed))).length;

    const trainer = openCellTrainer(page, {
      news(run) {
        if (now() - shownAt < PROGRESS_INTERVAL || get().live?.state !== "training") return;
        shownAt = now();
        const progress = progressOf(run);
        setLive({ progress, secondsLeft: secondsLeft(progress) });
      },
      completed: endCell,
      failed(code, detail) {
        trainer.close();
        set({ live: null, failure: { code, detail } });
        playground.setState({ hasLiveStudy: false });
        playground.getState().notify("error", code, detail);
      },
    });

    const fetchRecorded = async () => {
      if (get().recorded !== null) return;
      // Where they are missing, the study is empty until it is trained.
      const recorded = await fetchRecordedStudies(page.fetch, page.base).catch(() => null);
      if (recorded) set({ recorded });
    };

    return {
      study: null,
      readings: {},
      recorded: null,
      seed: null,
      live: null,
      failure: null,
      async choose(study) {
        set({ study, readings: {} });
        const [readings] = await Promise.all([page.storage.loadReadings(study.id), fetchRecorded()]);
        if (get().study === study) set(({ readings: newer }) => ({ readings: { ...readings, ...newer } }));
      },
      chooseSeed: (seed) => set({ seed }),
      start() {
        const { study, readings, live } = get();
        if (!study || live?.state === "training") return;
        const { experiment } = playground.getState();
        const [dataset, seed] = [datasetOf(experiment), seedOf(get(), experiment)];
        if (live?.state === "held" && live.study === study && live.dataset === dataset && live.seed === seed)
          return get().goOn();
        trainer.close();
        [known, previous, took, estimated] = [readings, null, 0, 0];
        open = openExperiments(study, known, dataset, seed);
        if (open.length === 0) return;
        const fresh: LiveStudy = { study, dataset, seed, state: "training", read: 0, progress: null, secondsLeft: 0 };
        set({ live: { ...fresh, read: readCells(fresh) }, failure: null });
        playground.setState({ hasLiveStudy: true });
        startCell();
      },
      hold() {
        if (get().live?.state !== "training") return;
        trainer.pause();
        heldAt = now();
        setLive({ state: "held" });
      },
      goOn() {
        if (get().live?.state !== "held") return;
        // The time in which it was held is none of training.
        began += now() - heldAt;
        trainer.resume();
        setLive({ state: "training" });
        if (!hasCell) startCell();
      },
      dismiss() {
        if (get().live?.state === "training") return;
        trainer.close();
        set({ live: null });
        playground.setState({ hasLiveStudy: false });
      },
    };
  });
}
