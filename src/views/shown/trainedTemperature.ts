/** The temperature at which a run's student was trained. */

import { type Arm, DISTILLED } from "../../domain/experiment.ts";
import { TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The arms whose students learn at the method's temperature; a method's own arms may have one of their own. */
const ARMS: readonly Arm[] = [DISTILLED, "shuffled-soft-targets"];

/** The temperature; null where the method has none, or the arm's students learn at none or at one of their own. */
export function trainedTemperature(run: Pick<Run, "experiment" | "marks">, arm: Arm): number | null {
  const param = methodById(run.experiment.method.id).params[TEMPERATURE];
  if (param?.kind !== "number" || !ARMS.includes(arm)) return null;
  return Number(lastSettingsOf(run as Run).method.params[TEMPERATURE] ?? param.default);
}

/** The temperature of the shown student's training; null where there is none, or the method that is set is another. */
export function useTrainedTemperature(): number | null {
  return usePlayground((state) => {
    const { run, experiment } = state;
    if (!run || run.experiment.method.id !== experiment.method.id) return null;
    return trainedTemperature(run, shownStudent(state)?.card.arm ?? DISTILLED);
  });
}
