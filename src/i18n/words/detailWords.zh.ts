/** Words of the room of details, in Chinese. */

import { spaced } from "../softTargets/spacing.zh.ts";
import type { detailWords as english } from "./detailWords.en.ts";

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
  ofFirstPair: (who) => `${who}，第 1 对`,
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
  answersNotKept: "这份录制没有保存该网络对测试集的回答。在本机训练之后会显示。",
  noAnswersKept: "这两张图由网络对全部测试图像的回答算出，而这次运行没有保存这些回答。在本机训练之后会显示。",
  answersAtLastStep: "这两张图由网络对全部测试图像的回答算出，只有最后一步才有这些回答。",
  trainHere: "在本机训练",
  lastStep: "显示最后一步",
  neverSaw: (names) => `从未见过${spaced(names.join("、"))}`,
  shareOf: (trueName, answer, share) => `真实类别${spaced(trueName)}，回答${spaced(answer)}：${share}`,
  mostAlike: (trueName, answer, share) => `最相像的是${between(trueName)}和${spaced(answer)}，平均 ${share}`,
  trueAndAnswer: (trueName, answer) => `真实类别${spaced(trueName)}，回答${spaced(answer)}`,
  sharesAt: (trueName, answer, left, a, right, b) =>
    `真实类别${spaced(trueName)}，回答${spaced(answer)}：${left} ${a}，${right} ${b}。`,
  moreOfTheLoss: "各阶段、最近几步的损失与论文",
  oneStep: "一张图像，一步训练",
  oneStepHint: "按所显示的网络与当前设置，一步训练会如何处理这张图像。",
  back: "上一步",
  next: "下一步",
  again: "从头开始",
  partOf: (part, parts) => `第 ${part} 部分，共 ${parts} 部分`,
  parts: {
    teacher: (name, logit) => ({
      title: "教师",
      text: `图像通过冻结的教师，每个类别得到一个 logit。${before(name)}最大，为 ${logit}。`,
    }),
    soften: (t, name, share) => ({
      title: "软化",
      text: `logit 除以 T = ${t}，再做 softmax，得到软目标。${before(name)}占 ${share}。`,
    }),
    student: (t, name, share) => ({
      title: "学生",
      text: `同一张图像通过学生，温度同为 T = ${t}。它给${between(name)}的概率是 ${share}。`,
    }),
    losses: (kl, ce) => ({
      title: "两项损失",
      text: `与软目标的 KL：${kl}。${ce === null ? "这张图像没有标签。" : `与标签的交叉熵（T = 1）：${ce}。`}`,
    }),
    weights: (softWeight, t, soft, hardWeight, hard) => ({
      title: "权重",
      text: `软目标：${softWeight} × ${t}² × KL = ${soft}。标签：${hardWeight} × CE = ${hard}。T² 使梯度的大小保持不变。`,
    }),
    sum: (soft, hard, total) => ({ title: "求和", text: `${soft} + ${hard} = ${total} 奈特，即这张图像的损失。` }),
    gradient: (up, down) => ({
      title: "梯度",
      text: `损失对每个 logit 的导数。更新沿其反方向：${before(up)}的 logit 应升得最多，${before(down)}的应降得最多。`,
    }),
    nudge: (name, first, after) => ({
      title: "更新",
      text: `权重的更新使 logit 这样移动。若 logit 移动整个梯度，${before(name)}在 T = 1 下的概率${first === after ? `几乎不变，仍为 ${first}` : `会从 ${first} 变为 ${after}`}。`,
    }),
  },
  liveFormula: (softWeight, t, kl, hardWeight, ce, soft, hard, total) =>
    `L = ${softWeight} · ${t}² · KL ${kl} + ${hardWeight} · CE ${ce} = ${soft} + ${hard} = ${total} 奈特`,
  gradientTitle: "每项损失把 logit 推向哪里",
  gradientHint: "横线以上：该 logit 应上升。柱子是梯度的相反数。软目标对各个错误类别的推力不同，都推向教师给出的概率。",
  softGradient: "软目标",
  hardGradient: "标签",
  gradientSum: "合计",
  classNumber: (name, value) => `${name}：${value}`,
  gradientFinding: (title, name, value) => `${title}：在${between(name)}处最强，${value}`,
  stepColumns: ["教师的 logit", "软目标", "学生的 logit", "温度 T 下的学生", "软目标的梯度", "标签的梯度", "合计"],
  networkFacts: (parameters, mflop, kb) => `${parameters} 个参数，每张图 ${mflop} MFLOP，${kb} kB`,
  msAnImage: (ms) => `每张图 ${ms} ms`,
  measureImage: "测量一张图所需的时间",
  measuring: "正在测量……",
  measuredHow: "在这台机器上，单核 WASM，每次一张图。",
  notMeasured: (why) => `无法测量：${why}`,
  whoTeaches: "谁教谁，逐个阶段",
  whoTeachesHint: "每个箭头是一项损失：从它当作目标的一方，指向它训练的一方。",
  allNetworks: "这次运行的全部网络（所显示的步数）",
  networkColumns: {
    name: "网络",
    layers: "层",
    parameters: "参数",
    mflop: "每张图像 MFLOP",
    kb: "kB",
    errors: "测试错误",
    agreement: "与教师一致",
    calibration: "校准误差",
    entropy: "熵（奈特）",
  },
  unitsInOrder: "每一格是一个单元，各图都按教师那张图的次序排列。",
  whichPicture: "图像",
  ofAllImages: "图库中每张图像的数值",
  imageColumn: "图像",
  whichArm: "哪个学生",
  atStep: (step) => `第 ${step} 步`,
  lastOfStage: (stage) => `“${stage}”阶段的最后一步`,
  pictureOfStep: (step, shown) => `图像取自第 ${step} 步：这次运行没有保留第 ${shown} 步的图像。`,
  picturesOfGallery: "图像只对左栏的十张图计算，其他图没有。",
  correlation: (value) => `两者的相似程度为 ${value}，即全部格子上的相关系数。`,
  coloursOfDifference: (range) => `蓝色：偏小，橙色：偏大 · ${range}`,
  squareRoots: "柱高是计数的平方根。",
  endsAt: (name, value) => `${name}：末端 ${value}`,
  between: "",
  readings: {
    "gradient-norms": "这一步的小批量上，从第一层到最后一层各层梯度的长度。深层网络训练不动时，前几层几乎得不到梯度。",
    "term-gradient-norms":
      "在这一步的小批量上，损失的每一项（含其权重）单独产生的梯度在各层的长度。梯度较长的一项对权重的改变更大。",
    noise: "给所有权重加上噪声，再测训练图像上的损失。曲线越平，极小值越宽。",
  },
  varianceColumns: { hard: "梯度方差（标签）", soft: "梯度方差（软目标）" },
};
