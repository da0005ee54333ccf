/** 结果一栏的用语，中文。 */

import type { resultWords as english } from "./resultWords.en.ts";

const ofPairs = (pairs: number, of: number) => {
  if (pairs === 1) return of === 1 ? "一对" : `${of} 对中的一对`;
  return pairs < of ? `${of} 对中 ${pairs} 对的平均` : `${pairs} 对的平均`;
};

export const resultWords: typeof english = {
  verdict: {
    helps: "有帮助",
    hurts: "有害",
    "cannot-tell": "无法判断",
    "one-pair": "一对不足以下结论",
    waiting: "等待中",
    old: "旧设置",
    none: "不下结论",
  },
  overall: (verdict) => `总体${verdict}`,
  images: (total, areDigits) => `${total} ${areDigits ? "个测试数字" : "张测试图像"}中认错的`,
  ofPairs,
  ofSeeds: (seeds) => `录制种子 ${seeds} 的平均`,
  atStep: (step) => `第 ${step} 步`,
  withTeacher: "有教师",
  withMethod: "用该方法",
  without: "无教师",
  compared: (pairs, of) => `一对中的两个学生都训练完之前不作比较：已完成 ${pairs} / ${of} 对。`,
  noneFinished: "还没有一对学生都训练完，运行就结束了。按“训练”完整地运行一次。",
  otherSeeds: "正在读取其他录制种子的数字。",
  empty: "一次运行结束后，这里显示有教师和没有教师的错误数。请按“训练”。",
  fewer: (n) => `少错 ${n} 个`,
  more: (n) => `多错 ${n} 个`,
  interval: (low, high) => `，95 % 置信区间 ${low} 到 ${high}`,
  sentence: (text) => `${text}。`,
  soFar: (pairs, of) => `（${of} 对中已完成 ${pairs} 对）`,
  teacher: (errors) => `教师认错 ${errors} 个。`,
  teachers: (errors) => `它们的教师平均认错 ${errors} 个。`,
  learnt: (own, ofStudents, shifted, areDigits) =>
    `教师学过 ${own} ${areDigits ? "个数字" : "张图像"}${shifted ? "（平移）" : ""}，学生只见过 ${ofStudents} ${areDigits ? "个" : "张"}。`,
  learntOfAll: (own, ofStudents, shifted, areDigits) =>
    `教师学过 ${own} ${areDigits ? "个数字" : "张图像"}${shifted ? "（平移）" : ""}；学生见过 ${ofStudents} ${areDigits ? "个" : "张"}，有教师的还不带标签地见过教师的全部图像。`,
  givenTeacher: (ofStudents) => `教师是给定的，没有在这里训练；学生见过 ${ofStudents} 张图像。`,
  learntSame: (own, areDigits) => `教师学的是同样的 ${own} ${areDigits ? "个数字" : "张图像"}。`,
  savedName: "每对少犯的错误；零的右侧表示错误更少。",
  savedEmpty: "每对少犯的错误：还没有数字。",
  differs: "两者有何不同",
  claims: (reproduced, all) => `论文的说法：${all} 条中复现 ${reproduced} 条`,
  parts: {
    caption: "被去掉的类别和其他类别上的错误",
    dropped(names, areDigits) {
      if (names.length > 2) return `去掉的 ${names.length} 类`;
      return areDigits ? `数字 ${names.join("、")}` : names.join("、");
    },
    others: (areDigits) => (areDigits ? "其他数字" : "其他"),
    rest: "其他",
    sum: "合计",
    on: (names, difference) => `${names}：${difference}`,
    of: (total) => `共 ${total}`,
  },
  bias: {
    none: "无",
    byShare: "不用标签",
    best: "测试集上最好",
    paper: "论文的",
    lastStep: "偏置只对最后一步有效：全部测试回答记录在那里。",
    of: (names) => `（${names}）`,
  },
  chart: {
    axis: (total, areMeans, seed) =>
      `${seed === null ? "" : `种子 ${seed}：`}${areMeans ? "平均" : ""}测试错误数（共 ${total}，对数刻度）`,
    biasedPair: "第一对，加偏置",
    steps: "训练步数",
    stepsOfStudents: (teacher) => `步数（教师：${teacher}）`,
    lines: { teacher: "教师", taught: "有教师", alone: "用该方法", plain: "无教师" },
    paper: "论文",
    recorded: "录制",
    ofPair: (pair) => `第 ${pair} 对`,
  },
  table: { step: "步", copy: "复制为 CSV", copied: "已复制。", notCopied: "浏览器不允许复制。" },
  runs: {
    title: "运行",
    empty: "你的运行会列在这里，并注明每次改了什么。",
    first: (what) => `第一次运行：${what}`,
    change: (label, from, to) => `${label} ${from} → ${to}`,
    temperature: "T",
    same: "设置相同",
    recorded: (what) => `${what}，录制`,
    word: {
      helps: "有帮助",
      hurts: "有害",
      "cannot-tell": "无法判断",
      "one-pair": "只有一对",
      unfinished: "已停止",
      none: "没有一对",
    },
    run: (n) => `第 ${n} 次运行`,
    pin: (n) => `显示第 ${n} 次运行的曲线`,
    rename: (n) => `给第 ${n} 次运行命名`,
    nameOf: (n) => `第 ${n} 次运行的名称`,
    compare: "比较",
    compareTitle: "比较各次运行",
    reports: { "hand-in": "提交", opened: "报告" },
    save: "保存",
    distilled: "有教师或用该方法时的错误",
    baseline: "没有时的错误",
    difference: "平均少错",
    interval: "95 % 置信区间",
    between: (low, high) => `${low} 到 ${high}`,
    pairs: "比较的对数",
    verdict: "结论",
    time: "用时",
    seconds: (n) => `${n} 秒`,
    trained: "训练于",
    live: "本机",
    onDate: (date) => `${date} 录制`,
  },
};
