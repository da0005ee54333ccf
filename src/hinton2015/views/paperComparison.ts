/** The paper's figures for the shown run, and the recorded curves that a live one is compared with. */

import { useMemo } from "react";
import type { NetworkCard } from "../../protocol/events.ts";
import type { EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { partOf, type SectionPart } from "../experiments.ts";
import { recordedArm, sectionRows } from "../paperResults.ts";
import { useComparedRun } from "./sectionComparison.ts";

/** Prefix of the ids of recorded curves. */
const RECORDED_PREFIX = "recorded ";

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

/** The bias that the paper chose for the shown run's dropped classes; undefined where it gives none. */
export function usePaperBias(): number | undefined {
  const part = usePaperPart();
  return sectionRows.find(({ experiment, paper }) => experiment === part?.id && paper?.bias !== undefined)?.paper?.bias;
}
