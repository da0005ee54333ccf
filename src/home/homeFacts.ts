/** What Home shows of a recorded run: an image, the teacher's answer to it, the curves, and the comparison of the students. */

import { BASELINE, DISTILLED } from "../domain/experiment.ts";
import { softmax } from "../math/softmax.ts";
import { type Interval, mean, pairedInterval, type VerdictWord, verdictWord } from "../math/statistics.ts";
import type { TrainingEvent } from "../protocol/events.ts";

/** Pixels of an image. */
const PIXELS = 28 * 28;

/** Decimals of a logit: bars of the same height to a tenth of a pixel. */
const LOGIT_DECIMALS = 3;

/** Errors of one network on the test set, as [step, errors]. */
export type Curve = readonly (readonly [step: number, errors: number])[];

/** Numbers of a network. */
export interface NetworkFacts {
  /** units of all layers, the input's first: 784, 600, 600, 10 */
  readonly units: readonly number[];
  readonly parameters: number;
  readonly steps: number;
  /** images it learnt from */
  readonly images: number;
  /** whether they were shifted at random at every step */
  readonly shifted: boolean;
}

/** All numbers that Home shows. */
export interface HomeFacts {
  /** the true class of the image */
  readonly digit: number;
  /** the teacher's logits of the image at its last step, ten numbers */
  readonly logits: readonly number[];
  /** the temperature at which the student was trained */
  readonly temperature: number;
  readonly teacher: NetworkFacts & { readonly curve: Curve };
  readonly student: NetworkFacts;
  /** curves of the two students of each pair */
  readonly taught: readonly Curve[];
  readonly plain: readonly Curve[];
  /** images of the test set */
  readonly total: number;
  /** mean errors of both students at their last step, and errors saved, over pairs */
  readonly errors: { readonly taught: number; readonly plain: number };
  readonly saved: Interval;
  readonly verdict: VerdictWord;
  readonly seed: number;
  /** the day of the recording, as YYYY-MM-DD */
  readonly date: string;
}

/** Home's facts, and the image: 28 x 28 grey bytes, 255 is ink. */
export interface RecordedHome {
  readonly facts: HomeFacts;
  readonly image: Uint8Array;
}

type EventOf<T extends TrainingEvent["type"]> = Extract<TrainingEvent, { readonly type: T }>;

function firstOf<T extends TrainingEvent["type"]>(events: readonly TrainingEvent[], type: T): EventOf<T> {
  const found = events.find((event): event is EventOf<T> => event.type === type);
  if (!found) throw new RangeError(`Home's recording has no event "${type}"; record it anew with npm run record`);
  return found;
}

function curveOf(events: readonly TrainingEvent[], network: string): Curve {
  const curve = events.flatMap((event) =>
    event.type === "evaluated" && event.network === network ? [[event.step, event.evaluation.errors] as const] : [],
  );
  if (curve.length === 0) throw new RangeError(`Home's recording has no evaluation of "${network}"; record it anew`);
  return curve;
}

/** Whether a teacher's logits show what Home speaks of: the digit is read with 90 to 99.9 % at temperature 1. */
function isSure(logits: readonly number[], digit: number): boolean {
  const share = softmax(logits)[digit]!;
  return share > 0.9 && share < 0.999;
}

/**
 * Reads Home's numbers off the events of a recorded run.
 * @param digit the class of the image that is shown
 * @throws RangeError where the recording lacks a part, or its teacher does not read the image with 90 to 99.9 %
 */
export function readHome(events: readonly TrainingEvent[], digit: number): RecordedHome {
  const { experiment, networks, date } = firstOf(events, "started");
  const data = firstOf(events, "data");
  const { images, labels } = firstOf(events, "probes");
  const at = labels.indexOf(digit);
  if (at < 0) throw new RangeError(`Home's recording has no image of a ${digit}; it has ${labels.join(", ")}`);
  const probed = events.findLast(
    (event): event is EventOf<"probed"> =>
      event.type === "probed" && event.network === "teacher" && event.kind === "gallery",
  );
  if (!probed) throw new RangeError("Home's recording has no logits of its teacher; record it anew");
  const logits = [...probed.logits.slice(at * 10, at * 10 + 10)].map((z) => Number(z.toFixed(LOGIT_DECIMALS)));
  if (!isSure(logits, digit))
    throw new RangeError(
      `the teacher of Home's recording does not read its ${digit} with 90 to 99.9 %; choose another`,
    );

  const factsOf = (id: string): NetworkFacts => {
    const card = networks.find((network) => network.id === id);
    if (!card) throw new RangeError(`Home's recording has no network "${id}"; record it anew`);
    const isTeacher = id === "teacher";
    const { training } = isTeacher ? experiment.teacher : experiment.student;
    return {
      units: card.architecture.split("-").map(Number),
      parameters: card.parameters,
      steps: card.steps ?? training.steps,
      images: isTeacher ? data.trainCount : data.transferCount,
      shifted: training.jitter > 0,
    };
  };
  const idsOf = (arm: string) =>
    networks.filter((network) => network.arm === arm && !network.member).map(({ id }) => id);
  const curvesOf = (arm: string) => idsOf(arm).map((id) => curveOf(events, id));
  const [taught, plain] = [curvesOf(DISTILLED), curvesOf(BASELINE)];
  const lastErrors = (curves: readonly Curve[]) => curves.map((curve) => curve.at(-1)![1]);
  const [ofTaught, ofPlain] = [lastErrors(taught), lastErrors(plain)];
  const saved = pairedInterval(ofTaught.map((errors, pair) => ofPlain[pair]! - errors));
  const { temperature } = experiment.method.params;
  if (typeof temperature !== "number") throw new RangeError("Home's recording is of a method without a temperature");
  return {
    image: images.slice(at * PIXELS, (at + 1) * PIXELS),
    facts: {
      digit,
      logits,
      temperature,
      teacher: { ...factsOf("teacher"), curve: curveOf(events, "teacher") },
      student: factsOf(idsOf(DISTILLED)[0]!),
      taught,
      plain,
      total: data.testCount,
      errors: { taught: mean(ofTaught), plain: mean(ofPlain) },
      saved,
      verdict: verdictWord(saved, taught.length),
      seed: experiment.seed,
      date,
    },
  };
}
