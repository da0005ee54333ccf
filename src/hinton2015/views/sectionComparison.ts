/** What stands behind the curves of a run of Hinton's section: the recorded run, and the paper's figures. */

import { useMemo } from "react";
import type { NetworkCard } from "../../protocol/events.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import type { EvaluatedNetwork } from "../../views/elements/evaluatedNetworks.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { partOf, type SectionPart } from "../experiments.ts";
import { recordedArm, sectionRows } from "../figures.ts";
import { comparedRunOf } from "../replay/hintonSectionStore.ts";

/** How names of recorded lines begin. */
export const RECORDED_PREFIX = "recorded ";

/** The recorded run behind what is shown, if it belongs to the section. */
export function useComparedRun(): Run | null {
  const behind = useHintonSectionStore((desk) => desk.compared);
  return usePlayground(({ run }) => comparedRunOf(run, behind));
}

/** The recorded networks that live ones are laid over, each drawn over the width of its live one. */
export function useRecordedCurves(cards: readonly NetworkCard[]): readonly EvaluatedNetwork[] {
  const recorded = useComparedRun();
  const figure = useHintonSectionStore((desk) => desk.compared?.figure);
  const isLive = usePlayground(({ run }) => run?.origin === "live");
  return useMemo(() => {
    if (!recorded || !figure || !isLive) return [];
    return cards.flatMap((card) => {
      const arm = card.arm === undefined ? undefined : recordedArm(card.arm, figure);
      const other = recorded.networks.find((one) => one.card.arm === arm && (one.card.pair ?? 0) === (card.pair ?? 0));
      if (!other || card.steps === undefined) return [];
      const width = card.steps / other.steps;
      const evaluations = other.evaluations.map(({ step, evaluation }) => ({
        step: Math.round(step * width),
        evaluation,
      }));
      return [{ card: { ...card, id: `${RECORDED_PREFIX}${card.id}` }, evaluations }];
    });
  }, [recorded, figure, isLive, cards]);
}

/** The part of the section on MNIST that the shown run is or lies over, where the paper's figures belong; else null. */
function usePaperPart(): SectionPart | null {
  const recorded = useComparedRun();
  return useMemo(() => {
    const part = recorded && partOf(recorded.experiment);
    return part?.dataset === "mnist" ? part : null;
  }, [recorded]);
}

/** What the paper gives for a network of the shown recording: errors out of 10,000. */
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

/** The bias that the paper chose for the shown run's dropped classes; undefined where it tells none. */
export function usePaperBias(): number | undefined {
  const part = usePaperPart();
  return sectionRows.find(({ experiment, paper }) => experiment === part?.id && paper?.bias !== undefined)?.paper?.bias;
}
