/**
 * A lesson is data: the runs and figures that it reads, its cards with what each shows and waits for, and its texts in
 * every language. A lesson is one file in `course` and one line in `course/index.ts`.
 */

import type { Arm, Experiment } from "../domain/experiment.ts";
import type { Control, ControlState } from "../places/controls.ts";
import type { LabView, Scale } from "../places/labView.ts";
import type { Region } from "../places/regions.ts";
import type { Condition } from "./conditions.ts";
import type { LessonState } from "./lessonState.ts";
import type { MathNode } from "./mathMarkup.ts";
import type { Recordings } from "./recordings.ts";
import type { RunsCompared } from "./runFigures.ts";

/** The groups of the list of lessons, in order. */
export const GROUPS = ["idea", "copies", "peers", "honesty"] as const;
export type Group = (typeof GROUPS)[number];

/** A state of the lab; what is left out stays as it is. */
export interface Scene {
  /** the preset whose recorded run is shown */
  readonly preset?: string;
  /** in the place of a preset: an experiment, which is shown without a run where none is recorded */
  readonly experiment?: Experiment;
  /** settings of the method */
  readonly params?: Readonly<Record<string, number | string>>;
  /** the class of the image, of the set with one image of each class */
  readonly digit?: number;
  /** in the place of a class: the image; null for the first one that the page shows */
  readonly image?: LabView["image"];
  readonly scale?: Scale;
  readonly bias?: number;
  /** null: the last one */
  readonly step?: number | "first" | null;
  readonly arm?: Arm;
}

/** The part of a large region that a slide shows first. */
export interface SlidePart {
  /**
   * of "detail.networks" the table in place of who teaches whom; of "detail.lossCard" the gradients or the steps, which
   * are then all that stands beside the card, too
   */
  readonly detail?: "table" | "gradients" | "steps";
  /** of "sectionTable" the rows of these experiments */
  readonly groups?: readonly string[];
  /** of "sectionTable" these rows alone, beside the card, too: the others would tell what is to be guessed */
  readonly rows?: readonly string[];
}

/** Errors of an arm at a step. */
export interface MarkedPoint {
  readonly arm: Arm;
  readonly step: number;
  readonly errors: number;
}

/** What all cards have. */
interface CommonCard<F> {
  /** the key of its texts */
  readonly id: string;
  /** set when the card is opened for the first time */
  readonly scene?: Scene;
  /** what stands beside the card; the digit and the answers where `answers` is not false */
  readonly shows: readonly Region[];
  /** points of the chart that the text names, on the mean lines of arms: they are marked */
  marks?(figures: F): readonly MarkedPoint[];
  /** two recorded runs side by side, which the result of one run cannot show; their names are in the card's texts */
  runs?(figures: F): RunsCompared;
  readonly answers?: boolean;
  /** the student's answer is hidden, or the teacher's, with the sentence on it */
  readonly hidesStudent?: boolean;
  readonly hidesTeacher?: boolean;
  readonly onSlide?: SlidePart;
  /** controls that can be moved; others that are shown are locked */
  readonly free?: readonly Control[];
}

export type Card<F = unknown> = CommonCard<F> &
  (
    | { readonly kind: "look" }
    /** waits for an action; a function where the condition has a figure in it */
    | { readonly kind: "act"; until(figures: F): Condition }
    /** asks for a guess; `right` is the option that the figures make true */
    | { readonly kind: "predict"; right(figures: F): number }
    /** a question that explains each of its options */
    | { readonly kind: "check"; readonly right: number }
    /** the last card, which opens the lab with the very state */
    | { readonly kind: "lab" }
  );

/** What two runs are called beside each other. */
export interface NamesOfRuns {
  readonly names: readonly [string, string];
  readonly note: string;
}

/** The texts of one card. A text may depend on the figures, and what follows an action on the state. */
export interface CardText<F = unknown> {
  /** at most six words */
  title(figures: F): string;
  /** at most two sentences; words between asterisks are names of controls */
  body?(figures: F): string;
  /** of an action: what is to be done */
  action?(figures: F, state: LessonState): string;
  /** of a prediction or a check */
  options?(figures: F): readonly string[];
  /** what is said once an option has been chosen, one for each option */
  replies?(figures: F): readonly string[];
  /** the names of the two runs that the card compares, and what is said below them */
  runs?(figures: F): NamesOfRuns;
  /** what came of a guess, for the report; the title of the next card where it is left out */
  came?(figures: F): string;
  /** the languages of texts that are not in the page's */
  readonly languages?: TextLanguages<"title" | "body" | "action" | "options" | "replies">;
}

/** The language of each text that is not in the page's, as a language tag. */
export type TextLanguages<Names extends string> = Readonly<Partial<Record<Names, string>>>;

/** The texts of what the page plays, in one language. */
export interface PlayedText<F = unknown> {
  readonly title: string;
  /** the language of the title where it is not the page's */
  readonly titleLanguage?: string | undefined;
  readonly cards: Readonly<Record<string, CardText<F>>>;
  /** why a control is locked */
  readonly locked?: Readonly<Partial<Record<Control, string>>>;
  readonly lockedLanguages?: TextLanguages<Control>;
}

/** The texts of a lesson in one language. */
export interface LessonText<F = unknown> extends PlayedText<F> {
  /** one line of the list */
  readonly about: string;
  /** what the formula says of the numbers that are set */
  why(figures: F, state: LessonState): string;
  /** the paper's figure and ours */
  paper(figures: F): string;
}

/** What the page plays: a lesson, or one that a teacher has composed. */
export interface Played<F = unknown> {
  /** the name under which its progress is kept */
  readonly id: string;
  readonly cards: readonly Card<F>[];
  /** the states of controls on every card, where the cards do not tell them; others are free */
  readonly controls?: Readonly<Partial<Record<Control, ControlState>>>;
  readonly hidesSentence?: boolean;
  readonly texts: { readonly en: PlayedText<F>; readonly zh: PlayedText<F> };
}

/** A lesson of the course; its id is its address. */
export interface Lesson<F = unknown> extends Played<F> {
  readonly group: Group;
  readonly minutes: number;
  /** the paper's id in the registry of methods, or null where the lesson is of none */
  readonly method: string | null;
  /** reads every figure that the lesson states. @throws RangeError where a recording lacks one */
  read(from: Recordings): F;
  /**
   * What the lesson teaches and the figures must show; the names of those that they do not show. A test wants none.
   * A lesson on what cannot be told has its words for every outcome and no such claim.
   */
  unmet(figures: F): readonly string[];
  formula(figures: F, state: LessonState): MathNode;
  readonly texts: { readonly en: LessonText<F>; readonly zh: LessonText<F> };
}

/** A lesson with figures of its own kind among the others. Its functions get the figures that its own `read` returns. */
export function lesson<F>(data: Lesson<F>): Lesson {
  return data as Lesson;
}
