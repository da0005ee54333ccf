/** Words of the page of Hinton's section, and of the lab beside one of its runs, in Chinese. */

import type { replayWords as english } from "./replayWords.en.ts";

export const replayWords: typeof english = {
  title: "Hinton 2015 第 3 节，重新训练",
  citation: (title, authors, year) => `${authors} ${year}，${title}`,
  terms: "迁移集是学生向教师学习时所用的图像；一遍是把全部图像用过一次；每个种子有自己的初始权重和图像次序。",
  every: (images) => `论文 MNIST 一节的每项结果，由本引擎在${images}上训练得到。`,
  onImages: { mnist: " MNIST ", digits: "内置数字（论文的结果属于 MNIST）" },
  order: {
    found: (figures, seeds) =>
      `${seeds === 1 ? "用这个种子" : `按 ${seeds} 个种子的均值`}，论文 ${figures} 项结果的次序得到复现`,
    singly: (found, seeds) =>
      found === seeds ? "，单看每个种子也是如此" : `；单看各个种子，${seeds} 个中有 ${found} 个如此`,
    exchanged: (figures, seeds, pairs) =>
      `${seeds === 1 ? "用这个种子" : `按 ${seeds} 个种子的均值`}，论文 ${figures} 项结果的次序没有完全复现。相等或相反的有：${pairs}`,
    untold: (untold, pairs) =>
      untold === 0
        ? ""
        : untold === pairs
          ? "，但各种子的区间都分不出先后"
          : `；其中 ${pairs} 对里有 ${untold} 对，各种子的区间分不出先后`,
    pair: (fewer, more) => `“${fewer}”与“${more}”`,
    end: "。",
  },
  open: "数值的大小不同，不同之处写在各行名称之下。打开一行，即可在实验室中看它的运行。",
  loading: "正在读取结果。",
  missing: "本站没有录制的结果。它们由 npm run record 生成。",
  images: "图像",
  seeds: "种子",
  allSeeds: "全部种子",
  seedNumber: (seed) => `种子 ${seed}`,
  seedOf: (seed, seeds) => (seeds === 1 ? `种子 ${seed}` : `种子 ${seed}（共 ${seeds} 个）`),
  keys: { paper: "论文", ours: "我们的均值与 95 % 置信区间", seed: "一个种子", oneSeed: "我们，这个种子" },
  run: "运行",
  errors: "测试错误数",
  errorsOf: (total) => `${total} 张测试图像中的错误数，对数轴，越靠左越少。`,
  paper: "论文",
  ours: "我们 [95 %]",
  openRun: "打开",
  openNamed: (what) => `打开：${what}`,
  whileTraining: "正在训练；训练结束后可以打开录制的运行。",
  groups: {
    "hinton-2015": "教师与学生",
    "hinton-2015-no-3s": "迁移集中没有 3",
    "hinton-2015-only-7s-8s": "迁移集中只有 7 和 8",
    "hinton-2015-800": "对照，训练 8 遍",
    "hinton-2015-jitter": "平移图像的对照，训练 8 遍",
    "hinton-2015-3-percent": "少量图像",
  },
  bias: (range, paper) => `偏置 ${range}${paper === null ? "" : `；论文 ${paper}`}。`,
  range: (low, high) => `${low} 到 ${high}`,
  onDropped: (errors, paper) => `其中 ${errors} 个错误在从未见过的类上${paper === null ? "" : `，论文 ${paper}`}。`,
  strip: (what, ours, paper) => `${what}：我们 ${ours}${paper === null ? "" : `，论文 ${paper}`}`,
  imagesOfRuns: {
    title: "这些运行的数字图像。",
    missing:
      "本站没有 MNIST 的图像。载入您自己的副本，即可看到每张测试图像和两个网络的回答；在此之前，打开的运行有错误数、曲线、混淆矩阵和偏置，没有图像。",
    loaded: "您的文件已载入：打开 MNIST 的运行时会显示测试图像。",
    load: "载入 MNIST 文件",
  },
  sweep: "温度与宽度",
  passes: (units, passes) => `${units} 个单元训练 ${passes} 轮`,
  sweepOf: (total, passes) =>
    `只用软目标训练（${passes}），${total} 张中的平均错误数。加框的是该宽度下最少的；在同一宽度之内，颜色越深错误越少。`,
  sweepOfPaper: "论文发现：300 个单元以上时，高于 8 的温度都相近；30 个单元时，2.5 到 4 最好。",
  units: "单元",
  unitsOf: (units) => `${units} 个单元`,
  labels: "标签",
  fewest: (units, temperature, alike) =>
    `${units} 个单元：T = ${temperature} 时错误最少${alike === "" ? "" : `；逐个种子相比，T = ${alike} 与它分不出先后`}。`,
  cell: (width, taught, errors) => `打开 ${width} 个单元，${taught}：${errors} 个错误`,
  pairs: "差别来自哪里",
  pairsOf: (total) =>
    `${total} 张中省下的错误数，按种子配对，附 95 % 置信区间。零的右边是错误更少；箭头表示超出坐标轴。`,
  pairWord: { helps: "错误更少", hurts: "错误更多", "cannot-tell": "无法判断", "one-pair": "只有一个种子" },
  pair: (what, saved, word) => `${what}：省下 ${saved} 个错误，${word}`,
  made: (version, backend, date, hours) =>
    `由版本 ${version} 在 ${backend} 上生成，最后一次在 ${date}，共工作 ${hours} 小时；可用 npm run record 或 npm run lab -- hinton-2015 --data FOLDER --seed N 重新生成。`,
  card: "重演 Hinton 2015",
  cardOf: (seed, date) => `Hinton 2015，种子 ${seed}，录制于 ${date}`,
  back: "全部结果",
  beside: "与论文的数字对照；亲自训练",
  what: "内容",
  recorded: "录制",
  live: "现场",
  sweepCard: "每种温度一个学生；可在柱状图旁选择。",
  share: "训练多少",
  part: (part, steps) => (part === 1 ? `全部，${steps} 步` : `1/${part}，${steps} 步`),
  train: "亲自训练",
  over: "录制的曲线以点线画在现场曲线之后，宽度相同。",
  recordedLine: (name) => `${name}（录制）`,
  paperLine: (errors) => `论文 ${errors}`,
};
