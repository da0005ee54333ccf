/** The words of what is fetched after the lab's first view, in both languages: the chooser, dialogs, details, frames of other sites, Hinton's section, lessons, own images, reports, saved files, teachers from files and the lecture mode. */

import { embedWords } from "./embedded/embedWords.en.ts";
import { embedWords as embedWordsZh } from "./embedded/embedWords.zh.ts";
import { ownDataWords } from "./ownData/ownDataWords.en.ts";
import { ownDataWords as ownDataWordsZh } from "./ownData/ownDataWords.zh.ts";
import { reportWords } from "./report/reportWords.en.ts";
import { reportWords as reportWordsZh } from "./report/reportWords.zh.ts";
import { takeAwayWords } from "./report/takeAwayWords.en.ts";
import { takeAwayWords as takeAwayWordsZh } from "./report/takeAwayWords.zh.ts";
import { teacherWords } from "./teachers/teacherWords.en.ts";
import { teacherWords as teacherWordsZh } from "./teachers/teacherWords.zh.ts";
import { chooserWords, dialogWords } from "./words/chooserWords.en.ts";
import { chooserWords as chooserWordsZh, dialogWords as dialogWordsZh } from "./words/chooserWords.zh.ts";
import { detailWords } from "./words/detailWords.en.ts";
import { detailWords as detailWordsZh } from "./words/detailWords.zh.ts";
import { lectureWords } from "./words/lectureWords.en.ts";
import { lectureWords as lectureWordsZh } from "./words/lectureWords.zh.ts";
import { lessonWords } from "./words/lessonWords.en.ts";
import { lessonWords as lessonWordsZh } from "./words/lessonWords.zh.ts";
import { replayWords } from "./words/replayWords.en.ts";
import { replayWords as replayWordsZh } from "./words/replayWords.zh.ts";

const en = {
  ...dialogWords,
  cards: chooserWords,
  embed: embedWords,
  inDetail: detailWords,
  lecture: lectureWords,
  lessons: lessonWords,
  ownData: ownDataWords,
  replay: replayWords,
  report: reportWords,
  teachers: teacherWords,
  takeAway: takeAwayWords,
};
const zh: typeof en = {
  ...dialogWordsZh,
  cards: chooserWordsZh,
  embed: embedWordsZh,
  inDetail: detailWordsZh,
  lecture: lectureWordsZh,
  lessons: lessonWordsZh,
  ownData: ownDataWordsZh,
  replay: replayWordsZh,
  report: reportWordsZh,
  teachers: teacherWordsZh,
  takeAway: takeAwayWordsZh,
};

/** By the tag of a catalogue. */
export const laterWords = { en, zh } as const;
