/** The networks that the details are about, and their evaluations at the step that is shown. */

import { BASELINE } from "../../domain/experiment.ts";
import type { Evaluation } from "../../protocol/events.ts";
import { momentAt } from "../../session/run/moments.ts";
import type { NetworkRun } from "../../session/run/runFromEvents.ts";
import { shownStudent, studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { usePage } from "../elements/pageChoices.ts";
import { type ShownRun, useShownRun } from "../shown/shownRun.ts";

/** The shown student, the first baseline student as its twin, and the teacher. */
export type Who = "student" | "without" | "teacher";

/** One of them in a run; undefined where the run has none. */
export function networkOf(shown: ShownRun, who: Who): NetworkRun | undefined {
  if (!shown.run) return undefined;
  if (who === "teacher") return teacherOf(shown.run);
  const student = shownStudent(shown);
  if (who === "student") return student;
  const twin = studentsOfArm(shown.run, BASELINE)[0];
  return twin === student ? undefined : twin;
}

/** The step that is shown of a network: the teacher has been trained before the students, and is shown at its end. */
export function stepShownOf(who: Who, step: number | null): number | null {
  return who === "teacher" ? null : step;
}

/** The evaluation of a network at the step that is shown. */
export function useEvaluation(who: Who): Evaluation | undefined {
  const step = usePage((page) => page.step);
  return useShownRun((shown) => {
    return momentAt(networkOf(shown, who)?.evaluations, stepShownOf(who, step))?.evaluation;
  });
}
