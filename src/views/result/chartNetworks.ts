/** What the chart draws of the shown run: its networks without a bias, and where a bias moves the end of a curve. */

import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Arm } from "../../domain/experiment.ts";
import { mean } from "../../math/statistics.ts";
import type { EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useShownRun } from "../shown/shownRun.ts";

/** All networks of the shown run without a bias; a new list only when one of them has been evaluated. */
export function useUnbiasedNetworks(): readonly EvaluatedNetwork[] {
  const cards = usePlayground(useShallow(({ run }) => run?.networks.map((network) => network.card) ?? NONE));
  const evaluations = usePlayground(useShallow(({ run }) => run?.networks.map((one) => one.evaluations) ?? NONE));
  return useMemo(() => cards.map((card, i) => ({ card, evaluations: evaluations[i] ?? [] })), [cards, evaluations]);
}
const NONE: readonly never[] = [];

/** The last errors of an arm's students with a bias and without, over those whose test answers are known. */
export interface BiasedEnd {
  readonly arm: Arm;
  readonly step: number;
  readonly errors: number;
  readonly unbiased: number;
  /** whether these are not all of the arm's students */
  readonly isPart: boolean;
}

/** Where the bias moves the end of a curve; null without a bias. */
export function useBiasedEnd(): BiasedEnd | null {
  const biased = useShownRun(
    useShallow(({ run }) => {
      if (!run?.bias) return NONE;
      const { arm, networks } = run.bias;
      return studentsOfArm(run, arm).flatMap(({ card, evaluations }) =>
        networks.has(card.id) ? (evaluations.at(-1)?.evaluation.errors ?? []) : [],
      );
    }),
  );
  const ids = useShownRun(useShallow(({ run }) => [...(run?.bias?.networks ?? NONE)]));
  const arm = useShownRun(({ run }) => run?.bias?.arm);
  const networks = useUnbiasedNetworks();
  return useMemo(() => {
    const own = networks
      .filter(({ card }) => ids.includes(card.id) && !card.member)
      .flatMap((one) => one.evaluations.at(-1) ?? []);
    if (arm === undefined || biased.length === 0 || own.length === 0) return null;
    const unbiased = mean(own.map(({ evaluation }) => evaluation.errors));
    const all = networks.filter(({ card }) => card.arm === arm && !card.member);
    return { arm, step: own[0]!.step, errors: mean(biased), unbiased, isPart: own.length < all.length };
  }, [networks, ids, arm, biased]);
}
