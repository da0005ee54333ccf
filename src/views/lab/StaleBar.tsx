/** The bar over the stage where the result that is shown is of other settings: what was changed, and what to do. */

import type { ReactNode } from "react";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { changeInWords } from "../statements/settingWords.ts";
import { useStaleSettings } from "../statements/staleness.tsx";

// The bar stands before its words are there.
const recordedOffer = loadedCode(() => import("./RecordedOffer.tsx"));

/** How many changes are named; of more only their number is given. */
const MAX_CHANGES = 4;

/** The bar; nothing where the run has the settings. */
export default function StaleBar(): ReactNode {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const experiment = usePlayground((state) => state.experiment);
  const isLoading = usePlayground((state) => state.phase === "loading");
  const train = usePlayground((state) => state.train);
  const restore = usePlayground((state) => state.restoreRunSettings);
  const changes = useStaleSettings();
  const of = useShownExperiment();
  const shown = useNames(of);
  const own = useNames(experiment);
  if (changes.length === 0) return null;
  const armName = (arm: string) => (of.controls.includes(arm) ? shown : own).arm(arm);
  const datasets = [of.data, experiment.data] as const;
  const named = changes
    .slice(0, MAX_CHANGES)
    .map((change) => changeInWords(change, { words, dictionary, armName, datasets }));
  const rest = changes.length - named.length;
  const { semicolon, space } = words.punctuation;
  return (
    <div className="stale-bar" role="status">
      <p>
        <strong>{words.changes.title}</strong> {named.join(semicolon)}
        {rest > 0 ? `${semicolon}${words.changes.more(rest)}` : ""}
        {words.punctuation.stop}
        {space}
        {words.changes.shown}
      </p>
      {isLoading ? null : (
        <>
          <button type="button" onClick={() => train()}>
            {words.changes.train}
          </button>
          <LoadedPart code={recordedOffer} props={{}} isAddition />
          <button type="button" onClick={restore}>
            {words.changes.back}
          </button>
        </>
      )}
    </div>
  );
}
