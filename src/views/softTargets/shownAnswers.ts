/** What the shown run's teacher and student answer to the chosen image, at the step and the temperature that are set. */

import { useMemo } from "react";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import type { Answers } from "../../i18n/softTargets/answerSentence.ts";
import { softmax } from "../../math/softmax.ts";
import { seesTrainingImages, startsTrained } from "../../methods/registry/arms.ts";
import { momentAt } from "../../session/run/moments.ts";
import type { NetworkRun } from "../../session/run/runFromEvents.ts";
import { shownStudent, studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useProbe, useProbeKind } from "../shown/chosenProbe.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment, useTemperature } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { type ClassNames, useClassNames } from "../statements/classNames.ts";

const NONE: readonly number[] = [];

/** The network on the left: the teacher, or where there is none the baseline student. */
export type Tone = "teacher" | "baseline";

/** The answers as logits, with what bars and sentence need beside them. */
export interface ShownAnswers {
  readonly tone: Tone;
  /** logits, [classes]; null where they are not known */
  readonly teacher: Float32Array | null;
  readonly student: Float32Array | null;
  /** null where the method has none */
  readonly temperature: number | null;
  /** whether soft targets pass from a teacher: not where the method has no temperature */
  readonly areTargets: boolean;
  readonly label: number | undefined;
  /** classes that the student's images lack */
  readonly dropped: readonly number[];
  readonly nameOf: ClassNames;
  /** what the sentence is made from */
  readonly said: Answers;
}

/** The logits of one image; null while there are none. */
function rowOf(
  moment: { readonly logits: Float32Array } | undefined,
  index: number | undefined,
  classes: number,
): Float32Array | null {
  if (!moment || index === undefined || moment.logits.length < (index + 1) * classes) return null;
  return moment.logits.subarray(index * classes, (index + 1) * classes);
}

/** The answers that are shown; they follow the run, the image, the step, the bias and the temperature. */
export function useShownAnswers(): ShownAnswers {
  const kind = useProbeKind();
  const probe = useProbe();
  const temperature = useTemperature();
  const experiment = useShownExperiment();
  const nameOf = useClassNames(experiment.data);
  const chosenStep = usePage((page) => page.step);
  // A drawn digit is answered by the networks as they are.
  const at = kind === "drawn" ? null : chosenStep;
  const moment = (network: NetworkRun | undefined, step: number | null) => momentAt(network?.probeLogits[kind], step);
  const classes = usePlayground((state) => state.run?.experiment.teacher.architecture.classes) ?? 10;
  const hasNoTeacher = usePlayground(({ run }) => run !== null && teacherOf(run) === undefined);
  const shownTeacher = usePlayground(({ run }) => {
    if (!run) return undefined;
    const teacher = teacherOf(run);
    return teacher ? moment(teacher, null) : moment(studentsOfArm(run, BASELINE)[0], at);
  });
  // The logits of all images at one evaluation: the same array until the next one.
  const shownMoment = useShownRun((shown) => moment(shownStudent(shown), at));
  const isLast = useShownRun((shown) => {
    const network = shownStudent(shown);
    return network?.finished === true && moment(network, null) === shownMoment;
  });
  const added = useShownRun((shown) => {
    const student = shownStudent(shown);
    return student && shown.run?.bias?.networks.has(student.card.id) ? shown.run.bias.value : 0;
  });
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses) ?? NONE;
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm) ?? DISTILLED;
  const neverSeen = useMemo(
    () => (dropped.length > 0 && !seesTrainingImages(shownArm, experiment) ? dropped : NONE),
    [dropped, shownArm, experiment],
  );
  const fromTrained = useMemo(() => startsTrained(shownArm, experiment), [shownArm, experiment]);
  const { arm: nameOfArm } = useNames(experiment);
  const place = usePlayground((state) => (probe ? state.run?.probes[kind]?.places?.[probe.index] : undefined));
  const teacher = rowOf(shownTeacher, probe?.index, classes);
  const student = rowOf(shownMoment, probe?.index, classes);
  const soft = (logits: Float32Array | null) => logits && softmax(logits, temperature ?? 1);
  const label = probe?.label;
  return {
    ...{ tone: hasNoTeacher ? "baseline" : "teacher", teacher, student, temperature, label, dropped, nameOf },
    areTargets: !hasNoTeacher && temperature !== null,
    said: {
      ...{ tone: hasNoTeacher ? "none" : "teacher", teacher: soft(teacher), student: soft(student) },
      ...{ label, temperature, neverSeen, nameOf, startsTrained: fromTrained },
      arm: shownArm === DISTILLED ? undefined : shownArm === BASELINE ? null : nameOfArm(shownArm),
      step: shownMoment && !isLast ? shownMoment.step : null,
      bias: isLast && added !== 0 ? { value: added, classes: dropped } : null,
      testImage: probe && probe.image === null ? place : undefined,
    },
  };
}
