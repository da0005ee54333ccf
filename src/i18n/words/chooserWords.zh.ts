/** Words of the chooser of experiments and of the dialogs, in Chinese. */

import { seedsInWords } from "../findings/seedsInWords.ts";
import type { chooserWords as english, dialogWords as englishDialogs } from "./chooserWords.en.ts";

export const chooserWords: typeof english = {
  back: "全部实验",
  nothing: (text) => `没有卡片含有“${text}”。`,
  groups: {
    start: "从这里开始",
    papers: "十篇论文",
    beside: "相关方法",
    section: "Hinton 论文的 MNIST 一节",
    questions: "问题",
  },
  about: {
    start: "",
    papers: "每篇都有图示、录制的运行和测得的论点",
    beside: "",
    section: "全部录制；各项数字见“Hinton 2015”",
    questions: "每个问题要训练多次；停下后可以再接着做",
  },
  sentences: {
    hinton: "学生学习教师软化后的完整回答。",
    fitnets: "细而深的学生先学中间一层，再学回答。",
    net2net: "网络变宽或变深，而回答与之前一样。",
    fsp: "学生学的是两层之间的流。",
    mutual: "没有教师：两个同伴互相学习。",
    "born-again": "每一代教出与自己一样大的下一代。",
    apprentice: "学生一样大，但每个权重只用很少几位。",
    one: "一个网络的若干分支；它们的门控混合就是教师。",
    "feature-fusion": "两个网络的特征融合起来，再教这两个网络。",
    "ensemble-net": "用一个网络的代价得到多个头。",
    "attention-transfer": "教师看哪里，学生也看哪里。",
    decoupled: "正确类与错误类各有自己的权重。",
    "teacher-assistant": "在大网络与小网络之间放一个中等大小的网络。",
    pruning: "去掉最小的权重，再让教师帮助恢复。",
    subliminal: "从噪声和没有意义的 logit 中学会数字。",
    "fsp-new-task": "在五个数字上学到流，用于另外五个数字。",
    "fitnets-small-weights": "深的学生从均匀抽取的很小的权重开始。",
    "net2net-low-rate": "生长后的网络以十分之一的学习率继续训练。",
    "born-again-early-stop": "第 0 代提前停止，回答不那么确定；标签没有错误。",
    "born-again-clean": "没有错误标签时的各代。",
    "ensemble-net-clean": "没有错误标签时的多个头。",
    "one-clean": "没有错误标签时的分支与门控。",
    "mutual-clean": "没有错误标签时，同伴互相教。",
    "feature-fusion-clean": "特征融合，没有错误的标签。",
    "drop-3s": "学生从未见过的数字，用一个偏置就能找回来。",
    "few-labels": "是教师的作用，还是仅仅因为损失更大或更平滑？",
    "only-7s-8s": "训练时两个数字，测试时十个。",
    "keras-example": "Keras 示例的两个网络。它报告教师和单独训练的学生都是 97.6 %，蒸馏后是 98.1 %。",
    "hinton-2015": "论文的教师和主要的学生，分别用标签和软目标训练。",
    "hinton-2015-no-3s": "迁移集中没有 3；3 的偏置在训练之后选择。",
    "hinton-2015-only-7s-8s": "迁移集中只有两个数字，另外八个的偏置在训练之后选择。",
    "hinton-2015-30": "每层 30 个单元的学生，八种温度。",
    "hinton-2015-300": "每层 300 个单元的学生，八种温度。",
    "hinton-2015-800": "每层 800 个单元的学生，八种温度，另有三种对照。",
    "hinton-2015-jitter": "学生的图像也像教师的那样平移。",
    "hinton-2015-3-percent": "1,800 张图像，用标签或用软目标。",
  },
  firstLook: (labels, pairs) => `${labels} 个标签，一个教师和 ${pairs} 对学生。`,
  marked: { reproduced: "在这里复现", reversed: "在这里相反", inconclusive: "无法判定" },
  andOthers: (first) => `${first} 等`,
  counted: (n, word) => `${n} 个${word}`,
  restsOn: (pairs, seeds) => `${pairs} 对，${seedsInWords.zh(seeds)}`,
  measured: (pairs, dataset, seeds) => `${pairs} 对，${dataset}，${seedsInWords.zh(seeds)}。`,
  allClaims: "所有论点的表格",
};

/** Of the tables and dialogs: benchmark, studies, what the papers' table finds, and offers beside the notices. */
export const dialogWords: typeof englishDialogs = {
  remedies: {
    downloadRun: "把这次训练存为文件",
    trainSlower: (rate) => `把学习率改为 ${rate} 重新训练`,
  },
  recordedOffer: {
    own: "显示录制的运行",
    without: (names) =>
      names === "" ? "显示包含全部类别的录制，连同它的设置" : `显示没有 ${names} 的录制，连同它的设置`,
  },
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
    start: "在这里训练",
    goOn: "继续",
    stop: "停止",
    seed: "在这里训练所用的种子",
    duration: (seconds) =>
      seconds < 90
        ? `${Math.ceil(seconds)} 秒`
        : seconds < 5400
          ? `${Math.round(seconds / 60)} 分钟`
          : `${(seconds / 3600).toFixed(1)} 小时`,
    open: "最多用时，尚未训练",
    openMark: (time) => `≤ ${time}`,
    openMeans: "≤：尚未训练，后面是最多所需的时间",
    take: (row, column, reading) => `${row}，${column}：${reading}。采用这个实验`,
    estimate: (runs, dataset, seed, time) =>
      `在“${dataset}”上用种子 ${seed} 训练 ${runs} 次：没有图形处理器时最多约 ${time}。`,
    nothingOpen: (dataset, seed) => `“${dataset}”、种子 ${seed} 的每一格都已在这里训练过。换一个种子可以再训练一遍。`,
    isFree: "实验室里显示的运行保持不变。",
    training: (title, read, all) => `正在训练“${title}”：已完成 ${all} 格中的 ${read} 格。`,
    held: (title, read, all) => `“${title}”已停在 ${all} 格中的第 ${read} 格之后，可从原处继续。`,
    done: (title, all) => `“${title}”：全部 ${all} 格都已训练完。`,
    pace: (step, steps, rate, left) =>
      `当前一格：第 ${step} 步，共 ${steps} 步，每秒 ${rate} 步。全部各格约剩 ${left}。`,
    preparing: (left) => `正在准备一格。全部各格约剩 ${left}。`,
    beside: "实验室里同时有一次训练在进行：两者都会变慢。",
    replaces: (title) => `训练当前这个问题会放弃“${title}”刚开始的那一格；已训练完的各格仍然保留。`,
    errors: "测试错误数：各对的均值与 95 % 置信区间",
    gain: "比没有教师的学生少犯的错误：各对的均值与 95 % 置信区间",
    outOf: (total) => `（共 ${total}）`,
    found: {
      cell: (row, column) => `${row}、${column}`,
      helps: (helps, read) => `在已训练的 ${read} 格中，有 ${helps} 格里有教师的学生错得更少`,
      most: (cell, saved) => `，最多的是 ${cell}：少错 ${saved} 个`,
      hurts: (cells) => `；错得更多的是 ${cells}`,
      unclear: (cells) => `；有 ${cells} 格无法判断`,
      best: (rows) => `按均值，错误最少的是：${rows}`,
      bestOf: (row, column, errors) => `${row}：${column}（${errors}）`,
    },
    common: (pairs, steps, images) =>
      [
        ...(pairs === undefined ? [] : [`${pairs} 对`]),
        ...(steps === undefined ? [] : [`${steps} 步`]),
        ...(images === undefined ? [] : [images === "all" ? "全部训练图像" : `${images} 张图像`]),
      ].join("，"),
    eachCell: (common) => `每一格：${common}。`,
    shade: { errors: "颜色越深，错误越少。", gain: "颜色越深，少犯的错误越多。" },
    figures: "数字",
    ownFirst: "优先显示在这里训练的，否则显示录制的",
    recordedOnly: "只显示录制的",
    recorded: "录制",
    trainedHere: "在这里训练",
    cannotTell: "无法判断",
    cannotTellMeans: "无法判断：区间包含 0",
    recordedWith: (dataset, seed, backend, device, dates, version) =>
      `录制于“${dataset}”，种子 ${seed}，${backend}（${device}），${dates}，版本 ${version}。`,
    unrecorded: (open) => `有 ${open} 格没有录制。`,
    hint: "点击一格即采用它的实验，您自己的实验仍然保留。在这里训练的结果保存在本浏览器中。",
  },
  fidelity: {
    title: "哪些论文结论在这里得到复现",
    loading: "正在获取表格。",
    missing: "本站没有这张表。它由 npm run fidelity 生成。",
    explanation:
      "每个方法在自己的实验及其变体上训练若干对学生，数字均由本代码测得。若配对差的 95 % 置信区间全部支持论点，则为“复现”；全部反对，则为“相反”；否则为“无法判定”。",
    exact: "保持一致：",
    scaled: "有所缩减：",
    words: { reproduced: "复现", reversed: "相反", inconclusive: "无法判定" },
    units: { errors: "个错误", nats: "奈特" },
    pairs: (pairs, seeds, date) => `${pairs} 对，${seedsInWords.zh(seeds)}，${date}`,
    notMeasured: "尚未测量",
    nothingMeasured: "用现在的设置尚未测量。",
  },
  papersTable: {
    says: (table, found) => `“${table}”一表中的结论不同：${found}。`,
    found: (word, pairs, dataset, seeds) => `${dataset}，${pairs} 对，${seedsInWords.zh(seeds)}：${word}`,
    counts: (here, reproduced, all, pairs, seeds) =>
      `${here}；${pairs} 对、${seedsInWords.zh(seeds)}：${all} 条中 ${reproduced} 条`,
    why: (pairs, dataset, seed) =>
      `本次运行：${dataset}，${pairs} 对，种子 ${seed}；对数少时，不同种子的结论可能不同。`,
  },
  offers: {
    cutOff: (method: string, seed: number, began: string) =>
      `有一次训练中断了：${method}，种子 ${seed}${began ? `，开始于 ${began}` : ""}。`,
    cutOffAt: (step: number, steps: number) => `已保存到第 ${step} 步（共 ${steps} 步），可从最近的检查点继续。`,
    cutOffAtStart: "当时还没有检查点，将从头开始。",
    cutOffNeedsFiles: "这次训练用的是您自己的文件：请重新选择这些文件，训练便会继续。",
    goOn: "继续运行",
    discard: "丢弃",
    otherSet: "当前的实验来自链接或某个问题。您自己的实验仍然保留。",
    backToOwn: "回到我的实验",
  },
  longRun: {
    question: (hours, megabytes) =>
      `这个实验很大：没有图形处理器时，在这台机器上约需 ${hours} 小时，每个训练中的学生占用 ${megabytes} MiB 内存。要开始吗？`,
    start: "开始",
    leave: "不开始",
  },
};
