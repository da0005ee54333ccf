/** Words of the lab's bars and columns, in Chinese. */

import type { labWords as english } from "./labWords.en.ts";

export const labWords: typeof english = {
  places: { home: "首页", lesson: "课程", lab: "实验室", "hinton-2015": "Hinton 2015" },
  placesLabel: "去处",
  allSettings: "全部设置",
  percent: (n) => `${n} %`,
  settingsTitle: "全部设置",
  putBack: "恢复",
  noTeacher: "这个方法没有另外的教师网络。",
  sections: { run: "运行", data: "数据", machine: "计算设备" },
  labels: (n) => `${n} 个标签`,
  seed: (n) => `种子 ${n}`,
  newSeed: (n) => `新种子 ${n}`,
  newSeedSince: (before) => `（种子 ${before} 刚跑过）`,
  menu: "菜单",
  lookCloser: "细看",
  details: {
    perClass: "每类的错误",
    confusion: "混淆矩阵",
    similarity: "相似度",
    lossCard: "损失",
    networks: "网络",
    picture: "图示",
  },
  closeDetail: "关闭",
  play: "播放",
  stopPlaying: "停止播放",
  step: "步",
  stepSlider: "显示的步",
  live: "实时",
  recordedOn: (date, backend, seed) => `${date} 在 ${backend} 上录制，种子 ${seed}`,
  chooser: {
    title: "选择实验",
    find: "查找",
    example: "提示层、偏置、量化",
    now: (name) => `当前：${name}`,
  },
};
