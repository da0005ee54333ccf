/**
 * State of Hinton's section: its figures, the chosen recordings, and the recorded run that a live one is compared with.
 * The paper's tables, and what is read off the figures, are fetched when they are first needed.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import { DISTILLED, type Experiment, sameExperiment } from "../../domain/experiment.ts";
import type { SectionRun } from "../../places/place.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { recordingOf, sectionSummaryOf } from "../../session/run/recordedRuns.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { partOf, type SectionPart, sectionExperiments, sectionParts } from "../experiments.ts";
import type { SectionFigure } from "../paperResults.ts";
import type { SectionResult, SectionSummary } from "./sectionSummary.ts";

/** A recorded run that a live one is compared with. */
export interface ComparedRecording {
  readonly recorded: Run;
  readonly figure: SectionFigure;
  /** the live experiment: no other run is compared */
  readonly live: Experiment;
}

/** Results by the id of their experiment; null where no seed has both students. */
type SectionResults = Readonly<Record<string, SectionResult | null>>;

/** The chosen data set and seed, the loaded figures, and the comparison. */
export interface HintonSectionStore {
  readonly dataset: SectionPart["dataset"];
  /** null: all recorded seeds together */
  readonly seed: number | null;
  /** figures by data set; null where they could not be fetched, absent before they have been requested */
  readonly summaries: Readonly<Partial<Record<SectionPart["dataset"], SectionSummary | null>>>;
  /** the results over all recorded seeds by data set and experiment, with the figures that they are read off */
  readonly results: Readonly<Partial<Record<SectionPart["dataset"], SectionResults>>>;
  readonly compared: ComparedRecording | null;
  chooseDataset(dataset: SectionPart["dataset"]): void;
  chooseSeed(seed: number | null): void;
  /** fetches the figures of a data set, once */
  load(dataset: SectionPart["dataset"]): Promise<void>;
  /** shows a recorded run, with the figure's student as the shown one, or says that there is none */
  open(run: SectionRun): Promise<void>;
  /** trains live for a share of the recorded steps, and compares that run with the recorded one that is shown */
  train(figure: SectionFigure, share: number): Promise<void>;
}

/** Opens the state of the section for a playground. @param base address of the page */
export function createHintonSectionStore(
  playground: StoreApi<Playground>,
  base: string,
  fetcher: typeof fetch,
): StoreApi<HintonSectionStore> {
  return createStore<HintonSectionStore>((set, get) => ({
    dataset: "mnist",
    seed: null,
    summaries: {},
    results: {},
    compared: null,
    chooseDataset: (dataset) => set({ dataset }),
    chooseSeed: (seed) => set({ seed }),
    async load(dataset) {
      if (get().summaries[dataset]) return;
      const keep = (summary: SectionSummary | null, read: SectionResults) => {
        set(({ summaries, results }) => ({
          summaries: { ...summaries, [dataset]: summary },
          results: { ...results, [dataset]: read },
        }));
      };
      try {
        const [{ checkSummary, readExperiment }, response] = await Promise.all([
          import("./sectionSummary.ts"),
          fetcher(new URL(sectionSummaryOf(dataset), base)),
        ]);
        const summary = checkSummary(await response.json());
        keep(
          summary,
          Object.fromEntries(sectionExperiments.map(({ id }) => [id, readExperiment(summary.figures, id)])),
        );
      } catch {
        keep(null, {});
      }
    },
    async open({ run, dataset, seed }) {
      const { openRecording, notify } = playground.getState();
      const figure = await import("../paperResults.ts").then(
        ({ figureNamed }) => figureNamed(run),
        () => undefined,
      );
      const part = sectionParts(dataset, [seed]).find(({ id }) => id === figure?.experiment);
      if (!figure || !part || !recordingOf(part.experiment)) notify("info", "recording-missing", `${run}, ${seed}`);
      else openRecording(part.experiment, figure.of === "teacher" ? DISTILLED : figure.of);
    },
    async train(figure, share) {
      const { liveExperiment } = await import("../paperResults.ts");
      const { run, edit, train } = playground.getState();
      const recorded = run?.origin === "recorded" ? run : get().compared?.recorded;
      const part = recorded && partOf(recorded.experiment);
      if (!recorded || !part) return;
      const live = liveExperiment(figure, part, share);
      edit(() => live);
      set({ compared: { recorded, figure, live: playground.getState().experiment } });
      train();
    },
  }));
}

/** The recorded run that belongs to the shown one: itself where it is recorded, or the one that it is compared with. */
export function comparedRunOf(run: Run | null, compared: ComparedRecording | null): Run | null {
  if (run?.origin === "recorded") return partOf(run.experiment) ? run : null;
  return run && compared && sameExperiment(run.experiment, compared.live) ? compared.recorded : null;
}
