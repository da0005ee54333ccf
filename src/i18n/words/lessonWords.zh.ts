/** Words of the door to lessons, in Chinese. */

import type { lessonWords as english } from "./lessonWords.en.ts";

export const lessonWords: typeof english = {
  title: "课程",
  toCome: "这里将有十四课，每课先猜一个问题的答案，再看给出答案的运行，最后做一次检查；目前一课也没有写好。",
  untilThen: "可以先从两个实验开始：",
  begin: {
    hinton: "1,000 个标签，一个教师，和两个起点相同的学生。",
    "drop-3s": "学生从未见过的数字，以及教师仍能告诉它的内容。",
  },
};
