/** The networks of the shown run with their evaluations. */

import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { EvaluatedNetwork } from "../../session/comparisons/evaluationCurves.ts";
import { useWholeRun } from "./shownRun.ts";

/** All networks of the shown run, with its bias; a new list only when one of them has been evaluated, not with every loss. */
export function useEvaluatedNetworks(): readonly EvaluatedNetwork[] {
  const cards = useWholeRun(useShallow(({ run }) => run?.networks.map((network) => network.card) ?? []));
  const evaluations = useWholeRun(useShallow(({ run }) => run?.networks.map((one) => one.evaluations) ?? []));
  return useMemo(() => cards.map((card, i) => ({ card, evaluations: evaluations[i] ?? [] })), [cards, evaluations]);
}
