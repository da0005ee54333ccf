/** The state of the lab as a lesson's conditions, texts and formulas read it. */

import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { BASELINE } from "../../domain/experiment.ts";
import type { Card } from "../../lessons/lesson.ts";
import type { LessonState, StudentErrors } from "../../lessons/lessonState.ts";
import { DETAILS } from "../../places/labView.ts";
import type { Evaluation } from "../../protocol/events.ts";
import { shownSteps } from "../../session/run/runAtStep.ts";
import { lastEvaluation, shownStudent, studentsOfArm } from "../../session/run/runSelectors.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useProbe } from "../shown/chosenProbe.ts";
import { useBias, useShownRun } from "../shown/shownRun.ts";
import { useTrainedTemperature } from "../shown/trainedTemperature.ts";
import { useShownAnswers } from "../softTargets/shownAnswers.ts";

function errorsOf(evaluation: Evaluation | undefined, dropped: readonly number[]): StudentErrors | null {
  if (!evaluation) return null;
  const { errors: all, classErrors, classTotals } = evaluation;
  const onDropped = dropped.reduce((sum, c) => sum + (classErrors[c] ?? 0), 0);
  return { all, dropped: onDropped, others: all - onDropped, classErrors, classTotals };
}

/** The state. @param card what it shows decides which detail is open */
export function useLessonState(card: Card): LessonState {
  const { teacher, student, temperature, label } = useShownAnswers();
  // What a card hides, its formula does not tell.
  const hides = usePage((page) => page.hides);
  const experiment = usePlayground((state) => state.experiment);
  const trained = useTrainedTemperature();
  const scale = usePage((page) => page.scale);
  const chosenStep = usePage((page) => page.step);
  const image = useProbe()?.index;
  const [bias] = useBias();
  const arm = usePlayground((state) => shownStudent(state)?.card.arm ?? state.shownArm);
  const steps = usePlayground(useShallow(shownSteps));
  const own = useShownRun((shown) => lastEvaluation(shownStudent(shown)));
  const twin = useShownRun(({ run }) => (run ? lastEvaluation(studentsOfArm(run, BASELINE)[0]) : undefined));
  const ofRun = usePlayground(({ run }) => run?.experiment.transferSet.omitClasses);
  return useMemo(() => {
    const dropped = experiment.transferSet.omitClasses;
    return {
      experiment,
      params: experiment.method.params,
      ...{ temperature, trained, scale, label, image, dropped, bias, arm, steps },
      ...{ teacher: hides === "both" ? null : teacher, student: hides === "none" ? student : null },
      step: chosenStep ?? steps.at(-1) ?? 0,
      detail: DETAILS.find((detail) => card.shows.includes(`detail.${detail}`)) ?? null,
      errors: errorsOf(own, ofRun ?? dropped),
      twinErrors: errorsOf(twin, ofRun ?? dropped),
    };
  }, [
    experiment,
    temperature,
    trained,
    scale,
    label,
    image,
    bias,
    arm,
    steps,
    teacher,
    student,
    hides,
    chosenStep,
    card,
    own,
    twin,
    ofRun,
  ]);
}
