/** What a run of Hinton's section is compared with: the recorded run, and the paper's figures. */

import { useEffect, useMemo } from "react";
import type { NetworkCard } from "../../protocol/events.ts";
import type { EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { useShownRun } from "../../views/shown/shownRun.ts";
import { partOf, type SectionPart } from "../experiments.ts";
import { recordedArm, sectionRows } from "../paperResults.ts";
import { comparedRunOf } from "../replay/hintonSectionStore.ts";
import { readExperiment, type SectionResult, type SectionSummary } from "../replay/sectionSummary.ts";

/** Prefix of the ids of recorded curves. */
export const RECORDED_PREFIX = "recorded ";

/** The recorded run that the shown one is or is compared with, if it belongs to the section; else null. */
export function useComparedRun(): Run | null {
  const compared = useHintonSectionStore((section) => section.compared);
  return usePlayground(({ run }) => comparedRunOf(run, compared));
}

/** The recorded networks that live ones are compared with; their steps are scaled to the steps of the live ones. */
export function useRecordedCurves(cards: readonly NetworkCard[]): readonly EvaluatedNetwork[] {
  const recorded = useComparedRun();
  const figure = useHintonSectionStore((section) => section.compared?.figure);
  const isLive = usePlayground(({ run }) => run?.origin === "live");
  return useMemo(() => {
    if (!recorded || !figure || !isLive) return [];
    return cards.flatMap((card) => {
      const arm = card.arm === undefined ? undefined : recordedArm(card.arm, figure);
      const other = recorded.networks.find((one) => one.card.arm === arm && (one.card.pair ?? 0) === (card.pair ?? 0));
      if (!other || card.steps === undefined) return [];
      const scale = card.steps / other.steps;
      const evaluations = other.evaluations.map(({ step, evaluation }) => ({
        step: Math.round(step * scale),
        evaluation,
      }));
      return [{ card: { ...card, id: `${RECORDED_PREFIX}${card.id}` }, evaluations }];
    });
  }, [recorded, figure, isLive, cards]);
}

/** The part of the section on MNIST that the shown run is or is compared with; else null: the paper's figures are of MNIST. */
function usePaperPart(): SectionPart | null {
  const recorded = useComparedRun();
  return useMemo(() => {
    const part = recorded && partOf(recorded.experiment);
    return part?.dataset === "mnist" ? part : null;
  }, [recorded]);
}

/** The paper's figure for a network of the shown recording: errors out of 10,000. */
export interface PaperLine {
  readonly of: string;
  readonly errors: number;
}

/** The paper's figures for the networks of the shown run, where it is of MNIST. */
export function usePaperLines(): readonly PaperLine[] {
  const part = usePaperPart();
  return useMemo(() => {
    const rows = sectionRows.filter(({ experiment, bias = "none" }) => experiment === part?.id && bias === "none");
    return rows.flatMap(({ of, paper }) => (paper ? [{ of, errors: paper.errors }] : []));
  }, [part]);
}

export type { SectionResult };

/** The figures of all recorded seeds, fetched when a part is shown; undefined until they have come, null if missing. */
export function useSectionSummary(part: SectionPart | null): SectionSummary | null | undefined {
  const summary = useHintonSectionStore((section) => (part ? section.summaries[part.dataset] : undefined));
  const load = useHintonSectionStore((section) => section.load);
  useEffect(() => {
    if (part && summary === undefined) load(part.dataset).catch(() => {});
  }, [part, summary, load]);
  return summary;
}

/**
 * The result over all recorded seeds, where a recorded run of the section is shown without a bias; "fetching" until
 * their figures have come, null where there are none.
 */
export function useSectionResult(): SectionResult | "fetching" | null {
  const recorded = usePlayground(({ run }) => (run?.origin === "recorded" ? run : null));
  const isBiased = useShownRun(({ run }) => run?.bias !== undefined);
  const part = useMemo(() => recorded && partOf(recorded.experiment), [recorded]);
  const summary = useSectionSummary(part);
  return useMemo(() => {
    if (!part || isBiased || summary === null) return null;
    return summary === undefined ? "fetching" : readExperiment(summary.figures, part.id);
  }, [part, isBiased, summary]);
}

/** The bias that the paper chose for the shown run's dropped classes; undefined where it gives none. */
export function usePaperBias(): number | undefined {
  const part = usePaperPart();
  return sectionRows.find(({ experiment, paper }) => experiment === part?.id && paper?.bias !== undefined)?.paper?.bias;
}
