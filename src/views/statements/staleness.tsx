/** Whether what is shown was trained with other settings than those that are set. */

import type { Playground } from "../../session/playgroundState.ts";
import { type ChangedSetting, experimentChanges, isStale, staleChanges } from "../../session/run/experimentChanges.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import { usePlayground } from "../elements/storeContexts.ts";

const NONE: readonly ChangedSetting[] = [];

type Compared = Pick<NonNullable<Playground["run"]>, "experiment" | "marks"> & {
  readonly set: Playground["experiment"];
};

/** The newest comparison, which all views of one frame share. */
let newest: { readonly of: Compared; readonly result: readonly ChangedSetting[] } | null = null;

/** The settings that have changed since the shown run, its temperature among them. */
function changesSinceRun({ run, experiment: set }: Playground): readonly ChangedSetting[] {
  if (!run) return NONE;
  const { experiment, marks } = run;
  if (newest?.of.experiment !== experiment || newest.of.marks !== marks || newest.of.set !== set) {
    const result = experimentChanges(lastSettingsOf({ experiment, marks }), set);
    newest = { of: { experiment, marks, set }, result: result.length > 0 ? result : NONE };
  }
  return newest!.result;
}

/** Whether the shown run trains, so that it follows live settings. */
const goesOn = ({ phase }: Playground) => phase !== "idle" && phase !== "loading";

/** The settings by which the shown run's result is of another experiment than the one that is set, and its temperature. */
export function useStaleSettings(): readonly ChangedSetting[] {
  const changes = usePlayground(changesSinceRun);
  const method = usePlayground((state) => state.experiment.method);
  const follows = usePlayground(goesOn);
  return staleChanges(changes, method, follows);
}

/** Whether the result is of other settings. */
export function useHasOtherSettings(): boolean {
  return usePlayground((state) =>
    changesSinceRun(state).some((change) => isStale(change, state.experiment.method, goesOn(state))),
  );
}

/** One setting's change since the shown run; undefined where it is as it was. @param path its place: "student.training.steps" */
export function useChangedSetting(path: string): ChangedSetting | undefined {
  return usePlayground((state) => changesSinceRun(state).find((one) => one.path.join(".") === path));
}

/** The class of a region whose content is of other settings: its colour is taken away. */
export function useStaleClass(): string {
  return useHasOtherSettings() ? " stale" : "";
}
