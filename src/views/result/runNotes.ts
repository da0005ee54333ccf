/** What the chart notes at steps of the shown run. */

import { DISTILLED } from "../../domain/experiment.ts";
import { paramLabel } from "../../i18n/methodText.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import type { StepNote } from "./stepNotes.ts";

/** How many changes of live settings are marked, the newest: more could not be read. */
const MAX_MARKS = 8;

const NONE: readonly never[] = [];

/** Stages of the distilled students, then the changed settings, the newest first. */
export function useNotes(marks: Run["marks"]): readonly StepNote[] {
  const words = useWords();
  const translate = useTranslate();
  const dictionary = usePage((page) => page.dictionary);
  const stages =
    usePlayground((state) => (state.run ? studentsOfArm(state.run, DISTILLED)[0]?.stages : undefined)) ?? NONE;
  const settingName = (param: string) =>
    param === "learningRate" ? words.learningRate : paramLabel(param, words, dictionary);
  const newest = [...new Map(marks.map((mark) => [`${mark.step} ${mark.param}`, mark])).values()]
    .slice(-MAX_MARKS)
    .reverse();
  return [
    ...stages.slice(1).map(({ name, from }) => ({ step: from, text: translate(name) })),
    ...newest.map(({ step, param, value }) => ({ step, text: `${settingName(param)} ${value}` })),
  ];
}
