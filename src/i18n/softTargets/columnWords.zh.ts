/** “软目标”一栏中句子以外的文字，中文。 */

import type { columnWords as english } from "./columnWords.en.ts";
import { tenThousands } from "./largeNumbers.ts";

export const columnWords: typeof english = {
  teacherKey: "教师",
  studentKey: "学生",
  targetKey: "软目标：学生应给出的回答",
  parameters: (n) => `${tenThousands(n)}个参数`,
  ofRun: (layers) => `这次运行：${layers}`,
  given: (names) => `给定，不训练：${names}`,
  atTemperature: (t, trained) => `T = ${t}${trained === null ? "" : `，训练时为 ${trained}`}`,
  labels: "标签",
  firstWeights: "初始权重",
  nothingPasses: "没有传递任何东西",
  ensemble: "集成",
  teaches: (from, to) => `${from}教${to}`,
  eachOther: (names) => `${names}互相教`,
  learnFromEnsemble: (names, hub) => `${names}向它们自己的集成学习${hub === null ? "" : `，集成由${hub}合成`}`,
  trainedHere: "该学生正是在这个温度下训练的。",
  trainedAt: (t) => `该学生是在温度 ${t} 下训练的。`,
  trainWith: (t) => `用 ${t} 训练`,
  trainsAt: (t) => `这次运行以温度 ${t} 训练；滑块设定下一次。`,
};
