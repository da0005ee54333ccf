/** 各项研究的问题、坐标轴和格子名称的中文。 */
export const studiesZh: Readonly<Record<string, string>> = {
  "Temperature and width": "温度与宽度",
  "Does a small student want a lower temperature than a large one?": "小的学生网络是否需要比大的更低的温度？",
  "units a layer": "每层单元数",
  temperature: "温度",
  "How many labels": "标签有多少",
  "How much does the teacher save where labels are few, and what is left of it where they are many?":
    "标签少时教师能省下多少错误，标签多时还剩多少？",
  "labelled images": "带标签的图像数",
  "gain in errors": "少犯的错误",
  "Does the teacher have to be good?": "教师必须很好吗？",
  "How does the student fare with a teacher that has hardly learnt, and with mere smoothing?":
    "教师几乎没学过，或只做标签平滑时，学生表现如何？",
  "steps of the teacher": "教师步数",
  "student taught by": "学生由什么来教",
  "the teacher": "教师",
  "shuffled targets": "打乱的软目标",
  "More data, or soft labels?": "更多数据，还是软标签？",
  "Is it the soft information, or only that the teacher labels more images?":
    "起作用的是软信息，还是仅仅因为教师标注了更多图像？",
  "transfer set": "迁移集",
  "taught by": "由什么来教",
  "# images": "# 张图像",
  "true labels": "真实标签",
  "The same view for both": "师生看同一视图",
  "Does it help that the teacher answers on the very view that the student sees?":
    "教师对学生所见的同一视图作答，是否有帮助？",
  "shift in pixels": "平移像素数",
  steps: "步数",
  "A teacher with smoothed labels": "用平滑标签训练的教师",
  "Does a teacher that was taught with smoothed labels teach worse?": "用平滑标签训练出的教师会教得更差吗？",
  "smoothing of the teacher's labels": "教师标签的平滑量",
  "Small student, large teacher": "小的学生，大的教师",
  "Is a better teacher always better for a small student?": "对小的学生网络，教师越好就一定教得越好吗？",
  "student's units a layer": "学生每层单元数",
};
