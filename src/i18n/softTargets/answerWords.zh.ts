/** 关于教师和学生如何回答的句子，中文。 */

import type { answerWords as english } from "./answerWords.en.ts";
import { spacedSay as say } from "./pieces.ts";

const named = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const number = (n: number) => named[n] ?? `${n}`;
const at = (t: string | null) => (t === null ? "" : say`温度为${t}时，`);
const atStep = (step: string | null) => (step === null ? "" : say`第${step}步时，`);

export const answerWords: typeof english = {
  space: "",
  list: (names) => names.join("、"),
  like: (name, share) => say`${name}（${share}）`,
  likeBoth: (a, b) => say`${a}和${b}`,
  likeEach: (a, b, share) => say`${a}和${b}（各 ${share}）`,
  testImage: (place, label) => say`第${place}张测试图像（${label}）：`,
  sure: (t, top) => say`${at(t)}教师认定这是${top}，几乎不考虑别的${/^\d/.test(top.text) ? "数字" : "类别"}。`,
  unsure: (t, first, p, second, q) => say`${at(t)}教师认为这是${first}（${p}），其次是${second}（${q}）。`,
  soft: (t, isStill, first, p, likes) =>
    likes === null
      ? say`${at(t)}教师${isStill ? "仍" : ""}认为是${first}（${p}），几乎不考虑别的。`
      : say`${at(t)}教师${isStill ? "仍" : ""}认为是${first}（${p}），也觉得像${likes}。`,
  flat: (t, classes, areDigits) =>
    say`${at(t)}教师对${number(classes)}个${areDigits ? "数字" : "类别"}的打分几乎相等。`,
  rightAnswer: (label) => say`正确答案是${label}。`,
  student: (step, bias) =>
    bias === null
      ? say`${atStep(step)}学生`
      : say`${atStep(step)}给${bias.classes}的分数${bias.value > 0 ? "加上" : "减去"}${`${Math.abs(bias.value)}`}后，学生`,
  answers: (who, top, p) => say`${who}答${top}（${p}）。`,
  isRight: (who, top, p) => say`${who}答${top}（${p}），答对了。`,
  isWrong: (who, top, p, label, q) => say`${who}答${top}（${p}），答错了；它只把${q}给了${label}。`,
  untrained: (classes) => say`学生还没有训练，${number(classes)}个答案只是碰运气。`,
  neverSaw: (name) => say`它在训练中从未见过${name}。`,
  noSeparateTeacher: say`这里没有另外的教师网络。`,
  method: (step, arm, top, p) =>
    say`${atStep(step)}${arm ? `“${arm}”` : `${arm === null ? "不" : ""}用该方法`}的网络答${top}（${p}）`,
  andTwin: (method, top, p) => say`${method}，不用的对照网络答${top}（${p}）。`,
  noTwin: (method) => say`${method}。`,
  bothUntrained: (classes) => say`网络还没有训练，${number(classes)}个答案只是碰运气。`,
  neitherSaw: (name) => say`两者都从未见过${name}。`,
};
