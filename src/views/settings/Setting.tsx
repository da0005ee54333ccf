/** A line of the settings: marked where it differs from the shown run, with a button that puts it back. */

import { type ReactNode, useMemo } from "react";
import { experimentChanges, withSetting } from "../../session/run/experimentChanges.ts";
import { lastSettingsOf } from "../../session/run/liveSettings.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** @param path the setting's place in the experiment: "student.training.steps" */
export function Setting({ path, children }: { readonly path: string; readonly children: ReactNode }): ReactNode {
  const { lab: words } = useWords();
  const edit = usePlayground((state) => state.edit);
  const experiment = usePlayground((state) => state.experiment);
  const marks = usePlayground((state) => state.run?.marks);
  const of = usePlayground((state) => state.run?.experiment);
  const changed = useMemo(
    () =>
      of && marks
        ? experimentChanges(lastSettingsOf({ experiment: of, marks }), experiment).find(
            (one) => one.path.join(".") === path,
          )
        : undefined,
    [of, marks, experiment, path],
  );
  return (
    <div className={changed ? "setting changed" : "setting"}>
      {children}
      {changed ? (
        <button
          type="button"
          className="quiet"
          onClick={() => edit((edited) => withSetting(edited, changed.path, changed.from))}
        >
          {words.putBack}
        </button>
      ) : null}
    </div>
  );
}
