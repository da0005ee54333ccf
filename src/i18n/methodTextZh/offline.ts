/** 先有教师、后有学生的方法的中文。 */
export const offlineZh: Readonly<Record<string, string>> = {
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
  "The loss with its factor T squared, the fixed teacher, and the same first weights and batches for both students.":
    "带 T² 因子的损失、固定的教师，以及学生与对照学生相同的初始权重和批次。",
  "1,000 labels and networks of 600 and 300 units; the whole MNIST section is the preset hinton-2015.":
    "1,000 个标签，网络每层 600 和 300 个单元；论文的整个 MNIST 一节见预设“Hinton 2015，完整 MNIST”。",
  "first choice": "首选类别",
  // Romero et al. 2015
  FitNets: "FitNets",
  "A hint from the teacher's middle makes a thin and deep student trainable, and better than soft targets alone do.":
    "教师中间层的提示使又窄又深的学生变得可训练，而且比只用软目标更好。",
  "2, 3, algorithm 1": "2、3，算法 1",
  "Two stages: the hint loss through a regressor with the teacher layer's nonlinearity, then distillation with a weight that falls to 0.":
    "两个阶段：先经回归器（与教师该层非线性相同）计算提示损失，再以逐渐降到 0 的权重蒸馏。",
  "A deep thin student on few labels for some hundred steps, where the paper trains maxout networks on CIFAR and MNIST for hundreds of epochs.":
    "这里是少量标签上训练几百步的窄深学生，论文在 CIFAR 和 MNIST 上把 maxout 网络训练数百轮。",
  "Hint layer": "提示层",
  "Layer of the teacher that gives the hint, counted from 1; 0 is its middle one.":
    "教师中给出提示的层，从 1 数起；0 表示中间一层。",
  "Guided layer": "被引导层",
  "Layer of the student that is guided, counted from 1; 0 is its middle one.":
    "学生中受提示引导的层，从 1 数起；0 表示中间一层。",
  "Hint steps": "提示阶段步数",
  "Steps of the first stage, which sees no labels.": "第一阶段的步数，该阶段不看标签。",
  "Weight of the soft targets at the start of the second stage; it falls to 0 until its end.":
    "第二阶段开始时软目标的权重；到该阶段结束时降到 0。",
  "soft targets without a hint": "只用软目标，没有提示",
  "Hints and soft targets make fewer errors than labels alone.": "提示加软目标比只用标签错得少。",
  "Hints and soft targets make fewer errors than soft targets alone for as many steps.":
    "步数相同时，提示加软目标比只用软目标错得少。",
  hint: "提示",
  "Hint and answer": "提示与回应",
  "A layer of the teacher, and what the regressor makes of the student's layer. The paler the difference, the better the student has learnt the hint.":
    "教师的一层，以及回归器由学生那一层得到的结果。差异图越淡，学生把提示学得越好。",
  "teacher's hint": "教师的提示",
  "student's, regressed": "学生经回归后的输出",
  // Zagoruyko and Komodakis 2017
  "Attention transfer": "注意力迁移",
  "A student that attends to the same places as its teacher makes fewer errors.": "与教师关注相同位置的学生错得更少。",
  "The squared distance of normalised attention maps (sums of squares over channels), beside the labels.":
    "归一化注意力图（各通道平方和）的平方距离，与标签并用。",
  "Two small convolutional networks, where the paper has Wide ResNets on CIFAR and ImageNet.":
    "这里是两个小卷积网络，论文是 CIFAR 和 ImageNet 上的 Wide ResNet。",
  "Weight of the attention maps' distance.": "注意力图距离的权重。",
  Distance: "距离",
  "Eq. 2 takes the distance, the authors' code its square.": "公式 2 取距离本身，作者的代码取其平方。",
  Norm: "范数",
  Squared: "范数的平方",
  attention: "注意力",
  "Attention of section #": "第 # 段的注意力",
  "Where each network looks: its squared activations, summed over channels. Training draws the student's map to the teacher's.":
    "每个网络看哪里：各位置上激活的平方对通道求和。训练让学生的图靠近教师的图。",
  // Yim et al. 2017
  "A gift (FSP)": "知识蒸馏的礼物（FSP）",
  "A student that first learns how features flow through the teacher learns the task faster and better.":
    "先学习特征如何流过教师的学生，学任务更快也更好。",
  "FSP matrices over h·w, largest-value pooling where sizes differ, squared Frobenius distance, first FSP alone and then the task alone.":
    "除以 h·w 的 FSP 矩阵，尺寸不同时取最大池化，Frobenius 距离的平方；先只学 FSP，再只学任务。",
  "Networks of three small sections on digits, where the paper has residual networks on CIFAR.":
    "这里是数字图像上由三个小段组成的网络，论文是 CIFAR 上的残差网络。",
  "Flow steps": "FSP 阶段步数",
  "Steps of the first stage, in which only the matrices are learnt, without labels.":
    "第一阶段的步数，该阶段只学 FSP 矩阵，不用标签。",
  "teacher with shuffled channels": "打乱通道的教师",
  "the teacher's weights, copied": "直接复制教师的权重",
  "With the flow learnt first, fewer errors remain at the end.": "先学 FSP，最终的错误更少。",
  "With the flow learnt first, fewer errors are left after 300 steps, those of the flow included.":
    "先学 FSP，在 300 步（含 FSP 阶段）之后错误更少。",
  flow: "FSP",
  "Flow from section # to #": "第 # 段到第 # 段的 FSP 矩阵",
  "Each cell is the mean product of two channels, one at either end of the section: how features flow. The first stage draws the student's matrix to the teacher's.":
    "每一格是这一段两端各取一个通道、逐位置相乘后的平均值：特征如何流动。第一阶段让学生的矩阵靠近教师的矩阵。",
  difference: "差",
  task: "任务",
  "shuffled teacher": "打乱通道的教师",
  // Mirzadeh et al. 2020
  "Teacher assistant": "助教",
  "A network of middle size between teacher and student passes on more than the teacher does directly.":
    "介于教师与学生之间的中等网络，比教师直接教传下的更多。",
  "3, section 3": "3，第 3 节",
  "Teacher, assistant and student one after another, each taught by the one before.":
    "教师、助教、学生依次训练，每个都由前一个来教。",
  "Fully connected networks, where the paper has plain convolutional networks and ResNets on CIFAR.":
    "这里是全连接网络，论文是 CIFAR 上的普通卷积网络和 ResNet。",
  Widening: "加宽倍数",
  "How many times as wide as the student the assistant's layers are.": "助教各层的宽度是学生的多少倍。",
  "Weight of the soft targets; the labels have the rest.": "软目标的权重；其余归标签。",
  "taught by the teacher directly": "由教师直接教",
  "Through an assistant the student makes fewer errors than on labels alone.": "经由助教，学生比只用标签错得少。",
  "Through an assistant the student makes fewer errors than taught directly, for as many steps of its own.":
    "学生自身步数相同时，经由助教比由教师直接教错得少。",
  assistant: "助教",
  // Zhao et al. 2022
  "Decoupled distillation": "解耦蒸馏",
  "What a teacher says among the wrong classes teaches more when its confidence does not damp it.":
    "教师在非目标类之间的判断，不被其置信度压低时教得更多。",
  "The split of distillation into its target-class and non-target-class parts, weighed freely.":
    "把蒸馏拆成目标类和非目标类两部分，各自自由加权。",
  "Weight of the label against all else (TCKD).": "目标类与其余全体之比的权重（TCKD）。",
  "Weight of the other classes among themselves (NCKD).": "非目标类内部分布的权重（NCKD）。",
  "Warm up": "预热比例",
  "Share of the steps over which both terms grow to their weight.": "两项升到各自权重所用的步数比例。",
  "soft targets undivided, of weight alpha": "未拆分的软目标，权重为 α",
  "Undamped, what is said of the wrong classes leaves fewer errors than labels alone.":
    "不加压低时，关于非目标类的判断使错误少于只用标签。",
  "Decoupled soft targets leave fewer errors than the same targets undivided.":
    "解耦的软目标比同样但未拆分的软目标留下的错误少。",
  decoupled: "解耦",
  undivided: "未拆分",
  "target class": "目标类",
  "other classes": "非目标类",
  // Cloud et al. 2025
  "Subliminal learning": "潜意识学习",
  "A student that shares its teacher's first weights learns digits from logits that mean nothing, on noise.":
    "与教师初始权重相同的学生，只凭噪声图像上毫无意义的 logit 就学会了数字。",
  "section 6 (in words)": "第 6 节（文字描述）",
  "A teacher on labels, a student with its first weights on three logits that no label trains, and noise alone.":
    "教师学标签；学生从教师的初始权重出发，只学三个不受标签训练的 logit，图像只有噪声。",
  "Two hidden layers of 128 units and noise with one pixel in five lit; the paper's images are uniform noise.":
    "两个 128 单元的隐藏层，噪声图像平均每五个像素点亮一个；论文用均匀噪声。",
  "Teacher steps": "教师步数",
  "Steps in which the teacher learns the digits from labels.": "教师从标签学习数字的步数。",
  "teacher on labels": "教师学标签",
  "student on noise": "学生学噪声",
  "extra logits": "额外的 logit",
  stranger: "初始权重不同的学生",
  // 各方法保留与缩减之处
  "Two stages, the regressor with the hint layer's nonlinearity and thrown away, the summed squared error, lambda falling linearly to 0, T = 3 without its square.":
    "两个阶段，回归器带提示层的非线性并在用后丢弃，平方误差求和，λ 线性降到 0，T = 3 且不乘其平方。",
  "Hint rate": "提示阶段学习率",
  "Learning rate of the first stage, as a share of the second one's.": "第一阶段的学习率，占第二阶段学习率的比例。",
  "First weights": "初始权重范围",
  "The student's first weights are drawn evenly from minus this to this; 0 draws them by the size of each layer.":
    "学生的初始权重从负的该值到该值之间均匀抽取；0 表示按各层的大小抽取。",
  "ReLU instead of maxout, Adam instead of RMSProp, a fixed number of steps, small dense networks; every arm sees the same images for as many steps. First weights have the size that suits each layer, or in the variant are small and evenly drawn, as in the paper.":
    "以 ReLU 代替 maxout，以 Adam 代替 RMSProp，步数固定，小的全连接网络；各组看到相同的图像，步数相同。初始权重的大小适合每一层；变体中则如论文那样很小，并均匀抽取。",
  Images: "图像",
  "Transfer set": "迁移集",
  "All training images": "全部训练图像",
  "On which images, whose labels it does not read, the hint is learnt.": "在哪些图像上学习提示；不读取它们的标签。",
  "On which images, whose labels it does not read, the flow is learnt.": "在哪些图像上学习流；不读取它们的标签。",
  "soft targets in place of the hint": "以软目标代替提示",
  "Learning rate of a network that goes on, as a share of one from scratch: a low one keeps its errors level.":
    "继续训练的网络的学习率，占从头训练者的比例：较低的学习率使错误数保持平稳。",
  "Sums of squares over channels, their directions' distance, beta / 2, the sum over sections.":
    "各通道平方和，其方向之间的距离，β / 2，并对各段求和。",
  "Two or three sections of plain convolutions instead of residual groups, and Adam instead of momentum.":
    "以两三段普通卷积代替残差组，以 Adam 代替动量法。",
  "The matrix of a section's first and last convolution, the squared Frobenius distance, equal weights of all pairs, and two stages: the flow, then the task.":
    "一段中第一个与最后一个卷积的 FSP 矩阵，Frobenius 距离的平方，各矩阵权重相等；两个阶段：先学流，再学任务。",
  "Three sections of two plain convolutions, where the paper has residual networks whose student is shallower than the teacher; Adam instead of momentum; the flow sees all training images, the baseline student only the transfer set.":
    "三段各两个普通卷积，论文是残差网络，学生比教师浅；以 Adam 代替动量法；流看到全部训练图像，基线学生只看到迁移集。",
  "Flow through section #": "第 # 段的 FSP 矩阵",
  Matrices: "FSP 矩阵取自",
  "Between sections": "相邻两段的末尾",
  "Within a section": "一段的首尾",
  "Which two convolutions make a matrix: the ends of neighbouring sections, or a section's first and last one.":
    "由哪两个卷积构成矩阵：相邻两段的末尾，或一段中第一个与最后一个卷积。",
  "With the flow learnt first, fewer errors are left after # steps, those of the flow included.":
    "先学习流，则在 # 步之后（含学习流的步数）剩下的错误更少。",
  "Both steps of the ladder with the paper's loss, and as many steps of the student's own in every arm.":
    "阶梯的两级都用论文的损失，各组中学生自身的步数相同。",
  "One assistant, made of the student's layers widened, between small dense networks; one weight and T for both steps.":
    "小型全连接网络之间的一个助教，由学生各层加宽而成；两级用同一权重和 T。",
  "Both terms with T squared, the weight # of the first, and the warm-up of the authors' code.":
    "两项都乘 T 的平方，第一项权重为 #，并采用作者代码的预热。",
  "Dense networks on # labels, Adam with a cosine instead of momentum with steps, and for the second term the weight #, chosen on held-out images, where the code has #.":
    "# 个标签上的全连接网络，以余弦调度的 Adam 代替分段的动量法；第二项的权重 # 是在留出的图像上选的，作者代码为 #。",
};
