/** The figures of the lesson on Born-Again Networks, and its formula. */

import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { softmax } from "../../math/softmax.ts";
import { mean } from "../../math/statistics.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm } from "../../session/run/runSelectors.ts";
import { errorsSaved, outcomeOf } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst } from "../comparedClaim.ts";
import type { MarkedPoint } from "../lesson.ts";
import type { LessonState } from "../lessonState.ts";
import { fraction, type MathNode, name, number, operator, row, subscript } from "../mathMarkup.ts";
import { pictureOf, unitsOf } from "../momentFigures.ts";
import { claimOfIfAny, type MeasuredClaim, type Recordings } from "../recordings.ts";
import { type ArmsCompared, armsCompared } from "../runFigures.ts";

/** The arm whose students learn from answers with exchanged lesser classes (DKPP). */
export const EXCHANGED = "shuffled-others";
/** The class of the image that the lesson begins with. */
export const DIGIT = 3;
/** The variant without wrong labels. */
const CLEAN = "born-again-clean";

/** Mean errors over the pairs shown: the fewest while an arm's student trains, with their step, and those at the end. */
interface Course {
  readonly least: number;
  readonly leastAt: number;
  readonly end: number;
}

export interface BornAgainFigures {
  readonly units: readonly number[];
  /** mean errors over the run's pairs of each generation, from generation 0 on */
  readonly generations: readonly number[];
  readonly shownPairs: number;
  /** share of labels that are wrong, and labels */
  readonly wrong: number;
  readonly labels: number;
  readonly total: number;
  /** the steps at which the last generation begins and ends */
  readonly from: number;
  readonly to: number;
  /** of the network on labels, and of the last generation */
  readonly onLabels: Course;
  readonly taught: Course;
  /** what the last generation's teacher answers to each image of the set with one of each class, first pair */
  readonly answers: readonly (readonly number[])[];
  readonly second: ComparedClaim;
  readonly exchanged: ComparedClaim;
  readonly smoothed: ComparedClaim;
  readonly ensemble: ComparedClaim;
  /** the first two where no label is wrong; null where the papers' table has not measured them */
  readonly clean: MeasuredClaim | null;
  readonly cleanExchanged: MeasuredClaim | null;
  /** soft targets of a larger teacher beside exchanged ones, no label wrong: the lesson on controls has it */
  readonly ofLargerTeacher: ArmsCompared;
}

function courseOf(run: Run, arm: string): Course {
  const students = studentsOfArm(run, arm);
  const steps = students[0]?.evaluations.map(({ step }) => step) ?? [];
  const errors = steps.map((step) =>
    mean(students.flatMap(({ evaluations }) => evaluations.find((one) => one.step === step)?.evaluation.errors ?? [])),
  );
  const least = Math.min(...errors);
  return { least, leastAt: steps[errors.indexOf(least)] ?? Number.NaN, end: errors.at(-1) ?? Number.NaN };
}

/** The fewest errors of labels and of the last generation, as the chart has them. */
export function leastErrors({ onLabels, taught }: BornAgainFigures): readonly MarkedPoint[] {
  const least = (arm: Arm, { leastAt: step, least: errors }: Course) => ({ arm, step, errors });
  return [least(BASELINE, onLabels), least(DISTILLED, taught)];
}

/** @throws RangeError where the recorded run lacks a figure */
export function readBornAgain(from: Recordings): BornAgainFigures {
  const run = from.run("born-again");
  const { experiment, data } = run;
  const steps = studentsOfArm(run, DISTILLED)[0]?.evaluations.map(({ step }) => step) ?? [];
  if (!data || steps.length === 0) throw new RangeError("the recorded run of born-again is empty; record it anew");
  const errorsOf = (output?: string) =>
    studentsOfArm(run, DISTILLED, output).flatMap((network) => lastEvaluation(network)?.errors ?? []);
  const earlier = run.networks.flatMap(({ card }) =>
    card.arm === DISTILLED && card.pair === 0 && card.name.startsWith("generation ") ? card.name : [],
  );
  const answers = pictureOf(run, "targets").panels.find(({ label }) => label === "predictions (BAN)");
  if (!answers) throw new RangeError("the recorded run of born-again lacks the answers of the last teacher");
  const [images, classes] = answers.shape as [number, number];
  const [second, exchanged] = [BASELINE, EXCHANGED].map((arm) => claimAgainst(from, "born-again", arm));
  return {
    units: unitsOf(experiment.student.architecture),
    generations: [...earlier.map((output) => mean(errorsOf(output))), mean(errorsOf())],
    shownPairs: errorsOf().length,
    ...{ wrong: experiment.transferSet.noisyLabels ?? 0, labels: data.transferCount, total: data.testCount },
    ...{ from: steps[0]!, to: steps.at(-1)! },
    ...{ onLabels: courseOf(run, BASELINE), taught: courseOf(run, DISTILLED) },
    answers: Array.from({ length: images }, (_, i) =>
      Array.from(answers.values.slice(i * classes, (i + 1) * classes), (share) => Math.round(1e4 * share) / 1e4),
    ),
    ...{ second: second!, exchanged: exchanged! },
    smoothed: claimAgainst(from, "born-again", "smoothed-labels"),
    ensemble: claimAgainst(from, "born-again", DISTILLED),
    clean: claimOfIfAny(from, CLEAN, second!.table.claim),
    cleanExchanged: claimOfIfAny(from, CLEAN, exchanged!.table.claim),
    ofLargerTeacher: armsCompared(from.run("few-labels"), DISTILLED, "shuffled-soft-targets"),
  };
}

/** What a label and the teacher's answer pull at, for the image that is shown. */
interface Pulls {
  /** the image's class, with the shares of the student and of its teacher */
  readonly digit: number;
  readonly student: number;
  readonly teacher: number;
  /** the other class that the teacher finds likeliest, which a wrong label would do least harm to name */
  readonly other: number;
  readonly studentOther: number;
  readonly teacherOther: number;
}

/** Of the image that is shown; null where it has no class, the answers to it are not known, or another arm is shown. */
function pullsNow({ answers }: BornAgainFigures, state: LessonState): Pulls | null {
  const { label: digit, image } = state;
  const teacher = image === undefined ? undefined : answers[image];
  if (digit === undefined || !teacher || !state.student || state.arm !== DISTILLED) return null;
  const student = softmax(state.student);
  const other = teacher.reduce(
    (best, share, c) => (c !== digit && (best < 0 || share > teacher[best]!) ? c : best),
    -1,
  );
  return {
    ...{ digit, student: student[digit]!, teacher: teacher[digit]! },
    ...{ other, studentOther: student[other]!, teacherOther: teacher[other]! },
  };
}

/** The same in words; a dash, or "c", where it is not known. */
export function pullsInWords(figures: BornAgainFigures, state: LessonState) {
  const now = pullsNow(figures, state);
  const share = (of: "student" | "teacher" | "studentOther" | "teacherOther") => (now ? percent(now[of]) : "–");
  return {
    ...{ c: now ? `${now.digit}` : "c", w: now ? `${now.other}` : "–" },
    /** whether the teacher pulls each of the two down, and takes the image for the other */
    isDown: now !== null && now.teacher < now.student,
    isOtherDown: now !== null && now.teacherOther < now.studentOther,
    errs: now !== null && now.teacherOther > now.teacher,
    ...{ student: share("student"), teacher: share("teacher") },
    ...{ studentOther: share("studentOther"), teacherOther: share("teacherOther") },
  };
}

/** The gradient by the logit of the image's class: by the teacher's answer, and by a label, with their numbers. */
export function gradientFormula(figures: BornAgainFigures, state: LessonState): MathNode {
  const pulls = pullsNow(figures, state);
  const digit = pulls ? number(pulls.digit) : name("c");
  const at = (of: MathNode): MathNode => row(of, operator("("), digit, operator(")"));
  const answerOf = (generation: string) => at(subscript(name("p"), name(generation)));
  const values = (target: number, decimals: number) =>
    pulls
      ? [
          ...[operator("="), number(pulls.student, 2), operator("−"), number(target, decimals)],
          ...[operator("="), number(pulls.student - target, 2)],
        ]
      : [];
  return row(
    fraction(row(operator("∂"), name("L")), row(operator("∂"), subscript(name("z"), digit))),
    ...[operator("="), answerOf("g"), operator("−"), answerOf("g−1"), ...values(pulls?.teacher ?? 0, 2), operator(";")],
    ...[answerOf("g"), operator("−"), at(name("y")), ...values(1, 0)],
  );
}

/** What is said of the figures beside each other, where they show it. */
export const besideOthers = {
  en: {
    stoppedEarly: ({ onLabels, taught }: BornAgainFigures) =>
      onLabels.least < taught.end
        ? `; training on labels, stopped at step ${count(onLabels.leastAt)}, would do better than the last generation, if one knew when to stop (the step is read off the test images)`
        : "",
    controls: ({ ofLargerTeacher }: BornAgainFigures) =>
      outcomeOf(ofLargerTeacher) === "reproduced"
        ? ` (with right labels and a larger teacher, in the lesson on controls, answers as they are make ${errorsSaved.en(ofLargerTeacher)} than exchanged ones)`
        : "",
  },
  zh: {
    stoppedEarly: ({ onLabels, taught }: BornAgainFigures) =>
      onLabels.least < taught.end
        ? `；学标签的训练如果停在第 ${count(onLabels.leastAt)} 步，会比最后一代错得更少，只是要知道何时停（这一步是从测试图像上读出的）`
        : "",
    controls: ({ ofLargerTeacher }: BornAgainFigures) =>
      outcomeOf(ofLargerTeacher) === "reproduced"
        ? `（对照那一课里，标签全对，教师更大，原样的回答比交换后的${errorsSaved.zh(ofLargerTeacher)}）`
        : "",
  },
};
