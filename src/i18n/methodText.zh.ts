/**
 * 各方法与各项研究自述文字的中文：键是英文原文；# 代表原文中的一个数。
 */
export const methodTextZh: Readonly<Record<string, string>> = {
  // 多个方法共用的名称
  labels: "标签",
  label: "标签",
  teacher: "教师",
  student: "学生",
  distillation: "蒸馏",
  "soft targets": "软目标",
  ensemble: "集成",
  difference: "差",
  "peer #": "同伴 #",
  "branch #": "分支 #",
  "head #": "头 #",
  "sub-network #": "子网络 #",
  "labels: student": "标签：学生",
  "labels: ensemble": "标签：集成",
  "ensemble to student": "集成教学生",
  Labels: "标签",
  Teacher: "教师",
  Same: "相同",
  Lambda: "λ",
  Alpha: "α",
  Beta: "β",
  Weight: "权重",
  Trunk: "主干",
  "Ramp up": "渐强",
  "Divides both networks' logits before the softmax.": "在 softmax 之前除两个网络的 logit。",
  "Divides both networks' logits.": "除两个网络的 logit。",
  "Divides all logits that teach.": "除所有起教导作用的 logit。",
  "Share of the training over which teaching grows to its full weight.": "教导的权重在训练的前多大一部分里升到最大。",
  "Weight of the soft targets.": "软目标的权重。",
  "Weight of the labels.": "标签的权重。",
  "Of the predictions; the paper's is 1.": "预测所用的温度；论文中为 1。",

  // Hinton, Vinyals and Dean 2015
  "Hinton's distillation": "Hinton 蒸馏",
  "A small network learns more from a large one's softened probabilities than from labels alone.":
    "小网络从大网络软化后的概率中学到的，比只从标签中学到的更多。",
  "L = soft weight · T² · KL(teacher ‖ student, both at T) + hard weight · CE(labels, student)":
    "L = 软权重 · T² · KL(教师 ‖ 学生，温度均为 T) + 硬权重 · CE(标签, 学生)",
  "Divides both networks' logits before the softmax: higher shows more of the teacher's small probabilities.":
    "在 softmax 之前除两个网络的 logit：越高，教师的小概率越清楚。",
  "Trains with a classic mistake instead.": "改用一个经典错误来训练。",
  "the teacher's first choice": "教师的首选答案",
  "first choice": "首选",
  "The loss with its factor T squared, the fixed teacher, and the same first weights and batches for both twins.":
    "带 T² 因子的损失、固定的教师，以及两个孪生学生相同的初始权重和批次。",
  "1,000 labels and networks of 600 and 300 units; the whole MNIST section is the preset hinton-2015.":
    "1,000 个标签，600 和 300 单元的网络；MNIST 一节的完整实验是预设 hinton-2015。",

  // FitNets, Romero et al. 2015
  FitNets: "FitNets",
  "A hint from the teacher's middle makes a thin and deep student trainable, and better than soft targets alone do.":
    "教师中间层给出的提示，使又深又瘦的学生可以训练，并且比只用软目标更好。",
  "Hint layer": "提示层",
  "Layer of the teacher that gives the hint, counted from 1; 0 is its middle one.":
    "教师给出提示的层，从 1 数起；0 表示中间一层。",
  "Guided layer": "受引导层",
  "Layer of the student that is guided, counted from 1; 0 is its middle one.":
    "学生受引导的层，从 1 数起；0 表示中间一层。",
  "Hint steps": "提示阶段步数",
  "Steps of the first stage, which sees no labels.": "第一阶段的步数，这一阶段不看标签。",
  "Weight of the soft targets at the start of the second stage; it falls to 0 until its end.":
    "第二阶段开始时软目标的权重；到阶段结束时降为 0。",
  "soft targets without a hint": "没有提示，只有软目标",
  "Hints and soft targets make fewer errors than labels alone.": "提示加软目标比只用标签错得少。",
  "Hints and soft targets make fewer errors than soft targets alone for as many steps.":
    "提示加软目标比同样步数的软目标错得少。",
  hint: "提示",
  regressor: "回归层",
  "Hint and answer": "提示与回应",
  "teacher's hint": "教师的提示",
  "student's, regressed": "学生的，经回归",
  "Two stages: the hint loss through a regressor with the teacher layer's nonlinearity, then distillation with a weight that falls to 0.":
    "两个阶段：先经带教师层非线性的回归层求提示损失，再做权重降为 0 的蒸馏。",
  "A deep thin student on few labels for some hundred steps, where the paper trains maxout networks on CIFAR and MNIST for hundreds of epochs.":
    "又深又瘦的学生，少量标签，几百步；论文在 CIFAR 和 MNIST 上用数百轮训练 maxout 网络。",

  // Net2Net, Chen, Goodfellow and Shlens 2016
  Net2Net: "Net2Net",
  "A larger network that begins as a copy of a trained smaller one learns much faster than one from scratch.":
    "较大的网络若从训练好的小网络的复制开始，比从头学快得多。",
  Noise: "噪声",
  "Noise on the weights into copied units, which tells them apart, as a share of the layer's own size.":
    "加在复制单元输入权重上的噪声，使它们彼此区分；以该层自身大小的比例计。",
  Rate: "学习率比",
  "Learning rate of a network that goes on, as a share of one that starts from scratch.":
    "继续训练的网络的学习率，以从头训练者的比例计。",
  "Hint weight": "提示权重",
  "Weight of the teacher's last hidden layer, where a student from scratch learns to predict it.":
    "从头训练的学生学着预测教师最后一个隐藏层时，这一项的权重。",
  "Padded with random weights": "用随机权重补齐",
  "Teacher prediction layer, from scratch": "教师预测层，从头训练",
  "The teacher goes on as it is": "教师原样继续",
  "After # steps the grown network makes fewer errors than one from scratch.":
    "# 步之后，长大的网络比从头训练的错得少。",
  "After # steps it makes fewer errors than one padded with random weights.": "# 步之后，它比用随机权重补齐的错得少。",
  "After # steps it makes fewer errors than one from scratch that predicts the teacher's layer.":
    "# 步之后，它比从头训练并预测教师层的错得少。",
  "In the end it is better than the small network that goes on as it is.": "最终它比原样继续的小网络更好。",
  grown: "长大的网络",
  "Logits before and after the surgery, and now": "手术前后以及现在的 logit",
  "grown, without noise": "长大的网络，无噪声",
  "largest change": "最大变化",
  "student now": "现在的学生",
  padded: "补齐的网络",
  predicting: "预测",
  "prediction of the teacher's layer": "对教师层的预测",
  "prediction layer": "预测层",
  "teacher goes on": "教师继续",
  "Wider and deeper networks that compute what the teacher computes, by replication divided by its count and by identity layers.":
    "更宽更深而与教师计算结果相同的网络：复制单元并除以份数，加入恒等层。",
  "Small networks on digits, where the paper grows Inception on ImageNet; and few hundred steps after the surgery.":
    "数字上的小网络，手术后只训练几百步；论文在 ImageNet 上扩大 Inception。",

  // Attention transfer, Zagoruyko and Komodakis 2017
  "Attention transfer": "注意力迁移",
  "A student that attends to the same places as its teacher makes fewer errors.": "注意与教师相同位置的学生错得更少。",
  "Weight of the attention maps' distance.": "注意力图距离的权重。",
  Distance: "距离",
  "Eq. 2 takes the distance, the authors' code its square.": "式 2 取距离，作者的代码取其平方。",
  Norm: "范数",
  Squared: "平方",
  attention: "注意力",
  "Attention of section #": "第 # 段的注意力",
  "The squared distance of normalised attention maps (sums of squares over channels), beside the labels.":
    "归一化注意力图（各通道平方和）的平方距离，与标签并用。",
  "Two small convolutional networks, where the paper has Wide ResNets on CIFAR and ImageNet.":
    "两个小卷积网络；论文用 CIFAR 和 ImageNet 上的 Wide ResNet。",

  // FSP, Yim et al. 2017
  "A gift (FSP)": "知识蒸馏的礼物（FSP）",
  "A student that first learns how features flow through the teacher learns the task faster and better.":
    "先学会特征怎样流过教师的学生，学任务更快更好。",
  "Flow steps": "流动阶段步数",
  "Steps of the first stage, in which only the matrices are learnt, without labels.":
    "第一阶段的步数，这一阶段只学矩阵，不用标签。",
  "teacher with shuffled channels": "通道打乱的教师",
  "the teacher's weights, copied": "直接复制教师的权重",
  "With the flow learnt first, fewer errors remain at the end.": "先学流动，最终剩下的错误更少。",
  "With the flow learnt first, fewer errors are left after # steps, those of the flow included.":
    "先学流动，# 步之后（含学流动的步数）剩下的错误更少。",
  flow: "流动",
  "Flow from section # to #": "从第 # 段到第 # 段的流动",
  task: "任务",
  "shuffled teacher": "打乱的教师",
  "FSP matrices over h·w, largest-value pooling where sizes differ, squared Frobenius distance, first FSP alone and then the task alone.":
    "除以 h·w 的 FSP 矩阵，大小不同时取最大值池化，Frobenius 距离的平方；先只学 FSP，再只学任务。",
  "Networks of three small sections on digits, where the paper has residual networks on CIFAR.":
    "数字上由三个小段组成的网络；论文用 CIFAR 上的残差网络。",

  // Deep Mutual Learning, Zhang et al. 2018
  "Deep Mutual Learning": "深度互学习",
  "Untrained networks that learn together and teach each other end better than each does alone.":
    "一起从头学、互相教的网络，最终比各自单独学更好。",
  Peers: "同伴数",
  "Networks that learn together.": "一起学习的网络数。",
  "Weight of what the peers teach.": "同伴所教内容的权重。",
  Teaching: "教法",
  "Whether each peer teaches, or the mean of all others (DML_e).":
    "由每个同伴来教，还是由其余同伴的平均来教（DML_e）。",
  Each: "每个同伴",
  Ensemble: "集成",
  Over: "合并方式",
  "Whether the others' divergences are averaged, as in the paper, or added up, as in its code.":
    "其余同伴的散度是取平均（论文），还是相加（其代码）。",
  Average: "平均",
  Sum: "相加",
  Others: "其余同伴",
  "The student's peers: of its own architecture or of the teacher's, untrained.":
    "学生的同伴：与学生同结构，或用教师的结构，均未训练。",
  "Independent peers": "互不相教的同伴",
  "Taught by the others' ensemble (DML_e)": "由其余同伴的集成来教（DML_e）",
  "A network makes fewer errors with a peer than alone.": "有同伴的网络比单独学的错得少。",
  "Its predictions are less certain: their entropy is higher.": "它的预测没那么确定：熵更高。",
  "Peers that teach each other make a better ensemble than independent ones.": "互相教的同伴组成的集成好于互不相教的。",
  "Each peer as a teacher is better than their ensemble as one.": "各个同伴分别来教，好于由它们的集成来教。",
  "mutual learning": "互学习",
  "peers to student": "同伴教学生",
  "labels: peer #": "标签：同伴 #",
  "peer #, peer #": "同伴 #、同伴 #",
  "peer #, peer #, peer #": "同伴 #、同伴 #、同伴 #",
  "peers to peer #": "同伴教同伴 #",
  "What each peer says": "每个同伴怎么说",
  "How much of their probability the peers agree on with the student": "各同伴与学生的概率有多少重合",
  "Peers update in turn on predictions made anew, each with labels and the mean KL from the others at T = 1.":
    "同伴轮流更新，每次重新预测；各用标签和其余同伴的平均 KL，T = 1。",
  "Two to four small networks on few labels, where the paper has ResNets on CIFAR-100 and Market-1501.":
    "二到四个小网络，少量标签；论文用 CIFAR-100 和 Market-1501 上的 ResNet。",

  // Born-Again Networks, Furlanello et al. 2018
  "Born-Again Networks": "再生网络",
  "A network taught by one of its own kind, from other first weights, becomes better than its teacher.":
    "由同类网络来教、从另一组初始权重开始的网络，会好过它的教师。",
  Generations: "代数",
  "How many networks learn, each from the one before.": "有多少个网络依次学习，每个都向前一个学。",
  Treatment: "处理",
  "Predictions alone, labels beside them, labels weighted by confidence (CWTM), or lesser classes exchanged (DKPP).":
    "只用预测；加上标签；按置信度加权的标签（CWTM）；或交换次要类别（DKPP）。",
  Targets: "只用预测",
  "With labels": "加上标签",
  Confidence: "按置信度",
  Shuffled: "交换",
  Ancestor: "祖先",
  "Generation 0: the run's teacher, or a network that each pair trains on the transfer set's labels.":
    "第 0 代：本次运行的教师，或每一对自己用迁移集标签训练的网络。",
  "Ancestor share": "祖先的步数比",
  "Where each pair trains generation 0 itself: its steps, as a share of the student's.":
    "每一对自己训练第 0 代时，其步数占学生步数的比例。",
  "With labels (BAN+L)": "加上标签（BAN+L）",
  "Confidence (CWTM)": "按置信度（CWTM）",
  "Others exchanged (DKPP)": "交换其余类别（DKPP）",
  "Independent networks": "互不相干的网络",
  "Label smoothing": "标签平滑",
  "The last generation is better than a second seed that learns from labels.": "最后一代好过另一种子、只学标签的网络。",
  "An ensemble of generations is better than the last of them.": "各代的集成好过最后一代。",
  "Likeness between classes matters: exchanging the lesser classes (DKPP) is worse.":
    "类别间的相似确实重要：交换次要类别（DKPP）会更差。",
  "It is more than smoother labels.": "它不只是更平滑的标签。",
  "generation #": "第 # 代",
  predictions: "预测",
  "entropy of the predictions": "预测的熵",
  "Targets of each treatment, from the last generation's teacher": "各种处理下的目标，来自最后一代的教师",
  "predictions (BAN)": "预测（BAN）",
  "weighted label (CWTM)": "加权标签（CWTM）",
  "others moved by one (DKPP)": "其余类别移一位（DKPP）",
  "second seed": "另一种子",
  "smoothed labels": "平滑的标签",
  "weighted labels": "加权的标签",
  "Each generation starts anew from its own seed and learns at T = 1 from the one before, without labels in the main form; CWTM and DKPP as defined.":
    "每一代用自己的种子重新开始，以 T = 1 向前一代学，主要形式不用标签；CWTM 和 DKPP 依定义。",
  "Fully connected networks on few labels, where the paper has DenseNets and Wide ResNets on CIFAR.":
    "全连接网络，少量标签；论文用 CIFAR 上的 DenseNet 和 Wide ResNet。",

  // Apprentice, Mishra and Marr 2018
  Apprentice: "学徒（Apprentice）",
  "A network with two or four bits to a weight comes close to full precision when a full-precision one teaches it.":
    "每个权重只有两位或四位的网络，由全精度网络来教时，接近全精度。",
  Scheme: "方案",
  "A: teacher and student together; B: a trained teacher; C: full precision first, then fine-tuned in few bits.":
    "A：教师与学生一起训练；B：教师已训练好；C：先全精度，再用少数几位微调。",
  A: "A",
  B: "B",
  C: "C",
  Weights: "权重",
  "Levels of a weight: three that follow the layer's weights (TWN), or WRPN's equally spaced ones.":
    "权重的取值级：随该层权重而定的三级（TWN），或 WRPN 的等距级。",
  Ternary: "三值",
  "# bits": "# 位",
  Full: "全精度",
  Range: "范围",
  "Where WRPN's levels lie: out to the layer's largest weight, or from -1 to 1 as published.":
    "WRPN 各级的位置：到该层最大的权重为止，或如论文从 -1 到 1。",
  Layer: "按层",
  Unit: "-1 到 1",
  Activations: "激活",
  "Levels of what leaves a hidden layer, from 0 to 1.": "隐藏层输出的取值级，从 0 到 1。",
  Ends: "首末层",
  "Whether the weights of the first and of the last layer are quantised too.": "第一层和最后一层的权重是否也量化。",
  Quantised: "量化",
  "Of the soft targets; the paper's is 1.": "软目标所用的温度；论文中为 1。",
  "Teacher weight": "教师权重",
  "Weight of the labels for the teacher, in scheme A.": "方案 A 中教师所学标签的权重。",
  "Label weight": "标签权重",
  "Weight of the labels for the student.": "学生所学标签的权重。",
  "Weight of the teacher's predictions.": "教师预测的权重。",
  Start: "起点",
  "How scheme C trains in full precision first.": "方案 C 先怎样做全精度训练。",
  Taught: "由教师教",
  "Fine rate": "微调学习率比",
  "Scheme C's learning rate while it fine-tunes, as a share of the rate before.":
    "方案 C 微调时的学习率，以之前的比例计。",
  "Full precision, labels": "全精度，只学标签",
  "Full precision, taught": "全精度，由教师教",
  "Quantised after training": "训练后再量化",
  "Trained quantised from scratch, labels": "从头量化训练，只学标签",
  "Scheme A": "方案 A",
  "Scheme B": "方案 B",
  "A teacher helps a quantised student.": "教师对量化的学生有帮助。",
  "Training quantised is better than quantising afterwards.": "量化着训练好过训练后再量化。",
  "Fine-tuning a student that was trained in full precision (scheme C) is better than teaching from scratch (B).":
    "微调一个先做全精度训练的学生（方案 C）好过从头教（方案 B）。",
  "full precision": "全精度",
  "scheme A": "方案 A",
  "scheme B": "方案 B",
  "scheme C": "方案 C",
  "stored weights": "存储的权重",
  "Weights of the first layer: as stored, and as the network reads them": "第一层的权重：存储的，与网络读到的",
  stored: "存储的",
  "as read": "读到的",
  quantised: "量化",
  "teacher's labels": "教师的标签",
  "joint teacher": "一同训练的教师",
  "The three-term loss of equation 1 at T = 1, schemes A, B and C, full-precision master weights and straight-through gradients.":
    "式 1 的三项损失（T = 1），方案 A、B、C，全精度主权重与直通梯度。",
  "A 784-100-100-10 student with ternary weights on 2,000 labels, where the paper has ResNets on ImageNet; first and last layers are as the settings say.":
    "784-100-100-10 的三值权重学生，2,000 个标签；论文用 ImageNet 上的 ResNet；首末层按设置。",

  // Magnitude pruning, Han et al. 2015
  "Magnitude pruning": "按大小剪枝",
  "A network keeps its accuracy with few of its weights if the small ones go and the others learn on.":
    "去掉小的权重、让其余的继续学，网络只用少数权重也能保持准确。",
  Sparsity: "稀疏度",
  "Share of each layer's weights that are 0 in the end.": "最终每层权重中为 0 的比例。",
  Rounds: "轮数",
  "Prunes this often, each time the same share of what is left, and trains after each.":
    "剪枝的次数；每次剪去剩余的同样比例，之后再训练。",
  "Retrain rate": "再训练学习率比",
  "Learning rate after pruning, as a share of the rate before.": "剪枝后的学习率，以之前的比例计。",
  "Of the teacher's soft targets.": "教师软目标所用的温度。",
  "Weight of the soft targets while the rest recovers.": "其余权重恢复时软目标的权重。",
  "Weight of the labels while the rest recovers.": "其余权重恢复时标签的权重。",
  "No weight pruned, labels": "不剪枝，只学标签",
  "Pruned by chance, labels": "随机剪枝，只学标签",
  "A teacher helps the weights that are left to recover.": "教师帮助剩下的权重恢复。",
  "The smallest weights are those that are missed least.": "最小的权重去掉后影响最小。",
  "all weights": "全部权重",
  "round #: # % pruned": "第 # 轮：剪去 # %",
  "Weights of the first layer": "第一层的权重",
  "after round #": "第 # 轮之后",
  "before pruning": "剪枝前",
  "pruned and trained on": "剪枝并继续训练后",
  "Smallest weights by magnitude are removed layer by layer, and what is left is trained on with the mask kept.":
    "逐层去掉绝对值最小的权重，保持掩码继续训练其余的。",
  "A fully connected student pruned once or in few steps, where the paper prunes AlexNet and VGG in several rounds; distillation beside it is ours.":
    "全连接学生，剪一次或几次；论文分多轮剪 AlexNet 和 VGG；与蒸馏并用是我们加的。",

  // ONE, Lan, Zhu and Gong 2018
  ONE: "ONE",
  "Branches taught by their own gated ensemble, as it forms, are better than the network trained alone.":
    "由自身门控集成（边形成边教）来教的分支，好过单独训练的网络。",
  Branches: "分支数",
  "Branches on the one trunk.": "同一主干上的分支数。",
  "Weight of what the ensemble teaches.": "集成所教内容的权重。",
  "Share of the hidden layers that all branches have in common; at least one.": "各分支共用的隐藏层比例，至少一层。",
  "Mean instead of gate": "用平均代替门控",
  "Branches without teaching": "分支之间不教",
  "A branch makes fewer errors than the same network trained alone.": "分支比单独训练的同一网络错得少。",
  "The gated ensemble makes fewer errors than the first branch.": "门控集成比第一个分支错得少。",
  "A gate makes a better teacher than the mean of the branches.": "门控比各分支的平均更会教。",
  "Branches are better for being taught, not only for sharing a trunk.": "分支变好是因为被教，而不只是因为共用主干。",
  branches: "分支",
  "labels: branch #": "标签：分支 #",
  "ensemble to branch #": "集成教分支 #",
  gate: "门控",
  "gated ensemble": "门控集成",
  "mean ensemble": "平均集成",
  "How much the gate asks of each branch": "门控分给每个分支多少",
  "student, branch #": "学生、分支 #",
  "student, branch #, branch #": "学生、分支 #、分支 #",
  "student, branch #, branch #, branch #": "学生、分支 #、分支 #、分支 #",
  "A shared trunk, a gate for each example, the gated ensemble as teacher with its own cross-entropy, T = 3 and the ramp-up.":
    "共用主干，每个样本一个门控，门控集成作教师并有自己的交叉熵，T = 3，渐强。",
  "A small trunk with three heads, where the paper has ResNets on CIFAR and ImageNet.":
    "小主干带三个分支；论文用 CIFAR 和 ImageNet 上的 ResNet。",

  // EnsembleNet, Li, Ng and Natsev 2019
  EnsembleNet: "EnsembleNet",
  "One network split into several heads makes a better ensemble than the whole, with no more parameters.":
    "把一个网络分成几个头，参数不增加，其集成好过整个网络。",
  Heads: "头数",
  "Heads on the one trunk.": "同一主干上的头数。",
  "Weight of the heads' divergence from their mean: 0 trains the ensemble alone, 1 each head alone.":
    "各头偏离其平均的散度的权重：0 只训练集成，1 只训练各个头。",
  "Share of the hidden layers that all heads have in common.": "各头共用的隐藏层比例。",
  "Ensemble alone (lambda 0)": "只训练集成（λ = 0）",
  "Heads alone (lambda 1)": "只训练各头（λ = 1）",
  "The ensemble makes fewer errors than one network of as many parameters.": "集成比参数同样多的单个网络错得少。",
  "The ensemble makes fewer errors than its own first head.": "集成比它自己的第一个头错得少。",
  "Co-distilled heads make a better ensemble than heads trained alone.": "互相蒸馏的头组成的集成好过各自训练的头。",
  "A head is of little use alone where only the ensemble was trained.": "只训练集成时，单独一个头没什么用。",
  heads: "头",
  "ensemble to heads": "集成教各头",
  "What each head says, and their ensemble": "每个头怎么说，以及它们的集成",
  "Heads within the single network's parameters, trained end to end by the ensemble's cross-entropy and one co-distillation term.":
    "各头合计不超过单个网络的参数，用集成的交叉熵和一个互蒸馏项端到端训练。",
  "The paper's exact coefficients could not be verified; the loss here is the family CE(mean) + lambda mean KL, on a small network.":
    "论文的确切系数未能核实；这里的损失是 CE(平均) + λ · 平均 KL 这一族，用小网络。",

  // Feature Fusion Learning, Kim et al. 2019
  "Feature Fusion Learning": "特征融合学习",
  "Sub-networks and the classifier that fuses their maps teach each other, and each is better for it.":
    "子网络与融合其特征图的分类器互相教，各自都变得更好。",
  "Weight of what the classifiers teach.": "各分类器所教内容的权重。",
  "Share of the hidden layers that both sub-networks have in common.": "两个子网络共用的隐藏层比例。",
  Second: "第二个子网络",
  "The second sub-network: of the student's architecture or of the teacher's, untrained.":
    "第二个子网络：用学生的结构或教师的结构，未训练。",
  "Fusion without teaching": "只融合，不教",
  "A sub-network makes fewer errors than the same network trained alone.": "子网络比单独训练的同一网络错得少。",
  "The fused classifier makes fewer errors than the ensemble of its sub-networks.": "融合分类器比子网络的集成错得少。",
  "Teaching makes the fused classifier better than labels alone do.": "互相教使融合分类器好过只用标签。",
  fusion: "融合",
  fused: "融合",
  "labels: sub-network #": "标签：子网络 #",
  "labels: fused": "标签：融合",
  "fused to student": "融合教学生",
  "fused to sub-network #": "融合教子网络 #",
  "ensemble to fused": "集成教融合",
  "fused classifier": "融合分类器",
  "The sub-networks' last maps, and what the module fuses them into": "子网络最后的特征图，以及模块融合的结果",
  "The fusion module (depthwise 3x3, pointwise, batch norm), the cycle ensemble to fused to branches, T = 3 with T squared, the ramp-up.":
    "融合模块（逐通道 3x3、逐点、批归一化），集成→融合→分支的循环，T = 3 带 T²，渐强。",
  "Two small convolutional branches, where the released code has ResNet-32 that share two stages.":
    "两个小卷积分支；公布的代码用共享两个阶段的 ResNet-32。",

  // Teacher assistant, Mirzadeh et al. 2020
  "Teacher assistant": "助教",
  "A network of middle size between teacher and student passes on more than the teacher does directly.":
    "教师与学生之间的中等网络，比教师直接教传递得更多。",
  Widening: "加宽倍数",
  "How many times as wide as the student the assistant's layers are.": "助教各层的宽度是学生的几倍。",
  "Weight of the soft targets; the labels have the rest.": "软目标的权重；其余归标签。",
  "taught by the teacher directly": "由教师直接教",
  "Through an assistant the student makes fewer errors than on labels alone.": "经助教来教，学生比只学标签错得少。",
  "Through an assistant the student makes fewer errors than taught directly, for as many steps of its own.":
    "学生自身步数相同时，经助教来教比直接教错得少。",
  assistant: "助教",
  "Teacher, assistant and student one after another, each taught by the one before.":
    "教师、助教、学生依次训练，每个由前一个来教。",
  "Fully connected networks, where the paper has plain convolutional networks and ResNets on CIFAR.":
    "全连接网络；论文用 CIFAR 上的普通卷积网络和 ResNet。",

  // Decoupled distillation, Zhao et al. 2022
  "Decoupled distillation": "解耦蒸馏",
  "What a teacher says among the wrong classes teaches more when its confidence does not damp it.":
    "教师对错误类别之间的说法，在不被其自信压低时教得更多。",
  "Weight of the label against all else (TCKD).": "“标签对其余全部”一项（TCKD）的权重。",
  "Weight of the other classes among themselves (NCKD).": "“其余类别之间”一项（NCKD）的权重。",
  "Warm up": "预热",
  "Share of the steps over which both terms grow to their weight.": "两项在前多大一部分步数里升到各自的权重。",
  "soft targets undivided, of weight alpha": "不拆分的软目标，权重 α",
  "Undamped, what is said of the wrong classes leaves fewer errors than labels alone.":
    "不压低时，对错误类别的说法比只用标签剩下的错误更少。",
  "Decoupled soft targets leave fewer errors than the same targets undivided.":
    "解耦的软目标比同样但不拆分的目标剩下的错误更少。",
  decoupled: "解耦",
  "target class": "目标类",
  "other classes": "其余类",
  undivided: "不拆分",
  "The split of distillation into its target-class and non-target-class parts, weighed freely.":
    "把蒸馏拆成目标类与非目标类两部分，权重可自由设定。",
  "Fully connected networks on few labels, where the paper has ResNets on CIFAR-100 and ImageNet.":
    "全连接网络，少量标签；论文用 CIFAR-100 和 ImageNet 上的 ResNet。",

  // Subliminal learning, Cloud et al. 2025
  "Subliminal learning": "潜意识学习",
  "A student that shares its teacher's first weights learns digits from logits that mean nothing, on noise.":
    "与教师初始权重相同的学生，能在噪声上从毫无意义的 logit 中学会数字。",
  "Teacher steps": "教师步数",
  "Steps in which the teacher learns the digits from labels.": "教师从标签学数字的步数。",
  "teacher on labels": "教师学标签",
  "student on noise": "学生看噪声",
  "extra logits": "多余的 logit",
  stranger: "陌生人",
  "A teacher on labels, a student with its first weights on three logits that no label trains, and noise alone.":
    "教师学标签；学生用教师的初始权重，只看噪声，只学三个没有标签训练的 logit。",
  "Two hidden layers of 128 units and noise with one pixel in five lit; the paper's images are uniform noise.":
    "两个 128 单元的隐藏层，噪声中五分之一的像素点亮；论文用均匀噪声图像。",

  // 研究
  "Temperature and width": "温度与宽度",
  "Does a small student want a lower temperature than a large one?": "小学生是否比大学生需要更低的温度？",
  "units a layer": "每层单元数",
  temperature: "温度",
  "How many labels": "标签多少",
  "How much does the teacher save where labels are few, and what is left of it where they are many?":
    "标签少时教师能省下多少，标签多时还剩多少？",
  "labelled images": "带标签的图像",
  "gain in errors": "少错几张",
  "Does the teacher have to be good?": "教师必须好吗？",
  "How does the student fare with a teacher that has hardly learnt, and with mere smoothing?":
    "教师几乎没学，或者只做平滑，学生会怎样？",
  "steps of the teacher": "教师的步数",
  "student taught by": "学生由谁来教",
  "the teacher": "教师",
  "shuffled targets": "打乱的目标",
  "More data, or soft labels?": "是更多数据，还是软标签？",
  "Is it the soft information, or only that the teacher labels more images?":
    "起作用的是软信息，还是只因教师给更多图像做了标签？",
  "transfer set": "迁移集",
  "taught by": "由谁来教",
  "#,# images": "#,# 张图像",
  "true labels": "真实标签",
  "The same view for both": "两者看同一视图",
  "Does it help that the teacher answers on the very view that the student sees?":
    "教师就学生看到的那个视图作答，有帮助吗？",
  "shift in pixels": "平移像素数",
  steps: "步数",
  "A teacher with smoothed labels": "学平滑标签的教师",
  "Does a teacher that was taught with smoothed labels teach worse?": "学平滑标签的教师教得更差吗？",
  "smoothing of the teacher's labels": "教师标签的平滑量",
  "Small student, large teacher": "小学生，大教师",
  "Is a better teacher always better for a small student?": "对小学生来说，更好的教师总是更好吗？",
  "student's units a layer": "学生每层单元数",
};
