/** The sentence of a slide: what is answered, or what a run has shown, with every number read off the run. */

import type { Messages } from "../../i18n/en.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import { count } from "../../i18n/numberFormats.ts";
import { type Answers, answerSentence } from "../../i18n/softTargets/answerSentence.ts";
import { type Piece, type Said, say } from "../../i18n/softTargets/pieces.ts";
import type { DroppedResult, MainResult, SeenResults, ShuffledResult } from "../../session/run/lectureReadings.ts";
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
  /** what the runs of the talk have shown */
  readonly seen?: SeenResults | null;
}

/** A number as the slide shows it: below a thousand with one decimal, unless it is whole. */
export const figure = (value: number) => count(Math.abs(value) < 1000 ? value : Math.round(value));
const student = (value: number): Piece => ({ text: figure(value), role: "student" });
const baseline = (value: number): Piece => ({ text: figure(value), role: "baseline" });

function resultSentence({ taught, plain, total, saved, word }: MainResult, words: Messages): Said {
  const { lecture } = laterWords[words.tag];
  const result = lecture.result(student(taught), figure(total), baseline(plain));
  const [n, low, high] = [saved.mean, saved.low, saved.high];
  switch (word) {
    case "helps":
      return lecture.fewer(result, figure(n), figure(low), figure(high));
    case "hurts":
      return lecture.more(result, figure(-n), figure(-high), figure(-low));
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
    return lecture.biased(own, missed, figure(of.dropped), images, student(dropped.student.all), figure(of.all));
  const all = twin !== null && twin.dropped === of.dropped;
  const other = twin && showsTwin ? (all ? lecture.twinAll : lecture.twin)(baseline(twin.dropped)) : "";
  const read = student(of.dropped - dropped.student.dropped);
  return lecture.dropped(own, words.answers.list(droppedNames), read, missed, figure(of.dropped), images, other);
}

/** What was seen in the talk, in two sentences: one of the main result, one of the class that was dropped. */
function seenSentence({ main, dropped, droppedWord, droppedClass }: SeenResults, words: Messages): Said {
  const { seen, images } = laterWords[words.tag].lecture;
  const { mean, low, high } = main.saved;
  const total = figure(main.total);
  const interval = (from: number, to: number) => seen.interval(figure(from), figure(to));
  const first =
    main.word === "helps"
      ? seen.helped(student(mean), total, interval(low, high))
      : main.word === "hurts"
        ? seen.harmed(student(-mean), total, interval(-high, -low))
        : seen.undecided(total, interval(low, high));
  const name = `${droppedClass}`;
  const { of, student: own, twin } = dropped;
  const second =
    droppedWord === "helps" && twin
      ? seen.dropped(
          name,
          student(of.dropped - own.dropped),
          figure(of.dropped),
          images([name], false),
          twin.dropped === of.dropped ? { text: seen.none, role: "baseline" } : baseline(of.dropped - twin.dropped),
        )
      : seen.droppedUndecided(name);
  return say`${first}${words.answers.space}${second}`;
}

/** The sentence, at most two of them: what a beat says where the run has it, else what is answered. */
export function slideSentence(says: Saying, facts: SlideFacts, words: Messages): readonly Piece[] {
  const { answers, hides, result, dropped, droppedNames, showsTwin, shuffled } = facts;
  const { lecture } = laterWords[words.tag];
  const said = (): Said | null => {
    if (says === "link") return lecture.ownScreen;
    if (says === "seen" && !hides && facts.seen) return seenSentence(facts.seen, words);
    if (says === "dropped" && hides && droppedNames.length === 1) return lecture.question(droppedNames[0]!);
    if (hides || answers.step !== null) return null;
    if (says === "result" && result && showsTwin) return resultSentence(result, words);
    if (says === "dropped" && dropped && answers.student) return droppedSentence({ ...facts, dropped }, words);
    if (says === "shuffled" && shuffled) {
      const { soft, total, word } = shuffled;
      const meaning = word === "helps" ? lecture.whichDigit : lecture.noGain;
      return lecture.shuffled(student(soft), figure(total), baseline(shuffled.shuffled), meaning);
    }
    return null;
  };
  const own = said();
  if (own !== null) return say`${own}`;
  if (hides) return answerSentence({ ...answers, student: null }, words.answers);
  // While the training is replayed, only the student changes.
  const isReplayed = answers.step !== null && answers.tone === "teacher";
  return answerSentence(isReplayed ? { ...answers, teacher: null } : answers, words.answers);
}
