/** Where settings have been changed to those of a recorded run: the button that shows it. The run shown before stays in the list of runs. */

import type { ReactNode } from "react";
import { sameButLiveSettings } from "../../session/run/liveSettings.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { recordedWithout } from "../shown/recordedWithout.ts";
import { showRecorded } from "../shown/showRecorded.ts";
import { useClassNames } from "../statements/classNames.ts";
import { useStaleSettings } from "../statements/staleness.tsx";

/** The button; nothing where no recorded run fits, or it is shown. */
export default function RecordedOffer(): ReactNode {
  const { answers } = useWords();
  const { recordedOffer: words } = useLaterWords();
  const store = usePlaygroundStore();
  const experiment = usePlayground((state) => state.experiment);
  const shown = usePlayground((state) => state.run?.experiment);
  const isIdle = usePlayground((state) => state.phase === "idle");
  const changes = useStaleSettings();
  const nameOf = useClassNames(experiment.data);
  const { omitClasses } = experiment.transferSet;
  const isDropped = changes.some(({ path }) => path.join(".") === "transferSet.omitClasses");
  const own = recordedLike(experiment);
  const found = own ?? (isDropped ? recordedWithout(experiment, omitClasses) : undefined);
  if (!found || !isIdle || (shown && sameButLiveSettings(shown, found))) return null;
  const show = () => {
    usePage.getState().choose({ step: null, bias: null });
    showRecorded(store, own ? experiment : found);
  };
  return (
    <button type="button" onClick={show}>
      {own ? words.own : words.without(answers.list(omitClasses.map(nameOf)))}
    </button>
  );
}
