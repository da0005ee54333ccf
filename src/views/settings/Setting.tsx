/** A line of the settings: marked where it differs from the shown run, with a button that puts it back. */

import type { ReactNode } from "react";
import { withSetting } from "../../session/run/experimentChanges.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useChangedSetting } from "../statements/staleness.tsx";

/**
 * @param props.path the setting's place in the experiment: "student.training.steps"
 * @param props.isWide it has a line to itself
 */
export function Setting(props: {
  readonly path: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { path, isWide = false, children } = props;
  const { lab: words } = useWords();
  const edit = usePlayground((state) => state.edit);
  const changed = useChangedSetting(path);
  return (
    <div className={`setting${changed ? " changed" : ""}${isWide ? " wide" : ""}`}>
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
