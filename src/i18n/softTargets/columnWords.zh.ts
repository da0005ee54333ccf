/** “软目标”一栏中句子以外的文字，中文。 */

import type { columnWords as english } from "./columnWords.en.ts";

export const columnWords: typeof english = {
  teacherKey: "教师",
  studentKey: "学生",
  targetKey: "软目标：学生应给出的回答",
  parameters: (n) => `${n} 个参数`,
  parametersShort: (n) => n,
  ofRun: (layers) => `这次运行：${layers}`,
  atTemperature: (t) => `T = ${t}`,
  labels: "标签",
  firstWeights: "初始权重",
  nothingPasses: "没有传递任何东西",
  ensemble: "集成",
  planFigure: "谁教谁",
  teaches: (from, to) => `${from}教${to}`,
  eachOther: (names) => `${names}互相教`,
  throughEnsemble: (names, hub) => `${names}组成${hub}，再由它教它们`,
  trainedHere: "该学生正是在这个温度下训练的。",
  trainedAt: (t) => `该学生是在温度 ${t} 下训练的。`,
  trainWith: (t) => `用 ${t} 训练`,
  nextRun: "训练期间，移动滑块只改变显示的内容，以及下一次运行的温度。",
};
