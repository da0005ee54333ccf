/** 首页的所有文字，简体中文。星号之间的数字会着色。 */

import { tenThousands } from "../softTargets/largeNumbers.ts";
import type { HomeWords, Judged, NamedPart } from "./homeWords.en.ts";

const number = (value: number) => Math.round(value).toLocaleString("en-US");

const parts: Readonly<Record<NamedPart, string>> = {
  tenth: "十分之一",
  fifth: "五分之一",
  quarter: "四分之一",
  third: "三分之一",
  "two fifths": "五分之二",
  "two thirds": "三分之二",
  "three quarters": "四分之三",
};
const part = (share: NamedPart | number) => (typeof share === "number" ? ` ${share} %` : parts[share]);
const shown = (guess: Judged | null) =>
  guess === null ? "看到" : `${guess === "right" ? "和你想的一样" : "和你想的不同"}，看到`;

export const homeWordsZh: HomeWords = {
  title: "蒸馏实验场",
  places: "页面",
  lessons: "课程",
  lab: "实验室",
  section: "Hinton 2015",
  present: "演示",
  menu: "菜单",
  otherLanguage: "English",
  languageLabel: "切换到英文",
  darkTheme: "主题：深色",
  lightTheme: "主题：浅色",
  ask: (digit) => `大网络看了这个数字，回答是 *${digit}*。它能教给小网络的只有这些吗？`,
  begin: "它仍然很确定，但别的答案开始露头。",
  soft: (second, third, least) =>
    `它还觉得有点像 *${second}*，也有点像 *${third}*，而几乎不像 *${least}*。标签里可没有这些。`,
  closer: (second, third, least) =>
    `十个数字越来越接近：紧跟其后的仍是 *${second}* 和 *${third}*，排在最后的仍是 *${least}*。`,
  flat: "现在它给十个数字的分几乎一样高。顺序还在，只是很难看出来。",
  predict: (digit) => `两个小网络起点相同。一个只被告知“这是 ${digit}”，另一个还能看到完整的回答。`,
  race: (images) => `两者学的是同样的 ${number(images)} 张数字，顺序也相同。`,
  fewer: (share, guess) => `${shown(guess)}大网络完整回答的小网络，认错的数字少了${part(share)}。`,
  more: (share, guess) => `${shown(guess)}大网络完整回答的小网络，认错的数字反而多了${part(share)}。`,
  undecided: "看不看完整的回答，判断不出差别。",
  image: (digit) => `手写的数字 ${digit}`,
  large: "大网络",
  teacher: "大网络，也就是教师",
  parameters: (parameters) => `${tenThousands(parameters)}个参数`,
  answers: (likeliest) => `大网络的回答：${likeliest}`,
  answer: (digit, percent) => `${digit} 占 ${percent} %`,
  temperature: "温度",
  sure: "很有把握",
  open: "什么都考虑",
  effect: "决定别的答案露出多少",
  spoken: (temperature) => `温度 ${temperature}`,
  teach: "教一个小网络",
  moveFirst: "先移动滑块。",
  whole: (temperature) => `看到教师的完整回答，温度为 ${temperature}`,
  only: (digit) => `只被告知标签：“这是 ${digit}”`,
  taught: "小网络，有教师",
  plain: "小网络，没有教师",
  question: "训练之后，哪一个认错的数字更少？",
  guessTaught: "看到完整回答的",
  guessPlain: "只知道标签的",
  guessSame: "没有差别",
  training: "下面用 3 秒播放录下的训练过程。",
  chart: (total) => `测试错误数（共 ${number(total)} 张，对数刻度）`,
  steps: (steps) => `训练步数，小网络训练 ${number(steps)} 步`,
  lineTeacher: "教师",
  lineTaught: "有教师",
  linePlain: "没有教师",
  wrong: (total) => `${number(total)} 张里认错的`,
  unequal: (teacher, shifted, student) =>
    `用大网络的回答来教小网络，叫作知识蒸馏。大网络学的是 ${number(teacher)} 张${shifted ? "随机平移的" : ""}数字，小网络只见过 ${number(student)} 张。`,
  doorClass: "去掉所有的 3",
  doorClassAbout: "从没见过的数字，网络认得出来吗？实验室里的一次录制",
  doorLab: "在这台机器上训练",
  doorLabAbout: "实验室先打开一次录制的运行；按“训练”即可训练自己的，约一分钟",
  source: "这是本页录制的一次运行，不上传任何内容。",
  figures: (pairs, mean, low, high) =>
    `${pairs} 对的平均，初始权重和批次都相同：${mean < 0 ? "多" : "少"}错 ${Math.abs(mean).toFixed(1)} 张，少错张数的 95 % 置信区间 ${low.toFixed(1)} 到 ${high.toFixed(1)}。`,
  recorded: (date, seed) => `录制于 ${date}，种子 ${seed}。依据 Hinton、Vinyals 和 Dean，2015。`,
  unknown: (address) => `本页没有“${address}”这个地址，这里是首页。`,
  lacksLab: "实验室没有加载成功。有网络时请重新加载本页。",
};
