/** Curves of pinned runs, which are drawn beside those of the shown run. */

import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { type Curve, curvesOf } from "../../session/comparisons/evaluationCurves.ts";
import { isSameRun } from "../../session/comparisons/keptRuns.ts";
import { usePlayground, useRunList } from "../elements/storeContexts.ts";

/** A curve of a pinned run. */
export interface PinnedCurve extends Curve {
  /** the run's number in the list */
  readonly number: number;
}

/** The means of both students of every pinned run but the shown one, as errors out of as many images as the shown run's. */
export function usePinnedCurves(total: number): readonly PinnedCurve[] {
  const pinned = useRunList(useShallow(({ runs }) => runs.filter((kept) => kept.pinned)));
  const others = usePlayground(
    useShallow(({ run: shown }) => pinned.filter((kept) => !shown || !isSameRun(kept.run, shown))),
  );
  return useMemo(
    () =>
      others.flatMap(({ number, run: { networks } }) => {
        const own = networks.find(({ evaluations }) => evaluations.length > 0)?.evaluations[0]?.evaluation.total;
        const scale = own === undefined || total === 0 ? 1 : total / own;
        return curvesOf(networks)
          .filter(({ kind, arm }) => kind === "mean" && (arm === DISTILLED || arm === BASELINE))
          .map((curve) => ({
            ...curve,
            number,
            id: `${number} ${curve.id}`,
            points: curve.points.map(({ step, errors }) => ({ step, errors: errors * scale })),
          }));
      }),
    [others, total],
  );
}
