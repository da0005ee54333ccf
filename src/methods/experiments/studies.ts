/**
 * Studies: tables of experiments that differ in one or two values. A study is data; its cells are run one after another
 * in any order, and a study may be interrupted between any two.
 */

import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { ClaimSide } from "../core/method.ts";
import { presetById } from "./presets.ts";

/** One experiment of a study and the errors that its cell shows. */
export interface StudyCell {
  readonly row: string;
  readonly column: string;
  readonly experiment: Experiment;
  /** the arm and output whose errors are shown */
  readonly of: ClaimSide;
  /** where present: the errors of `against` less those of `of` are shown, pair (replicate) by pair */
  readonly against?: ClaimSide;
}

/** A table of experiments over two axes. */
export interface Study {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly rows: string;
  readonly columns: string;
  readonly cells: readonly StudyCell[];
}

/** A change of an experiment. */
type Change = (experiment: Experiment) => Experiment;

const distilled: ClaimSide = { arm: DISTILLED };
const baseline: ClaimSide = { arm: BASELINE };

const withParams =
  (params: Experiment["method"]["params"]): Change =>
  (e) => ({ ...e, method: { ...e.method, params: { ...e.method.params, ...params } } });
const withTransfer =
  (part: Partial<Experiment["transferSet"]>): Change =>
  (e) => ({ ...e, transferSet: { ...e.transferSet, ...part } });
const withStudent =
  (...widths: readonly number[]): Change =>
  (e) => ({ ...e, student: { ...e.student, architecture: dense(...widths) } });
const withTraining =
  (role: "teacher" | "student", part: Partial<Experiment["student"]["training"]>): Change =>
  (e) => ({ ...e, [role]: { ...e[role], training: { ...e[role].training, ...part } } });
const withControls =
  (...controls: readonly string[]): Change =>
  (e) => ({ ...e, controls: [...controls] });

/** The cells of two axes, each a change of the same experiment. */
function grid(
  base: Experiment,
  rows: Readonly<Record<string, Change>>,
  columns: Readonly<Record<string, Change>>,
  reading: Pick<StudyCell, "of" | "against">,
): readonly StudyCell[] {
  return Object.entries(rows).flatMap(([row, one]) =>
    Object.entries(columns).map(([column, other]) => ({ row, column, experiment: other(one(base)), ...reading })),
  );
}

/** Cells whose columns are arms of the same run. */
function armColumns(
  base: Experiment,
  rows: Readonly<Record<string, Change>>,
  columns: Readonly<Record<string, ClaimSide>>,
): readonly StudyCell[] {
  return Object.entries(rows).flatMap(([row, change]) =>
    Object.entries(columns).map(([column, of]) => ({ row, column, experiment: change(base), of })),
  );
}

/** One change for each value, by the value's name. */
function changes<K extends string | number>(
  values: readonly K[],
  name: (value: K) => string,
  change: (value: K) => Change,
): Readonly<Record<string, Change>> {
  return Object.fromEntries(values.map((value) => [name(value), change(value)]));
}

const hinton = presetById("hinton").experiment;
const softOnly: Experiment = {
  ...withParams({ softWeight: 1, hardWeight: 0 })(hinton),
  transferSet: { source: "training", size: "all", omitClasses: [], labelled: true },
  student: { ...hinton.student, training: { ...hinton.student.training, steps: 600 } },
  evaluateEvery: 600,
};

/** All studies, in the order in which the page shows them. */
export const studies: readonly Study[] = [
  {
    id: "temperature-width",
    title: "Temperature and width",
    question: "Does a small student want a lower temperature than a large one?",
    rows: "units a layer",
    columns: "temperature",
    cells: grid(
      softOnly,
      changes(
        [30, 100, 300],
        (n) => `${n}`,
        (n) => withStudent(n, n),
      ),
      changes(
        [1, 2, 4, 8, 20],
        (t) => `${t}`,
        (temperature) => withParams({ temperature }),
      ),
      { of: distilled },
    ),
  },
  {
    id: "labels",
    title: "How many labels",
    question: "How much does the teacher save where labels are few, and what is left of it where they are many?",
    rows: "labelled images",
    columns: "gain in errors",
    cells: grid(
      hinton,
      changes(
        [100, 300, 1000, 3000, 10_000],
        (n) => `${n}`,
        (size) => withTransfer({ size }),
      ),
      { "T = 4": (e) => e },
      { of: distilled, against: baseline },
    ),
  },
  {
    id: "teacher-quality",
    title: "Does the teacher have to be good?",
    question: "How does the student fare with a teacher that has hardly learnt, and with mere smoothing?",
    rows: "steps of the teacher",
    columns: "student taught by",
    cells: armColumns(
      withControls("label-smoothing", "shuffled-soft-targets")(hinton),
      changes(
        [1, 20, 100, 500, 1500],
        (n) => `${n}`,
        (steps) => withTraining("teacher", { steps }),
      ),
      {
        labels: baseline,
        "the teacher": distilled,
        "smoothed labels": { arm: "label-smoothing" },
        "shuffled targets": { arm: "shuffled-soft-targets" },
      },
    ),
  },
  {
    id: "more-data",
    title: "More data, or soft labels?",
    question: "Is it the soft information, or only that the teacher labels more images?",
    rows: "transfer set",
    columns: "taught by",
    cells: armColumns(
      withControls("pseudo-labels")(withParams({ softWeight: 1, hardWeight: 0 })(hinton)),
      { "1,000 images": (e) => e, "10,000 images": withTransfer({ size: "all" }) },
      { "true labels": baseline, "the teacher's first choice": { arm: "pseudo-labels" }, "soft targets": distilled },
    ),
  },
  {
    id: "views",
    title: "The same view for both",
    question: "Does it help that the teacher answers on the very view that the student sees?",
    rows: "shift in pixels",
    columns: "steps",
    cells: grid(
      hinton,
      changes(
        [0, 1, 2],
        (n) => `${n}`,
        (jitter) => withTraining("student", { jitter }),
      ),
      changes(
        [400, 1600],
        (n) => `${n}`,
        (steps) => withTraining("student", { steps }),
      ),
      { of: distilled },
    ),
  },
  {
    id: "smoothed-teacher",
    title: "A teacher with smoothed labels",
    question: "Does a teacher that was taught with smoothed labels teach worse?",
    rows: "smoothing of the teacher's labels",
    columns: "gain in errors",
    cells: grid(
      hinton,
      changes(
        [0, 0.1, 0.3],
        (e) => `${e}`,
        (smoothing) => withTraining("teacher", { smoothing }),
      ),
      changes(
        [1, 4],
        (t) => `T = ${t}`,
        (temperature) => withParams({ temperature }),
      ),
      { of: distilled, against: baseline },
    ),
  },
  {
    id: "capacity",
    title: "Small student, large teacher",
    question: "Is a better teacher always better for a small student?",
    rows: "student's units a layer",
    columns: "steps of the teacher",
    cells: grid(
      softOnly,
      changes(
        [10, 30, 100],
        (n) => `${n}`,
        (n) => withStudent(n, n),
      ),
      changes(
        [100, 500, 2000],
        (n) => `${n}`,
        (steps) => withTraining("teacher", { steps }),
      ),
      { of: distilled },
    ),
  },
];

/**
 * Finds a study.
 * @throws RangeError naming the id and the known ones
 */
export function studyById(id: string): Study {
  const found = studies.find((study) => study.id === id);
  if (found) return found;
  throw new RangeError(`there is no study "${id}"; known are ${studies.map((study) => study.id).join(", ")}`);
}
