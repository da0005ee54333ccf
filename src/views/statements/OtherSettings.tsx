/** A note beside a result that was trained with other settings than those that are set: what differs, and what to do. */

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
  const { changes, onlyLive } = changedSettings(run, experiment, goesOn);
  if (changes.length === 0) return null;
  const armName = (arm: string) => (run.experiment.controls.includes(arm) ? shown : own).arm(arm);
  const datasets = [run.experiment.data.dataset, experiment.data.dataset] as const;
  const named = changes
    .slice(0, MAX_CHANGES)
    .map((change) => changeInWords(change, { words, dictionary, armName, datasets }));
  const rest = changes.length - named.length;
  return (
    <div className="other-settings" role="status">
      <p>
        <strong>{onlyLive ? words.changes.liveTitle : words.changes.title}</strong>{" "}
        {named.join(words.punctuation.semicolon)}
        {rest > 0 ? `${words.punctuation.semicolon}${words.changes.more(rest)}` : ""}
      </p>
      {phase === "loading" ? null : (
        <p className="row">
          <button type="button" onClick={() => train()}>
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
