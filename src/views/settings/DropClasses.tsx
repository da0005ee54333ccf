/** The classes that the transfer set omits. */

import type { ReactNode } from "react";
import { DISTILLED } from "../../domain/experiment.ts";
import { seesTrainingImages } from "../../methods/registry/arms.ts";
import { stateOf } from "../../places/controls.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { LockReason } from "../shown/controlState.tsx";
import { hasTeacher, ofExperiment } from "../shown/shownExperiment.ts";
import { useClassNames } from "../statements/classNames.ts";

/** Whether the taught student sees images beside the transfer set. */
const seesOtherImages = ofExperiment((experiment) => seesTrainingImages(DISTILLED, experiment));

/** More classes than these scroll. */
const MOST_WITHOUT_SCROLLING = 12;

/** A toggle button for each class; a pressed one is a dropped class. */
export function DropClasses(): ReactNode {
  const words = useWords();
  const isTaught = usePlayground((state) => hasTeacher(state.experiment));
  // Of a given teacher it is not known what it saw.
  const isGiven = usePlayground((state) => state.experiment.teacher.given !== undefined);
  const seesOthers = usePlayground((state) => seesOtherImages(state.experiment));
  const data = usePlayground((state) => state.experiment.data);
  const omitted = usePlayground((state) => state.experiment.transferSet.omitClasses);
  const classes = usePlayground((state) => state.experiment.student.architecture.classes);
  const nameOf = useClassNames(data);
  const edit = usePlayground((state) => state.edit);
  const mask = usePage((page) => page.mask);
  const shown = Array.from({ length: classes }, (_, c) => c).filter((c) => mask?.named[`class.${c}`] !== "hidden");
  /** A class can be dropped where it is free itself, or stands with the others and these are. */
  const isFree = (c: number) => (mask?.named[`class.${c}`] ?? stateOf(mask, "dropClasses")) === "free";
  const toggle = (c: number) =>
    edit((edited) => {
      const { omitClasses } = edited.transferSet;
      const next = omitClasses.includes(c)
        ? omitClasses.filter((other) => other !== c)
        : [...omitClasses, c].sort((a, b) => a - b);
      return { ...edited, transferSet: { ...edited.transferSet, omitClasses: next } };
    });
  const chips = `chips${nameOf.areWords ? " words" : ""}${shown.length > MOST_WITHOUT_SCROLLING ? " many" : ""}`;
  return (
    <section className="drop-classes" aria-label={words.dropClasses}>
      <h2>{words.dropClasses}</h2>
      <div className={chips} role="group" aria-label={words.dropClasses}>
        {shown.map((c) => (
          <button
            key={c}
            type="button"
            aria-pressed={omitted.includes(c)}
            disabled={!isFree(c)}
            onClick={() => toggle(c)}
          >
            {nameOf(c)}
          </button>
        ))}
      </div>
      <LockReason control="dropClasses" />
      <p className="hint">
        {seesOthers ? words.dropHintTransfer : isTaught && !isGiven ? words.dropHint : words.dropHintAlone}
      </p>
    </section>
  );
}
