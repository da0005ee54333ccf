/** A lesson that a teacher has composed: what it starts from, which controls it leaves, and its cards. */

import * as v from "valibot";
import { type Experiment, MAX_STEPS } from "../../domain/experiment.ts";
import {
  faultsOf,
  fields,
  list,
  numberBetween,
  oneOf,
  text,
  trueOrFalse,
  wholeNumber,
} from "../../domain/schemaParts.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import { FIXED_CONTROLS, isControl } from "../../places/controlNames.ts";
import type { Control } from "../../places/controls.ts";
import { SCALES } from "../../places/labView.ts";

/** Most cards with a text of their own, beside those of the prediction, the check and the way into the lab. */
export const MAX_CARDS = 5;
/** Longest texts, in characters. */
export const LONGEST = { title: 80, cardTitle: 60, text: 300, question: 200, option: 120, reply: 200 } as const;

const some = (max: number) => v.exactOptional(v.pipe(text(max), v.minLength(1, "leave it out where it is empty")));

/** A text in one or both languages, or in none. */
const words = (max: number) => fields({ en: some(max), zh: some(max) });
export type Words = v.InferOutput<ReturnType<typeof words>>;

/** The controls that every method has; whether a network can be trained is told by a field of its own. */
export const FIXED = FIXED_CONTROLS.filter((control) => control !== "train");

/** A control but that of training. */
const control = v.custom<Exclude<Control, "train">>(
  (name) => typeof name === "string" && name !== "train" && isControl(name),
  "it must be the name of a control",
);

const bound = v.nullable(numberBetween(-1e6, 1e6));

/** What ends a card. */
const DoneSchema = v.variant(
  "is",
  [
    v.pipe(
      fields({
        is: v.literal("control"),
        /** the temperature, the bias, or a setting of the method */
        control: v.pipe(
          control,
          v.check(
            (name) => name === "temperature" || name === "bias" || name.startsWith("param."),
            "it must be a slider: temperature, bias or a setting of the method",
          ),
        ),
        /** null: open to that side */
        atLeast: bound,
        atMost: bound,
      }),
      v.check(
        ({ atLeast, atMost }) => (atLeast ?? atMost) !== null && (atLeast ?? -Infinity) <= (atMost ?? Infinity),
        "it must have a least or a largest value, the least one not above the largest",
      ),
    ),
    fields({ is: v.literal("dropped"), digit: wholeNumber(0, 9) }),
    /** the prediction stands on this card */
    fields({ is: v.literal("guess") }),
  ],
  "it must wait for a control, a dropped digit or the guess",
);
export type Done = v.InferOutput<typeof DoneSchema>;

const right = wholeNumber(0, 3);
/** Most controls that a lesson names. */
const MAX_CONTROLS = 64;
const tooMany = `it must name at most ${MAX_CONTROLS} controls`;

/** The schema of a lesson. @param isDraft whether texts and the card that waits for the guess may still be missing */
function lessonSchema(isDraft: boolean) {
  /** a text in one or both languages */
  const someWords = (max: number) =>
    v.pipe(
      words(max),
      v.check(({ en, zh }) => isDraft || (en ?? zh) !== undefined, "it must be written in one language at least"),
    );
  const options = v.pipe(list(someWords(LONGEST.option), 4), v.minLength(2, "it must be a list of 2 to 4"));
  const prediction = v.pipe(
    fields({
      question: someWords(LONGEST.question),
      options,
      /** the option that comes true */
      right,
      /** said after the guess, on the next card */
      came: words(LONGEST.reply),
    }),
    v.check((asked) => asked.right < asked.options.length, "its right answer must be one of its options"),
  );
  const check = v.pipe(
    fields({
      question: someWords(LONGEST.question),
      options,
      right,
      /** one for each option */
      replies: list(words(LONGEST.reply), 4),
    }),
    v.check((asked) => asked.right < asked.options.length, "its right answer must be one of its options"),
    v.check((asked) => asked.replies.length === asked.options.length, "it must have a reply for each option"),
  );
  const card = fields({
    title: words(LONGEST.cardTitle),
    text: someWords(LONGEST.text),
    /** null: the card can be left at once */
    until: v.nullable(DoneSchema),
  });
  return v.pipe(
    fields({
      title: someWords(LONGEST.title),
      /** what is shown first, as an address of the lab tells it */
      view: fields({
        image: v.nullable(fields({ set: oneOf(["gallery", "confusing"]), index: wholeNumber(0, 9999) })),
        scale: oneOf(SCALES),
        bias: numberBetween(-10, 10),
        step: v.nullable(wholeNumber(0, MAX_STEPS)),
      }),
      /** controls that are not free */
      controls: v.pipe(
        v.record(control, oneOf(["locked", "hidden"])),
        v.check((named) => Object.keys(named).length <= MAX_CONTROLS, tooMany),
      ),
      /** why a control is locked */
      reasons: v.pipe(
        v.record(control, words(LONGEST.option)),
        v.check((named) => Object.keys(named).length <= MAX_CONTROLS, tooMany),
      ),
      /** whether the sentence above the bars is shown */
      sentence: trueOrFalse,
      cards: list(card, MAX_CARDS),
      prediction: v.nullable(prediction),
      check: v.nullable(check),
      /** whether the last card leads into the lab */
      endsInLab: trueOrFalse,
      /** whether a network can be trained */
      trains: trueOrFalse,
    }),
    v.check((lesson) => {
      const { cards } = lesson;
      const waiting = cards.filter(({ until }) => until?.is === "guess").length;
      return isDraft || waiting === 0 || (waiting === 1 && lesson.prediction !== null);
    }, "one card may wait for the guess, where there is a prediction"),
  );
}

const LessonSchema = lessonSchema(false);
const DraftSchema = lessonSchema(true);
type LessonParts = v.InferOutput<typeof LessonSchema>;
export type ComposedCard = LessonParts["cards"][number];

/** A composed lesson. */
export interface ComposedLesson extends LessonParts {
  /** the experiment that is shown first */
  readonly experiment: Experiment;
}

/** What a lesson is without anything composed, but for its title. */
export const BLANK = {
  view: { image: null, scale: "linear", bias: 0, step: null },
  controls: {},
  reasons: {},
  sentence: true,
  cards: [],
  prediction: null,
  check: null,
  endsInLab: true,
  trains: false,
} as const satisfies Omit<ComposedLesson, "title" | "experiment">;

function checked(schema: typeof LessonSchema, value: Readonly<Record<string, unknown>>): ComposedLesson {
  const { experiment, ...rest } = value;
  const parsed = v.safeParse(schema, rest);
  if (!parsed.success) throw new RangeError(faultsOf(parsed.issues).slice(0, 3).join("; "));
  return { ...parsed.output, experiment: checkExperiment(experiment) };
}

/** Checks a lesson of a link or a file. @throws RangeError that names what is wrong */
export function checkComposed(value: Readonly<Record<string, unknown>>): ComposedLesson {
  return checked(LessonSchema, value);
}

/** Checks a lesson that is being composed, in which texts may be missing. @throws RangeError that names what is wrong */
export function checkDraft(value: Readonly<Record<string, unknown>>): ComposedLesson {
  return checked(DraftSchema, value);
}
