/** A bar over a run that was trained with other settings than those that are set: what differs, and what to do. */

import type { ReactNode } from "react";
import { changedSettings } from "../../session/run/experimentChanges.ts";
import { useNames } from "../elements/networkNames.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { changeInWords } from "./settingWords.ts";

/** How many changes are named; of more only their number is given. */
const MAX_CHANGES = 5;

/** The note; nothing where the run has the settings. */
export default function OtherSettings(): ReactNode {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const run = usePlayground((state) => state.run);
  const experiment = usePlayground((state) => state.experiment);
  const phase = usePlayground((state) => state.phase);
  const train = usePlayground((state) => state.train);
  const restore = usePlayground((state) => state.restoreRunSettings);
  const shown = useNames(useShownExperiment());
  const own = useNames(experiment);
  if (!run) return null;
  const goesOn = phase !== "idle" && phase !== "loading";
  const { changes } = changedSettings(run, experiment, goesOn);
  // A temperature of the bars alone is named beside its slider.
  if (changes.every(({ path }) => path.join(".") === "method.params.temperature")) return null;
  const armName = (arm: string) => (run.experiment.controls.includes(arm) ? shown : own).arm(arm);
  const datasets = [run.experiment.data.dataset, experiment.data.dataset] as const;
  const named = changes
    .slice(0, MAX_CHANGES)
    .map((change) => changeInWords(change, { words, dictionary, armName, datasets }));
  const rest = changes.length - named.length;
  return (
    <div className="other-settings" role="status">
      <p>
        {words.changes.title}
        {named.join(words.punctuation.comma)}
        {rest > 0 ? `${words.punctuation.comma}${words.changes.more(rest)}` : ""}
        {words.changes.shown}
      </p>
      {phase === "loading" ? null : (
        <p className="row">
          <button type="button" className="primary" onClick={() => train()}>
            {words.changes.train}
          </button>
          <button type="button" onClick={restore}>
            {words.changes.back}
          </button>
        </p>
      )}
    </div>
  );
}
