/** Words of the room of details, in Chinese. */

import type { detailWords as english } from "./detailWords.en.ts";
import { spaced } from "./spacing.zh.ts";

/** 名称与其后的汉字之间的空格；以汉字结尾的不加。 */
const before = (name: string) => (/[\u4e00-\u9fff）”]$/.test(name) ? name : `${name} `);
/** 两边都接汉字的名称。 */
const between = (name: string) => before(spaced(name));

export const detailWords: typeof english = {
  student: "学生",
  teacher: "教师",
  matrixOf: "矩阵属于",
  matrixLabel: (who) => `混淆矩阵：${who}`,
  axes: (who) => `行：真实类别 · 列：回答（${who}）· 右侧：每类答错的张数`,
  trueByAnswer: "真实类别与回答",
  wrong: "错",
  wrongOf: (errors, total) => `${total} 张中错 ${errors} 张`,
  cell: (trueName, answer, n) => `真实类别${spaced(trueName)}，回答${spaced(answer)}：${n} 张`,
  noMatrix: "这份录制只保存了最后一次评估的矩阵。",
  readAs: (n, trueName, answer) =>
    n === 0 ? `没有${between(trueName)}被认成${spaced(answer)}` : `${n} 张${between(trueName)}被认成${spaced(answer)}`,
  readRight: (n, trueName) => `答对：${n} 张${spaced(trueName)}`,
  testImage: (place, name) => `第 ${place} 张测试图像，真实类别${spaced(name)}`,
  pressAnImage: "点一张图像，查看两个网络对它的回答。",
  firstOf: (shown, all) => `共 ${all} 张，这里是前 ${shown} 张。`,
  ofTheFirst: (n, lookedThrough) => `只保存了对前 ${lookedThrough} 张测试图像的回答，其中 ${n} 张在这一格里。`,
  onlyFollowed: (n) =>
    `这份录制只保存了该网络对 20 张图像的回答，其中 ${n} 张在这一格里。在本机训练之后，这里会列出全部图像。`,
  onlyFollowedAtStep: (n) => `只有最后一步才知道是哪些图像。训练中一直跟踪的 20 张里，有 ${n} 张在这一格里。`,
  trueClass: "真实类别",
  testImages: "测试图像",
  errorsByClass: "各类别的测试错误",
  beyond: "↑：超出坐标轴。",
  alikeTitle: "各自认为哪些类别相像？",
  alikeHint: (temperature, n) =>
    `行：真实类别，列：回答。每格：温度为 ${temperature} 时的平均概率（%），取自 ${n} 张测试图像。`,
  answersNotKept: "这份录制没有保存它对测试集的回答。在本机训练之后会显示。",
  neverSaw: (names) => `从未见过${spaced(names.join("、"))}`,
  shareOf: (trueName, answer, share) => `真实类别${spaced(trueName)}，回答${spaced(answer)}：${share}`,
  mostAlike: (trueName, answer, share) => `最相像的是${between(trueName)}和${spaced(answer)}，平均 ${share}`,
  trueAndAnswer: (trueName, answer) => `真实类别${spaced(trueName)}，回答${spaced(answer)}`,
  sharesAt: (trueName, answer, left, a, right, b) =>
    `真实类别${spaced(trueName)}，回答${spaced(answer)}：${left} ${a}，${right} ${b}。`,
};
