/** Hinton's section beside the playground: its figures, the recorded run that is looked at, and live runs laid over it. */

import * as v from "valibot";
import { createStore, type StoreApi } from "zustand/vanilla";
import { DISTILLED, type Experiment, sameExperiment } from "../../domain/experiment.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { recordedSeeds, sectionSummaryOf } from "../../session/run/recordedRuns.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { partOf, type SectionPart, sectionParts } from "../experiments.ts";
import { type SectionFigure, trainedLive } from "../figures.ts";
import { type SectionSummary, SectionSummarySchema } from "./measuredFigures.ts";

/** A recorded run that a live one is laid over. */
export interface ComparedRecording {
  readonly recorded: Run;
  readonly figure: SectionFigure;
  /** the live experiment: another run is not laid over it */
  readonly live: Experiment;
}

/** What of the section has been opened. */
export interface HintonSectionStore {
  readonly dataset: SectionPart["dataset"];
  readonly seed: number;
  /** figures by data set; null where they could not be fetched, absent while they have not been asked for */
  readonly summaries: Readonly<Partial<Record<SectionPart["dataset"], SectionSummary | null>>>;
  readonly compared: ComparedRecording | null;
  chooseDataset(dataset: SectionPart["dataset"]): void;
  chooseSeed(seed: number): void;
  /** fetches the figures of a data set, once */
  load(dataset: SectionPart["dataset"]): Promise<void>;
  /** shows the recorded run of the chosen seed, looking at the figure's student */
  open(figure: SectionFigure): void;
  /** trains a share of what was recorded, live, over the recorded run that is shown */
  train(figure: SectionFigure, share: number): void;
}

/** Opens the desk over a playground. @param base address of the page */
export function createHintonSectionStore(
  playground: StoreApi<Playground>,
  base: string,
  fetcher: typeof fetch,
): StoreApi<HintonSectionStore> {
  return createStore<HintonSectionStore>((set, get) => ({
    dataset: "mnist",
    seed: recordedSeeds[0]!,
    summaries: {},
    compared: null,
    chooseDataset: (dataset) => set({ dataset }),
    chooseSeed: (seed) => set({ seed }),
    async load(dataset) {
      if (get().summaries[dataset]) return;
      const keep = (summary: SectionSummary | null) => {
        set(({ summaries }) => ({ summaries: { ...summaries, [dataset]: summary } }));
      };
      try {
        const answer = await fetcher(new URL(sectionSummaryOf(dataset), base));
        keep(v.parse(SectionSummarySchema, await answer.json()));
      } catch {
        keep(null);
      }
    },
    open(figure) {
      const { dataset, seed } = get();
      const part = sectionParts(dataset, [seed]).find(({ id }) => id === figure.experiment);
      if (part) playground.getState().openRecording(part.experiment, figure.of === "teacher" ? DISTILLED : figure.of);
    },
    train(figure, share) {
      const { run, edit, train } = playground.getState();
      const recorded = run?.origin === "recorded" ? run : get().compared?.recorded;
      const part = recorded && partOf(recorded.experiment);
      if (!recorded || !part) return;
      const live = trainedLive(figure, part, share);
      edit(() => live);
      set({ compared: { recorded, figure, live: playground.getState().experiment } });
      train();
    },
  }));
}

/** The recorded run behind the shown one: itself where it is recorded, or the one that it is laid over. */
export function comparedRunOf(run: Run | null, behind: ComparedRecording | null): Run | null {
  if (run?.origin === "recorded") return partOf(run.experiment) ? run : null;
  return run && behind && sameExperiment(run.experiment, behind.live) ? behind.recorded : null;
}
