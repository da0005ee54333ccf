/**
 * A report that a visitor hands in: the answered questions and some runs, as plain JSON with one schema. A report comes from
 * anyone, so all of it is parsed, with bounds on every text, number and list. Whatever follows from these figures, such as
 * verdicts and sentences, is computed by who shows them, and is no part of it.
 */

import * as v from "valibot";
import { errorText } from "../domain/errorText.ts";
import { type Experiment, MAX_PAIRS, MAX_STEPS } from "../domain/experiment.ts";
import { faultsOf, fields, list, numberBetween, oneOf, text, wholeNumber } from "../domain/schemaParts.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { withLiveSetting } from "../session/run/liveSettings.ts";
import { AnsweredQuestionSchema, MAX_QUESTIONS } from "../session/storage/answeredQuestions.ts";

/** The version of the format. A report of a higher version is refused. */
export const REPORT_FORMAT = 1;
/** The longest file that is read, in bytes. A report of twenty runs of five pairs has about a quarter of it. */
export const MAX_BYTES = 2 * 1024 * 1024;
/** How many runs a report holds. */
export const MAX_RUNS = 20;
/** The longest name of a visitor, in characters. */
export const MAX_NAME = 80;
/** How many points a curve has. */
export const MAX_POINTS = 120;
const MAX_ARMS = 20;
/** The seed of a pair is a key of 32 bits. */
const MAX_PAIR_SEED = 2 ** 32 - 1;
const MAX_IMAGES = 1_000_000;

const armName = text(64);
const errors = numberBetween(0, MAX_IMAGES);
const step = wholeNumber(0, 100 * MAX_STEPS);

const ExperimentOfReport = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, Experiment>(({ dataset, addIssue, NEVER }) => {
    try {
      return checkExperiment(dataset.value);
    } catch (error) {
      addIssue({ message: errorText(error) });
      return NEVER;
    }
  }),
);

const RunFields = fields({
  /** as it stands in the list of runs */
  name: text(300),
  /** the settings with which it began; its seed, its number of pairs and its method are in it */
  experiment: ExperimentOfReport,
  /** the address of the experiment */
  link: text(10 * 1024),
  /** of each pair */
  seeds: list(wholeNumber(0, MAX_PAIR_SEED), MAX_PAIRS),
  /** settings that were moved while it trained: after which step of the first student, and to what */
  moved: list(fields({ param: text(64), value: numberBetween(-1e6, 1e6), step }), 200),
  backend: text(64),
  device: text(300),
  /** the page's version and the day when it was trained */
  version: text(64),
  date: text(64),
  origin: oneOf(["live", "recorded"]),
  status: oneOf(["completed", "stopped", "failed", "training"]),
  /** test images that errors are out of */
  total: wholeNumber(1, MAX_IMAGES),
  /** errors of the teacher at its end; null without a finished one */
  teacher: v.nullable(errors),
  /** errors of each arm's students at their ends, by pair; null where a student has not finished */
  arms: list(fields({ arm: armName, errors: list(v.nullable(errors), MAX_PAIRS) }), MAX_ARMS),
  /** mean test errors over steps, of the teacher (arm null) and of each arm */
  curves: list(
    fields({
      arm: v.nullable(armName),
      points: list(v.strictTuple([step, errors], "it must be a step and its errors"), MAX_POINTS),
    }),
    MAX_ARMS + 1,
  ),
});
/** A run as a report has it. */
export type ReportRun = v.InferOutput<typeof RunFields>;

/** The experiment of a run, with the settings that were moved while it trained as they were last. */
export function lastSettingsOfReport({ experiment, moved }: Pick<ReportRun, "experiment" | "moved">): Experiment {
  return moved.reduce((changed, { param, value }) => withLiveSetting(changed, param, value), experiment);
}

/** Whether its arms are different ones, with at most as many errors as it has pairs. */
function hasOwnArms({ arms, curves, experiment }: ReportRun): boolean {
  const all = (one: { readonly arm: string | null }) => one.arm;
  const isUnique = [arms.map(all), curves.map(all)].every((names) => new Set(names).size === names.length);
  return isUnique && arms.every(({ errors }) => errors.length <= experiment.pairs);
}

/** Whether the settings that were moved are such of its method, in their ranges. */
function hasOwnSettings(run: ReportRun): boolean {
  try {
    checkExperiment(lastSettingsOfReport(run));
    return true;
  } catch {
    return false;
  }
}

const RunSchema = v.pipe(
  RunFields,
  v.check(hasOwnArms, "its arms must be different ones, with at most as many errors as it has pairs"),
  v.check(hasOwnSettings, "what was moved must be settings of its method, in their ranges"),
);

export const ReportSchema = fields({
  format: v.literal(REPORT_FORMAT, `it must be ${REPORT_FORMAT}`),
  /** of the page that wrote it */
  version: text(64),
  language: oneOf(["en", "zh"]),
  /** null where the visitor gave none */
  name: v.nullable(text(MAX_NAME)),
  /** the day on which it was written: "2026-11-27" */
  date: text(64),
  questions: list(AnsweredQuestionSchema, MAX_QUESTIONS),
  runs: list(RunSchema, MAX_RUNS),
});
/** All that a report holds. */
export type Report = v.InferOutput<typeof ReportSchema>;

/** How many faults a message names. */
const NAMED_FAULTS = 3;

/** A value as a report. @throws RangeError naming the first values that are wrong and what they may be */
export function checkReport(value: unknown): Report {
  const parsed = v.safeParse(ReportSchema, value);
  if (parsed.success) return parsed.output;
  const faults = faultsOf(parsed.issues);
  const more = faults.length - NAMED_FAULTS;
  throw new RangeError([...faults.slice(0, NAMED_FAULTS), ...(more > 0 ? [`${more} more are wrong`] : [])].join(". "));
}
