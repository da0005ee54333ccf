/** 各方法与研究自述文字的中文：键是方法文件里的英文原文，# 代表一个数。 */

import { compressionZh } from "./methodTextZh/compression.ts";
import { offlineZh } from "./methodTextZh/offline.ts";
import { onlineZh } from "./methodTextZh/online.ts";
import { sectionZh } from "./methodTextZh/section.ts";
import { studiesZh } from "./methodTextZh/studies.ts";

/** 多个方法共用的名称和说明。 */
export const sharedZh: Readonly<Record<string, string>> = {
  label: "标签",
  labels: "标签",
  "smoothed labels": "平滑标签",
  "soft targets": "软目标",
  teacher: "教师",
  student: "学生",
  ensemble: "集成",
  distillation: "蒸馏",
  "labels: student": "标签：学生",
  "full precision": "全精度",
  regressor: "回归器",
  Labels: "标签",
  Teacher: "教师",
  Same: "相同",
  Alpha: "α",
  Beta: "β",
  Lambda: "λ",
  Trunk: "主干比例",
  "Ramp up": "爬升比例",
  "Gradient by layer": "各层梯度",
  "Gradient by loss term": "各损失项的梯度",
  "the loss of the released code": "以公开代码中的损失为准",
  "the teacher's first choice": "教师的首选类别",
  "Divides both networks' logits.": "除两个网络的 logit。",
  "Divides both networks' logits before the softmax.": "在 softmax 之前除两个网络的 logit。",
  "Divides all logits that teach.": "除所有施教的 logit。",
  "Of the soft targets; the paper's is 1.": "软目标的温度；论文取 1。",
  "Share of the training over which teaching grows to its full weight.": "教学权重升到全值所用的训练比例。",
  "Fully connected networks on few labels, where the paper has ResNets on CIFAR-100 and ImageNet.":
    "这里是少量标签上的全连接网络，论文是 CIFAR-100 和 ImageNet 上的 ResNet。",
  // 可选网络的来历
  "half of Hinton's teacher, dropout": "Hinton 教师的一半宽，带 dropout",
  "Hinton, Vinyals and Dean 2015, section 3": "Hinton、Vinyals 和 Dean 2015，第 3 节",
  "Hinton, Vinyals and Dean 2015, section 3: 30 units a layer": "Hinton、Vinyals 和 Dean 2015，第 3 节：每层 30 个单元",
  "LeCun et al. 1998, a 300-unit network, twice": "LeCun 等 1998，300 单元的网络，两层",
  "300 units a layer, the paper's T > 8 regime": "每层 300 个单元，即论文中 T > 8 的情形",
  "two 3x3 convolutions with pooling": "两个 3×3 卷积，各带池化",
  "one hidden layer": "一个隐藏层",
  "no hidden layer": "没有隐藏层",
  "LeCun et al. 1998, with ReLU and logits": "LeCun 等 1998，这里用 ReLU 和 logit",
  "Keras, example Knowledge Distillation, Borup 2020": "Keras 示例“知识蒸馏”，Borup 2020",
  "He et al. 2015, CIFAR-10 with n = 1, projections": "He 等，2015，CIFAR-10 的网络，n = 1，用投影捷径",
  "PyTorch, Knowledge Distillation Tutorial, Chariton": "PyTorch 知识蒸馏教程，Chariton",
  "Keras teacher": "Keras 教师",
  "Keras student": "Keras 学生",
  // 为何用某个后端计算
  "chosen by hand": "由使用者选定",
  "the first one tried": "最先尝试的后端",
  "measured: a step takes # ms on wasm, # ms on webgpu": "实测：wasm 每步 # 毫秒，webgpu 每步 # 毫秒",
  "measured: a step takes # ms on webgpu, # ms on wasm": "实测：webgpu 每步 # 毫秒，wasm 每步 # 毫秒",
  "remembered: wasm was the faster one when such an experiment was measured here":
    "沿用以前的实测：这样的实验在这台机器上用 wasm 更快",
  "remembered: webgpu was the faster one when such an experiment was measured here":
    "沿用以前的实测：这样的实验在这台机器上用 webgpu 更快",
};

/** 全部合在一起。 */
export const methodTextZh: Readonly<Record<string, string>> = {
  ...sharedZh,
  ...offlineZh,
  ...onlineZh,
  ...compressionZh,
  ...studiesZh,
  ...sectionZh,
};
