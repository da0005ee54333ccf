/** 来自文件的教师和权重文件的文字，中文。 */

import type { teacherWords as english } from "./teacherWords.en.ts";

export const teacherWords: typeof english = {
  given: (names) => `教师是给定的：${names}。它不再训练。`,
  byAverage: { probabilities: "（概率取平均）", logits: "（logits 取平均）" },
  notHere: "这个浏览器里没有它：请在下面载入它的文件，或改为训练一个教师。",
  trainInstead: "改为训练教师",
  keep: "保留这次运行的教师",
  keepHint: "之后的运行无论换什么学生，都不再训练教师。",
  kept: (name) => `已保留：${name}。下一次运行由它来教。`,
  keptForNow: (name) => `${name} 只在页面打开期间保留：这个浏览器不再存储更多内容。`,
  list: "保留的教师",
  use: "由选中的来教",
  remove: (name) => `移除 ${name}`,
  removeShort: "移除",
  average: "多个教师的平均",
  averages: { probabilities: "概率取平均", logits: "logits 取平均" },
  load: "载入教师",
  loadHint: "写明各层的 .safetensors 文件，或 tfjs LayersModel 的 model.json 和 .bin 文件。",
  testing: (name) => `${name} 正在读测试图…`,
  tested: (name, layers, errors, total, dataset) =>
    `${name}（${layers}）读错了 ${total} 张测试图中的 ${errors} 张（${dataset}）。`,
  guesses: "这和乱猜差不多。它的类别顺序可能不同，或者它的图像不是深底亮字、数值 0 到 1。",
  takeTested: "保留它并由它来教",
  refused: "这不能作教师。什么都没有改变。",
  save: "保存权重",
  saveAs: { safetensors: "safetensors", layersModel: "tfjs LayersModel" },
  saved: (files, bytes) => `已保存为 ${files}，共 ${bytes} 字节。`,
  notSaved: "这些权重没有保存。",
  noWeights: "在这里训练过这次运行之后才能保存权重；录制的运行没有权重。",
};
