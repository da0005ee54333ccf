/** Words of the lessons' list and of the page that plays them, in Chinese. */

import type { lessonWords as english } from "./lessonWords.en.ts";

export const lessonWords: typeof english = {
  list: {
    title: (n) => (n === 14 ? "十四课" : `${n} 课`),
    lead: "每课大约八分钟。打开就有录好的训练，先猜一次，最后带着同样的状态进入实验室。从第 0 课开始，第 3 课之后顺序随意。",
    groups: {
      idea: "基本想法",
      copies: "还能传授什么",
      peers: "没有大教师",
      honesty: "说实话",
    },
    done: "已完成",
    atCard: (card, cards) => `第 ${card} 张，共 ${cards} 张`,
    kept: "进度只保存在这个浏览器里，不会发送到任何地方。",
    clear: "清除",
    unknown: (id) => `没有名为“${id}”的课。`,
  },
  player: {
    all: "全部课程",
    place: (number, last, minutes) => `· 第 ${number} 课（0 至 ${last}）· 约 ${minutes} 分钟`,
    card: (n, cards) => `第 ${n} 张，共 ${cards} 张`,
    back: "上一张",
    skip: "跳过",
    next: "下一张",
    nextLesson: "下一课",
    openLab: "在实验室里打开这个状态",
    handIn: "交上你的猜测",
    beside: "卡片所讲的内容",
    done: "完成。",
    yourGuess: "你的猜测",
    yourAnswer: "你的回答",
    guessed: "猜测已记下，下一张会给出结果。",
    why: "为什么？代入这些数的公式",
    paper: "论文",
    whileTraining: "有一次训练正在进行，结束后本课会显示录好的训练。",
    stopTraining: "现在停止",
    afterGuess: "猜过之后才会显示。",
    droppedRow: (names, right, total) => `学生怎样认测试集里的${names}：${total} 个中认对 ${right} 个`,
  },
};
