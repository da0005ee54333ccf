/** 页面对一次运行的陈述：一对学生的异同、正在进行什么、此后改了什么。 */

import type { statements as english } from "./statements.en.ts";

export const statements: typeof english = {
  punctuation: { space: "", stop: "。", comma: "，", semicolon: "；", list: (parts) => parts.join("、") },
  going: {
    preparing: "正在准备图像。",
    fetching: "正在读取录好的训练。",
    teacher: (step, steps) => `教师正在训练：第 ${step} / ${steps} 步，然后轮到学生。`,
    students: (step, steps) => `学生正在训练：合计第 ${step} / ${steps} 步。`,
    nothing: "这次运行在这里没有可显示的内容。",
  },
  progress: {
    afterPairs: (pairs, of) => `${of} 对中已完成 ${pairs} 对`,
  },
  meanOf: {
    pairs: (pairs, of) =>
      of === 1
        ? "这是一对学生的错误数。"
        : pairs === 1
          ? `这是 ${of} 对中一对的错误数。`
          : pairs < of
            ? `这是 ${of} 对中 ${pairs} 对的平均错误数。`
            : `这是 ${pairs} 对的平均错误数。`,
    seeds: (seeds) => `这是录制种子 ${seeds} 的平均错误数，每个种子一对。`,
    shownSeed: (seed) => `曲线、柱状图和矩阵来自种子 ${seed}。`,
    shownPair: "柱状图和矩阵来自第 1 对，粗曲线是各对的平均。",
    biased: (bias, arm) => `“${arm}”的学生在被去掉的类别上加了偏置 ${bias}，其他学生没有加。`,
    notBiased: (arm) => `无法加上偏置：这次运行没有“${arm}”的测试回答。`,
    lacksBias: (count) => `另外 ${count} 对不计入：录制中没有它们的测试 logit。`,
  },
  changes: {
    title: "这次运行之后改动了：",
    shown: "下面的结果属于原来的设置。",
    change: (label, from, to) => `${label} ${from} → ${to}`,
    more: (n) => `以及另外 ${n} 项`,
    none: "无",
    train: "重新训练",
    back: "恢复这次运行的设置",
    layers: "层",
    omitTeacher: "教师从未见过的类别",
    evaluateEvery: "评估间隔步数",
    givenTeacher: "给定的教师",
    smoothing: "标签平滑",
    jitter: "抖动像素数",
    of: { teacher: (label) => `教师：${label}`, student: (label) => `学生：${label}` },
    yes: "是",
    no: "否",
  },
  onData: { digits: "内置数字", mnist: "MNIST", fashion: "Fashion-MNIST", files: "自己的文件" },
  ofPair: (arm, other) => `第 1 对：实心为“${arm}”，虚线为“${other}”。`,
};
