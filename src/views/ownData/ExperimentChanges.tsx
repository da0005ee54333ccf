/** What taking the images changes in the experiment. */

import type { ReactNode } from "react";
import type { Experiment } from "../../domain/experiment.ts";
import { experimentChanges } from "../../session/run/experimentChanges.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { useNames } from "../shown/networkNames.ts";
import { changeInWords } from "../statements/settingWords.ts";

export function ExperimentChanges({ from, to }: { readonly from: Experiment; readonly to: Experiment }): ReactNode {
  const words = useWords();
  const { ownData } = useLaterWords();
  const dictionary = usePage((page) => page.dictionary);
  const names = useNames(from);
  const datasets = [from.data, to.data] as const;
  const changes = experimentChanges(from, to).filter(({ path }) => path.join(".") !== "data.files");
  if (changes.length === 0) return <p>{ownData.takingNothing}</p>;
  return (
    <>
      <p>{ownData.taking}</p>
      <ul>
        {changes.map((change) => (
          <li key={change.path.join(".")}>
            {changeInWords(change, { words, dictionary, armName: names.arm, datasets })}
          </li>
        ))}
      </ul>
    </>
  );
}
