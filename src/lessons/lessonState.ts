/** What the page shows while a lesson is open, as conditions, texts and formulas read it. */

import type { Arm, Experiment } from "../domain/experiment.ts";
import type { Detail, Scale } from "../places/labView.ts";

/** Test errors of one student with the bias that is set. */
export interface StudentErrors {
  readonly all: number;
  /** of the dropped classes and of the others */
  readonly dropped: number;
  readonly others: number;
  /** test images of each class, and those of them that are misread */
  readonly classTotals: readonly number[];
  readonly classErrors: readonly number[];
}

/** The state. */
export interface LessonState {
  readonly experiment: Experiment;
  /** settings of the method by name, as the sliders have them */
  readonly params: Experiment["method"]["params"];
  /** null where the method has none */
  readonly temperature: number | null;
  /** the temperature at which the shown student was trained */
  readonly trained: number | null;
  readonly scale: Scale;
  /** the class of the image, undefined for a drawn one, and its place in its set */
  readonly label: number | undefined;
  readonly image: number | undefined;
  readonly dropped: readonly number[];
  readonly bias: number;
  readonly arm: Arm;
  /** the step that is shown, and the steps that can be */
  readonly step: number;
  readonly steps: readonly number[];
  readonly detail: Detail | null;
  /** logits of the image; null where they are not known */
  readonly teacher: Float32Array | null;
  readonly student: Float32Array | null;
  /** null while the student has not been evaluated */
  readonly errors: StudentErrors | null;
  readonly twinErrors: StudentErrors | null;
}
