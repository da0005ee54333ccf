/** 页面对一次运行的陈述：一对学生的异同、正在进行什么、此后改了什么。 */

import type { statements as english } from "./statements.en.ts";

export const statements: typeof english = {
  pair: {
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
    only: (difference) => `不同之处只有一点：${difference}`,
    several: (differences) => `不同之处：${differences}`,
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
    sawAllClasses: (classes) => `迁移集里没有 ${classes}；教师的图像里有。`,
    sawFewClasses: (classes) => `迁移集里只有 ${classes}；教师还见过其他类别的图像。`,
    sawOtherClasses: (classes) => `迁移集里只有 ${classes}，教师没有见过这些类别的图像。`,
    sawMixedClasses: "迁移集里有教师没有见过的类别。",
    sawOther: (images, source) =>
      `教师学过${images === null ? "全部训练图像" : ` ${images} 张图像`}的标签；迁移集是另外的图像：${source}。`,
    otherSource: (source) => `迁移集：${source}。`,
    shifted: (teacher, students) =>
      students === 0
        ? `教师的图像曾随机平移，最多 ${teacher} 像素；学生的没有。`
        : `教师的图像曾随机平移，最多 ${teacher} 像素；学生的最多 ${students} 像素。`,
    wrongLabels: (share) => `迁移集的标签有 ${share} 是错的，两个学生错在同样的地方`,
    teachersAreRight: "；教师的标签都对",
  },
  going: {
    preparing: "正在准备图像。",
    teacher: (step, steps) => `教师正在训练：第 ${step} / ${steps} 步，然后轮到学生。`,
    students: (step, steps) => `学生正在训练：合计第 ${step} / ${steps} 步。`,
    nothing: "这次运行在这里没有可显示的内容。",
  },
  progress: {
    teacherFirst: "先训练教师。第一对学生都训练完后给出结果。",
    firstPair: (of) =>
      of === 1 ? "两个学生正在训练，都完成后给出结果。" : `${of} 对学生正在训练，第一对都完成后给出结果。`,
    noneFinished: "还没有一对学生都训练完，运行就结束了。按“训练”完整地运行一次。",
    otherSeeds: "正在读取其他录制种子的数字。",
    fewer: (n, pairs, of) => `${of} 对中已完成 ${pairs} 对：少错 ${n} 张。`,
    more: (n, pairs, of) => `${of} 对中已完成 ${pairs} 对：多错 ${n} 张。`,
    interval: (low, high) => `95 % 区间 ${low} 到 ${high}。`,
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
    biased: (bias, arm) => `“${arm}”的学生在被去掉的类别上加了偏置 ${bias}，其他学生没有加。`,
    notBiased: (arm) => `这里无法加上偏置：录制中没有“${arm}”的测试 logit。`,
    lacksBias: (count) => `另外 ${count} 对不计入：录制中没有它们的测试 logit。`,
  },
  changes: {
    title: "这是其他设置的结果。",
    liveTitle: "这个结果是用其他设置训练的。",
    change: (label, from, to) => `${label} ${from} → ${to}`,
    more: (n) => `以及另外 ${n} 项`,
    none: "无",
    train: "重新运行",
    back: "恢复这次运行的设置",
    mark: "其他设置的结果",
    layers: "层",
    omitTeacher: "教师从未见过的类别",
    evaluateEvery: "评估间隔步数",
    smoothing: "标签平滑",
    jitter: "抖动像素数",
    of: { teacher: (label) => `教师：${label}`, student: (label) => `学生：${label}` },
    yes: "是",
    no: "否",
  },
  papersTable: {
    says: (found) => `“论文”表中的结论不同：${found}。`,
    found: (word, pairs, dataset, seed) => `${dataset}，${pairs} 对，种子 ${seed}：${word}`,
    why: (pairs, dataset, seed) =>
      `本次运行是 ${dataset} 上的 ${pairs} 对，种子 ${seed}；同一种子的少数几对可能偏向任何一边。`,
  },
};
