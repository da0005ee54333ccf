/** Words of the dialogs: benchmark, studies and the papers' table, in Chinese. */

import type { dialogWords as english } from "./dialogWords.en.ts";

export const dialogWords: typeof english = {
  benchmark: {
    title: "测试这台机器的速度",
    explanation:
      "用普通 TensorFlow.js、jax-js 和本引擎轮流训练相同的步骤，并给出各自快多少倍。需要几分钟，会占用一个处理器核心。",
    backend: "计算方式",
    start: "开始测速",
    stop: "停止测速",
    download: "保存数据",
    work: "任务",
    side: "参与者",
    msPerStep: "每步毫秒",
    againstTfjs: "相对 tfjs 倍数",
    againstJax: "相对 jax-js 倍数",
    running: (done, of, title) => `已完成 ${done}/${of}，正在进行：${title}`,
    done: (device) => `完成，设备：${device}。`,
    failed: (detail) => `测速中止：${detail}`,
  },
  studies: {
    title: "问题",
    study: "问题",
    start: "找出答案",
    stop: "停止",
    open: "尚未测量",
    take: (row, column, reading) => `${row}，${column}：${reading}。采用这个实验`,
    progress: (read, all, running) => `已完成 ${all} 格中的 ${read} 格${running ? "；正在训练下一格" : ""}。`,
    errors: "测试错误数：各对的均值与 95 % 区间",
    gain: "比没有教师的学生少犯的错误：各对的均值与 95 % 区间",
    outOf: (total) => `（共 ${total}）`,
    hint: (dataset, seed) =>
      `数据“${dataset}”，种子 ${seed}：改变其一即可重新提问。点击一格采用它的实验；已知结果保存在本浏览器中。`,
  },
  fidelity: {
    title: "哪些论文结论在这里得到重现",
    loading: "正在获取表格。",
    missing: "本站没有这张表。它由 npm run fidelity 生成。",
    explanation:
      "每个方法在自己的实验上训练若干对学生，数字均由本代码测得。若配对差的 95 % 区间全部支持论点，则为“重现”；全部反对，则为“相反”；否则为“无法判定”。",
    exact: "保持一致：",
    scaled: "有所缩减：",
    words: { reproduced: "重现", reversed: "相反", inconclusive: "无法判定" },
    units: { errors: "个错误", nats: "奈特" },
    pairs: (pairs, seed, date) => `${pairs} 对，种子 ${seed}，${date}`,
  },
  papersTable: {
    says: (found) => `“论文”表中的结论不同：${found}。`,
    found: (word, pairs, dataset, seed) => `${dataset}，${pairs} 对，种子 ${seed}：${word}`,
    why: (pairs, dataset, seed) =>
      `本次运行：${dataset}，${pairs} 对，种子 ${seed}；对数少时，不同种子的结论可能不同。`,
  },
};
