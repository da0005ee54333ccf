/** A line of the settings: marked where it differs from the shown run, with a button that puts it back. */

import type { ReactNode } from "react";
import { withSetting } from "../../session/run/experimentChanges.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useChangedSetting } from "../statements/staleness.tsx";

/** @param path the setting's place in the experiment: "student.training.steps" */
export function Setting({ path, children }: { readonly path: string; readonly children: ReactNode }): ReactNode {
  const { lab: words } = useWords();
  const edit = usePlayground((state) => state.edit);
  const changed = useChangedSetting(path);
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
