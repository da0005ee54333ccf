/** The sentence of a slide: what is answered, or what a run has shown, with every number read off the run. */

import type { Messages } from "../../i18n/en.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { type Answers, answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { type Piece, type Said, say } from "../../i18n/softTargets/pieces.ts";
import type { DroppedResult, MainResult, ShuffledResult } from "../../session/run/lectureReadings.ts";
import { count } from "../elements/numberFormats.ts";
import type { Saying } from "./beats.ts";

/** What is known of the shown run. */
export interface SlideFacts {
  readonly answers: Answers;
  readonly hides: boolean;
  readonly result: MainResult | null;
  readonly dropped: DroppedResult | null;
  /** names of the dropped classes */
  readonly droppedNames: readonly string[];
  readonly areWords: boolean;
  readonly showsTwin: boolean;
  readonly shuffled: ShuffledResult | null;
}

/** A whole number. */
export const whole = (value: number) => count(Math.round(value));
const student = (value: number): Piece => ({ text: whole(value), role: "student" });
const baseline = (value: number): Piece => ({ text: whole(value), role: "baseline" });

function resultSentence({ taught, plain, total, saved, word }: MainResult, words: Messages): Said {
  const { lecture } = laterWords[words.tag];
  const result = lecture.result(student(taught), whole(total), baseline(plain));
  const [n, low, high] = [saved.mean, saved.low, saved.high];
  switch (word) {
    case "helps":
      return lecture.fewer(result, whole(n), whole(low), whole(high));
    case "hurts":
      return lecture.more(result, whole(-n), whole(-high), whole(-low));
    case "cannot-tell":
      return lecture.undecided(result);
    default:
      return lecture.onePair(result);
  }
}

function droppedSentence(facts: SlideFacts & { readonly dropped: DroppedResult }, words: Messages): Said {
  const { answers, dropped, droppedNames, areWords, showsTwin } = facts;
  const { lecture } = laterWords[words.tag];
  const own = answerSentence({ ...answers, teacher: null, neverSeen: [] }, words.answers);
  const images = lecture.images(droppedNames, areWords);
  const { of, twin } = dropped;
  const missed = student(dropped.student.dropped);
  if (answers.bias && answers.bias.value !== 0)
    return lecture.biased(own, missed, whole(of.dropped), images, student(dropped.student.all), whole(of.all));
  const all = twin !== null && twin.dropped === of.dropped;
  const other = twin && showsTwin ? (all ? lecture.twinAll : lecture.twin)(baseline(twin.dropped)) : "";
  return lecture.dropped(own, words.answers.list(droppedNames), missed, whole(of.dropped), images, other);
}

/** The sentence, at most two of them: what a beat says where the run has it, else what is answered. */
export function slideSentence(says: Saying, facts: SlideFacts, words: Messages): readonly Piece[] {
  const { answers, hides, result, dropped, droppedNames, showsTwin, shuffled } = facts;
  const { lecture } = laterWords[words.tag];
  const said = (): Said | null => {
    if (says === "link") return lecture.ownScreen;
    if (says === "dropped" && hides && droppedNames.length === 1) return lecture.question(droppedNames[0]!);
    if (hides || answers.step !== null) return null;
    if (says === "result" && result && showsTwin) return resultSentence(result, words);
    if (says === "dropped" && dropped && answers.student) return droppedSentence({ ...facts, dropped }, words);
    if (says === "shuffled" && shuffled)
      return lecture.shuffled(
        words.presets["few-labels"]!,
        student(shuffled.soft),
        whole(shuffled.total),
        baseline(shuffled.shuffled),
      );
    return null;
  };
  const own = said();
  if (own !== null) return say`${own}`;
  if (hides) return answerSentence({ ...answers, student: null }, words.answers);
  // While the training is replayed, only the student changes.
  const isReplayed = answers.step !== null && answers.tone === "teacher";
  return answerSentence(isReplayed ? { ...answers, teacher: null } : answers, words.answers);
}
