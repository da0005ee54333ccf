/** What the bars' colours mean, whose student is shown, and the scale of the bars. */

import type { ReactNode } from "react";
import { armsOf, DISTILLED } from "../../domain/experiment.ts";
import type { Scale } from "../../places/labView.ts";
import { SegmentedChoice } from "../elements/formControls.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useControlState } from "../shown/controlState.tsx";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import type { ShownAnswers } from "./shownAnswers.ts";

/** Selects the arm whose student is shown, where there are more than two arms; else its name. */
function ShownStudent({ name }: { readonly name: string | undefined }): ReactNode {
  const words = useWords();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const shownArm = usePlayground((state) => state.shownArm);
  const showArm = usePlayground((state) => state.showArm);
  const arms = armsOf(experiment);
  // A lesson has a place of its own for the choice.
  const isOfLesson = usePage(({ mask }) => mask !== null);
  if (arms.length <= 2 || isOfLesson) return arms.length > 2 ? names.arm(shownArm) : name;
  return (
    <select
      className="quiet-select"
      aria-label={words.shownArm}
      value={arms.includes(shownArm) ? shownArm : DISTILLED}
      onChange={(event) => showArm(event.target.value)}
    >
      {arms.map((arm) => (
        <option key={arm} value={arm}>
          {names.arm(arm)}
        </option>
      ))}
    </select>
  );
}

/** The legend line under the bars. */
export function Legend({ answers }: { readonly answers: ShownAnswers }): ReactNode {
  const words = useWords();
  const scale = usePage((page) => page.scale);
  const choose = usePage((page) => page.choose);
  const { tone, areTargets } = answers;
  const isScaleFree = useControlState("scale") === "free";
  const scales: readonly { value: Scale; label: string }[] = [
    { value: "linear", label: words.linear },
    { value: "logarithmic", label: words.logarithmic },
    { value: "others", label: words.others },
  ];
  return (
    <div className="legend">
      <span className={`key ${tone}`}>{tone === "teacher" ? words.column.teacherKey : words.arms["plain-alone"]}</span>
      <span className="key student">
        <ShownStudent name={tone === "teacher" ? words.column.studentKey : words.arms.alone} />
      </span>
      {areTargets ? <span className="key target">{words.column.targetKey}</span> : null}
      {isScaleFree ? (
        <SegmentedChoice
          label={words.scale}
          value={scale}
          options={scales}
          onChange={(value) => choose({ scale: value })}
        />
      ) : null}
    </div>
  );
}
