/** Hinton 2015 一节中各个数字的中文。 */
export const sectionZh: Readonly<Record<string, string>> = {
  "Teacher #-#-#-#": "教师 #-#-#-#",
  "# passes with Adam and a cosine schedule, dropout of # and #; the paper tells neither schedule nor length.":
    "Adam 加余弦学习率，# 遍，dropout 为 # 和 #；论文没有说明学习率安排和训练长度。",
  "Student #-#-#-# on labels": "学生 #-#-#-#，只用标签",
  "# passes with Adam and a cosine schedule; the paper tells neither.": "Adam 加余弦学习率，# 遍；论文都没有说明。",
  "The same student on soft targets, T = #": "同一学生，用软目标，T = #",
  "Another teacher, and # passes; soft targets alone.": "教师不同，# 遍；只用软目标。",
  "No #s in the transfer set": "迁移集中没有 #",
  "# passes; another teacher.": "# 遍；教师不同。",
  "No #s, bias of # chosen on the test set": "没有 #，在测试集上选 # 的偏置",
  "The best of steps of #, as the paper chose +#.": "以 # 为步长取最好的一个，论文选了 +#。",
  "No #s, bias of # chosen without labels": "没有 #，不用标签选 # 的偏置",
  "Ours: the bias at which a tenth of the answers' probability falls on #.":
    "我们的做法：使回答的概率有十分之一落在 # 上的偏置。",
  "Only #s and #s in the transfer set": "迁移集中只有 # 和 #",
  "Forty passes over the #s and #s; another teacher.": "在 # 和 # 上训练四十遍；教师不同。",
  "Only #s and #s, biases chosen on the test set": "只有 # 和 #，在测试集上选偏置",
  "The other eight are raised, which is the same as lowering # and # by the paper's #.":
    "抬高另外八类，等同于把 # 和 # 降低论文的 #。",
  "Only #s and #s, biases chosen without labels": "只有 # 和 #，不用标签选偏置",
  "Ours: the bias at which the answers' probability falls on the eight as often as they should come.":
    "我们的做法：使回答的概率落在那八类上的比例等于它们应有的比例。",
  "Soft targets, T = #, # passes": "软目标，T = #，# 遍",
  "What the controls below are held against: the same first weights, batches and steps.":
    "下面各对照与之相比：初始权重、批次和步数都相同。",
  "Labels, # passes": "标签，# 遍",
  "The same without a teacher.": "同样的训练，没有教师。",
  "Smoothed labels": "平滑的标签",
  "Is it more than smoother targets?": "它不只是更平滑的目标吗？",
  "Shuffled soft targets": "打乱其他类的软目标",
  "Does it matter which wrong class gets how much?": "哪个错误的类得到多少，是否重要？",
  "Doubled loss on labels": "加倍的标签损失",
  "Is it only a larger loss?": "只是损失更大吗？",
  "Labels, images shifted by up to # pixels": "标签，图像平移至多 # 像素",
  "Can the student have from shifted images what the teacher has?": "学生能否从平移的图像得到教师所得的？",
  "Soft targets on the shifted images": "平移图像上的软目标",
  "And both together?": "两者一起呢？",
  "# images.": "# 张图像。",
  "# % of the images, labels": "# % 的图像，标签",
  "# % of the images, soft targets": "# % 的图像，软目标",
  "The teacher has seen all #.": "教师见过全部 # 张。",
};
