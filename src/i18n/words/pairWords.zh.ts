/** 一对学生的异同，用句子陈述；顺序由 pairStatement.ts 决定。 */

import { spaced } from "../softTargets/spacing.zh.ts";
import type { PairWords } from "./pairWords.en.ts";

export const pairWords: PairWords = {
  stop: "。",
  space: "",
  semicolon: "；",
  list: (parts) => parts.join("、"),
  same: (things) => `一对的两个学生相同的是：${things}。`,
  firstWeights: "初始权重",
  layers: "网络结构",
  batches: "批次",
  images: "图像",
  teacher: "教师",
  steps: (n) => `步数（${n}）`,
  differ: (differences) => `不同之处：${differences}`,
  madeFromTeacher: "蒸馏学生从训练好的教师权重改造而来，基线学生用自己的初始权重",
  startsAsItsTeacher: "蒸馏学生的初始权重与教它的网络相同，基线学生的则不同",
  fewLayers: (same, of, distilled, baseline) =>
    `${of} 层中只有前 ${same} 层的初始权重相同，因为网络不同（蒸馏学生 ${distilled}，基线学生 ${baseline}）`,
  otherWeights: "初始权重不同",
  learnsFromTeacher: "只有蒸馏学生向教师学习",
  learnsFromEarlier: (networks) => `只有蒸馏学生向这一对先训练好的网络学习（${networks}）`,
  whichLearnsFromTeacher: "，后者向教师学习",
  learnsFromBeside: (networks) => `只有蒸馏学生向一同训练的网络学习（${networks}）`,
  before: (networks, steps) => `在蒸馏学生之前，这一对用 ${steps} 步训练了${networks}`,
  beside: (networks) => `有别的网络与蒸馏学生一同训练（${networks}）`,
  sharesLayers: (n) => `蒸馏学生与它们共用前 ${n} 层`,
  noLabels: "蒸馏学生自己的损失不含标签",
  output: (name) => `蒸馏学生的错误数取自输出“${name}”`,
  trainingImages: (steps, readsLabels) =>
    `蒸馏学生有 ${steps} 步看的是教师的训练图像${readsLabels ? "" : "（不看标签）"}，基线学生只看迁移集`,
  otherSteps: (distilled, baseline) => `蒸馏学生自己训练 ${distilled} 步，基线学生 ${baseline} 步`,
  otherBatches: "图像相同，但批次不同",
  someBatches: (same, of) => `${of} 步中有 ${same} 步的批次相同`,
  otherRates: "蒸馏学生的每个阶段各有自己的学习率计划",
  unlabelled: "只有基线学生拿到标签",
  teacherSaw: (images, students) =>
    `教师学过${images === null ? "全部训练图像" : ` ${images} 张图像`}的标签；迁移集只有其中 ${students} 张。`,
  sawTheSame: (images) => `教师学的正是迁移集的${images === null ? "" : ` ${images} 张`}图像。`,
  or: (parts) => parts.join("、"),
  sawAllClasses: (classes) => `迁移集里没有${spaced(classes)}；教师的图像里有。`,
  sawFewClasses: (classes) => `迁移集里只有${spaced(classes)}；教师还见过其他类别的图像。`,
  sawOtherClasses: (classes) => `迁移集里只有${spaced(classes)}，教师没有见过这些类别的图像。`,
  sawMixedClasses: "迁移集里有教师没有见过的类别。",
  sawOther: (images, source) =>
    `教师学过${images === null ? "全部训练图像" : ` ${images} 张图像`}的标签；迁移集是另外的图像：${source}。`,
  givenTeacher: (names) => `教师是给定的（${names}），这次运行没有训练它；它学过什么，这里不知道。`,
  lacks: (classes) => `迁移集里没有${spaced(classes)}。`,
  otherSource: (source) => `迁移集：${source}。`,
  shifted: (teacher, students) =>
    students === 0
      ? `教师的图像曾随机平移，最多 ${teacher} 像素；学生的没有。`
      : `教师的图像曾随机平移，最多 ${teacher} 像素；学生的最多 ${students} 像素。`,
  wrongLabels: (share) => `迁移集的标签有 ${share} 是错的，两个学生错在同样的地方`,
  otherLabels: "它的标签属于别的类别，没有给任何学生。",
  otherSplit: (train, test) =>
    `这里的 Fashion-MNIST 有 ${train} 张训练图像和 ${test} 张测试图像，不是公开发布的 60,000 与 10,000 的划分。`,
  otherFiles: (train, test) =>
    `这里的 Fashion-MNIST 有 ${train} 张训练图像和 ${test} 张测试图像，数量与公开发布的相同，但文件不是发布的那些。`,
  teachersAreRight: "；教师的标签都对",
  heldOut: (count) => `错误数是在留出的 ${count} 张训练图像上数的，这些图像不参加任何网络的训练；没有用测试图像。`,
};
