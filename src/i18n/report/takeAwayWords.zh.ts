/** Words of the dialog in which runs, charts and code are saved as files, in Simplified Chinese. */

import type { takeAwayWords as english } from "./takeAwayWords.en.ts";

export const takeAwayWords: typeof english = {
  title: "保存为文件",
  experiment: "当前实验",
  code: "用 PyTorch 写出同样的网络、损失、优化器和学习率安排。随机数由 PyTorch 自己产生，所以错误数会有偶然的差别。",
  files: {
    script: "PyTorch 脚本",
    notebook: "笔记本",
    settings: "设置（JSON）",
    run: "运行结果（JSON）",
    evaluations: "历次测试（CSV）",
    losses: "损失（CSV）",
    log: "可在此重新打开的记录",
  },
  run: "显示的运行",
  noRun: "还没有运行。请先训练，或打开一次已记录的运行。",
  charts: "页面上的图",
  chartsHelp: "打开的细节里的图也在其中。SVG 适合文档，PNG 适合幻灯片。",
  noCharts: "页面上没有图。",
  asSvg: (name) => `${name}，存为 SVG`,
  asPng: (name) => `${name}，存为 PNG`,
  saved: (file) => `已保存为 ${file}。`,
  failed: "文件没有写成。",
};
