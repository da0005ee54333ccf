/** 各方法自述文字的中文：键是方法文件里的英文原文。 */
export const methodTextZh: Readonly<Record<string, string>> = {
  // Hinton, Vinyals and Dean 2015
  "Hinton's distillation": "Hinton 蒸馏",
  "A small network learns more from a large one's softened probabilities than from labels alone.":
    "小网络从大网络软化后的概率中学到的，比只从标签中学到的更多。",
  "L = soft weight · T² · KL(teacher ‖ student, both at T) + hard weight · CE(labels, student)":
    "L = 软权重 · T² · KL(教师 ‖ 学生，温度均为 T) + 硬权重 · CE(标签, 学生)",
  "Divides both networks' logits before the softmax: higher shows more of the teacher's small probabilities.":
    "在 softmax 之前除两个网络的 logit：越高，教师的小概率越清楚。",
  "Weight of the soft targets.": "软目标的权重。",
  "Weight of the labels.": "标签的权重。",
  "Trains with a classic mistake instead.": "改用一个经典错误来训练。",
  distillation: "蒸馏",
  "soft targets": "软目标",
  // 多个方法共用的名称
  labels: "标签",
  teacher: "教师",
  student: "学生",
};
