/** 没有外来教师、网络彼此相教或代代相教的方法的中文。 */
export const onlineZh: Readonly<Record<string, string>> = {
  // Furlanello et al. 2018
  "Born-Again Networks": "再生网络",
  "A network taught by one of its own kind, from other first weights, becomes better than its teacher.":
    "从另一组初始权重出发、由同结构网络来教的网络，会超过它的教师。",
  "sections 3.1 and 3.2: BAN, BANE, CWTM, DKPP": "第 3.1 和 3.2 节：BAN、BANE、CWTM、DKPP",
  "Each generation starts anew from its own seed and learns at T = 1 from the one before, without labels in the main form; CWTM and DKPP as defined.":
    "每一代从自己的种子重新开始，在 T = 1 下学习上一代，主要形式不用标签；CWTM 和 DKPP 按论文定义。",
  "Fully connected networks on few labels, where the paper has DenseNets and Wide ResNets on CIFAR; in the preset # % of the labels are wrong. Its variants have none, or a generation # that is stopped after a fifth of its steps.":
    "这里是少量标签上的全连接网络，论文是 CIFAR 上的 DenseNet 和 Wide ResNet；预设中 # % 的标签是错的，变体中没有错误标签，或让第 # 代在五分之一的步数后停止。",
  Generations: "代数",
  "How many networks learn, each from the one before.": "有多少个网络依次学习，每个都学前一个。",
  Treatment: "处理方式",
  "Predictions alone, labels beside them, labels weighted by confidence (CWTM), or lesser classes exchanged (DKPP).":
    "只用预测、预测与标签并用、按置信度加权的标签（CWTM），或交换非最大类的概率（DKPP）。",
  Targets: "只用预测",
  "With labels": "与标签并用",
  Confidence: "置信度加权",
  Shuffled: "交换其余类",
  Ancestor: "第 0 代",
  "Generation 0: the run's teacher, or a network that each pair trains on the transfer set's labels.":
    "第 0 代：本次运行的教师，或每一对在迁移集标签上各自训练的网络。",
  "Ancestor share": "第 0 代步数比例",
  "Where each pair trains generation 0 itself: its steps, as a share of the student's.":
    "每一对自己训练第 0 代时，其步数占学生步数的比例。",
  "Of the predictions; the paper's is 1.": "预测的温度；论文取 1。",
  "With labels (BAN+L)": "与标签并用（BAN+L）",
  "Confidence (CWTM)": "置信度加权（CWTM）",
  "Others exchanged (DKPP)": "交换其余类（DKPP）",
  "Independent networks": "彼此独立的网络",
  "Label smoothing": "标签平滑",
  "The last generation is better than a second seed that learns from labels.":
    "最后一代优于换一个种子从标签学习的网络。",
  "An ensemble of generations is better than the last of them.": "各代的集成优于最后一代。",
  "Likeness between classes matters: exchanging the lesser classes (DKPP) is worse.":
    "类别间的相似性有用：交换非最大类的概率（DKPP）会更差。",
  "It is more than smoother labels.": "它不只是让标签更平滑。",
  "generation #": "第 # 代",
  predictions: "预测",
  "entropy of the predictions": "预测的熵",
  "Targets of each treatment, from the last generation's teacher": "各处理方式的目标，取自最后一代的教师",
  "What a generation may be told of this image: the label, its teacher's answer, the label weighted by how certain that answer is, or the answer with its lesser classes exchanged.":
    "一代网络对这张图可能学到的目标：标签、教师的回答、按教师把握程度加权的标签，或交换了非最大类的回答。",
  "predictions (BAN)": "预测（BAN）",
  "weighted label (CWTM)": "加权的标签（CWTM）",
  "others moved by one (DKPP)": "其余类依次移一位（DKPP）",
  "second seed": "另一个种子",
  "weighted labels": "加权的标签",
  // Zhang et al. 2018
  "Deep Mutual Learning": "深度互学习",
  "Untrained networks that learn together and teach each other end better than each does alone.":
    "未经训练的网络一起学习、互相教，最终都比各自单独学习更好。",
  "1-8, algorithm 1": "1-8，算法 1",
  "Peers update in turn on predictions made anew, each with labels and the mean KL from the others at T = 1.":
    "同伴依据重新计算的预测轮流更新，各自用标签和 T = 1 时与其他同伴的平均 KL。",
  "Three small dense networks on # labels, where the paper has residual networks and MobileNets; in the preset # % of the labels are wrong, in its variant none.":
    "三个小的全连接网络，# 个标签，论文是残差网络和 MobileNet；预设中 # % 的标签是错的，变体中没有。",
  Peers: "同伴数",
  "Networks that learn together.": "一起学习的网络个数。",
  Weight: "权重",
  "Weight of what the peers teach.": "同伴所教内容的权重。",
  Teaching: "教学方式",
  "Whether each peer teaches, or the mean of all others (DML_e).":
    "由每个同伴分别来教，还是由其他同伴的平均来教（DML_e）。",
  Each: "各自分别",
  Ensemble: "集成",
  Over: "合并方式",
  "Whether the others' divergences are averaged, as in the paper, or added up, as in its code.":
    "对其他同伴的散度取平均（论文的做法）还是求和（其代码的做法）。",
  Average: "平均",
  Sum: "求和",
  Others: "其他同伴",
  "The student's peers: of its own architecture or of the teacher's, untrained.":
    "学生的同伴：与学生同结构，或用教师的结构（未训练）。",
  "Independent peers": "彼此独立的同伴",
  "Taught by the others' ensemble (DML_e)": "由其他同伴的集成来教（DML_e）",
  "A network makes fewer errors with a peer than alone.": "有同伴的网络比单独学习错得少。",
  "Its predictions are less certain: their entropy is higher.": "它的预测更不武断：熵更高。",
  "Peers that teach each other make a better ensemble than independent ones.":
    "互相教的同伴组成的集成优于彼此独立的同伴。",
  "mutual learning": "互学习",
  "labels: peer #": "标签：同伴 #",
  "peers to student": "同伴教学生",
  "peers to peer #": "其他同伴教同伴 #",
  "peer #": "同伴 #",
  "What each peer says": "各同伴的回答",
  "Networks that train together, each drawn to the answers of the others. They start from different weights, and their answers come together without becoming the same.":
    "一起训练的网络，每个都向其他网络的回答靠近。它们从不同的权重出发，回答逐渐接近，但不会变得相同。",
  "How much of their probability the peers agree on with the student": "各同伴与学生的概率有多少重合",
  "1 would mean that a peer gives every class the probability that the student gives it.":
    "1 表示这个同伴给每一类的概率都与学生相同。",
  // Lan, Zhu and Gong 2018
  ONE: "ONE",
  "Branches taught by their own gated ensemble, as it forms, are better than the network trained alone.":
    "由自身正在形成的门控集成来教的分支，优于单独训练的网络。",
  "A shared trunk, a gate for each example, the gated ensemble as teacher with its own cross-entropy, T = 3, weight 1 and the ramp-up.":
    "共用主干，对每个样本计算门控，门控集成作教师并有自己的交叉熵，T = 3，权重为 1 且爬升。",
  "A small dense trunk with three heads, where the paper has ResNets on CIFAR and ImageNet; in the preset 30 % of the labels are wrong, in its variant none.":
    "这里是带三个头的小的全连接主干，论文是 CIFAR 和 ImageNet 上的 ResNet；预设中 30 % 的标签是错的，变体中没有。",
  Branches: "分支数",
  "Branches on the one trunk.": "同一主干上的分支个数。",
  "Weight of what the ensemble teaches.": "集成所教内容的权重。",
  "Share of the hidden layers that all branches have in common; at least one.": "所有分支共用的隐藏层比例；至少一层。",
  "Mean instead of gate": "用平均代替门控",
  "Branches without teaching": "分支之间不教",
  "A branch makes fewer errors than the same network trained alone.": "一个分支比单独训练的同一网络错得少。",
  "The gated ensemble makes fewer errors than the first branch.": "门控集成比第一个分支错得少。",
  "A gate makes a better teacher than the mean of the branches.": "门控集成作教师优于各分支的平均。",
  "Branches are better for being taught, not only for sharing a trunk.": "分支变好是因为被教，而不只是因为共用主干。",
  branches: "分支",
  "labels: branch #": "标签：分支 #",
  "labels: ensemble": "标签：集成",
  "ensemble to student": "集成教学生",
  "ensemble to branch #": "集成教分支 #",
  "branch #": "分支 #",
  gate: "门控",
  "gated ensemble": "门控集成",
  "mean ensemble": "平均集成",
  "How much the gate asks of each branch": "门控给各分支的权重",
  "The gate's weights for this image, 1 in all: by them the branches' logits become the ensemble that teaches every branch.":
    "门控对这张图给出的权重，总和为 1：各分支的 logit 按它合成集成，再来教每个分支。",
  // Li, Ng and Natsev 2019
  EnsembleNet: "EnsembleNet",
  "One network split into several heads makes a better ensemble than the whole, with no more parameters.":
    "参数不增加，把一个网络拆成几个头组成的集成优于整个网络。",
  "the abstract's co-distillation loss; coefficients not verified": "摘要中的协同蒸馏损失；系数未能核实",
  "Heads within the single network's parameters, trained end to end by the ensemble's cross-entropy and one co-distillation term.":
    "各头的参数合计不超过单个网络，以集成的交叉熵和一个协同蒸馏项端到端训练。",
  "The paper's exact coefficients could not be verified; the loss here is the family CE(mean) + lambda mean KL, on a small dense network. In the preset 30 % of the labels are wrong, and part of the gain is that narrow heads learn less of them by heart; in its variant none is.":
    "论文的确切系数无法核实；这里的损失是 CE(均值) + λ·平均 KL 这一族，用于小的全连接网络。预设中 30 % 的标签是错的，部分收益来自较窄的头较少死记错误标签；变体中没有错误标签。",
  Heads: "头数",
  "Heads on the one trunk.": "同一主干上的头的个数。",
  "Weight of the heads' divergence from their mean: 0 trains the ensemble alone, 1 each head alone.":
    "各头与其平均之间散度的权重：0 只训练集成，1 等于各头单独训练。",
  "Share of the hidden layers that all heads have in common.": "所有头共用的隐藏层比例。",
  "Ensemble alone (lambda 0)": "只训练集成（λ = 0）",
  "Heads alone (lambda 1)": "各头单独训练（λ = 1）",
  "The ensemble makes fewer errors than one network of as many parameters.": "集成比参数同样多的单个网络错得少。",
  "The ensemble makes fewer errors than its own first head.": "集成比它自己的第一个头错得少。",
  "Co-distilled heads make a better ensemble than heads trained alone.": "协同蒸馏的头组成的集成优于单独训练的头。",
  "A head is of little use alone where only the ensemble was trained.": "只训练集成时，单个头用处不大。",
  heads: "头",
  "ensemble to heads": "集成教各头",
  "head #": "头 #",
  "What each head says, and their ensemble": "各头及其集成的回答",
  "The ensemble, the mean of the heads' logits, is trained on the labels, and the heads on what it says. The nearer a head is to it, the more it can do alone.":
    "集成是各头 logit 的平均，用标签训练；各头再学它的回答。一个头越接近集成，单独使用时就越准。",
  // Kim et al. 2019
  "Feature Fusion Learning": "特征融合学习",
  "Sub-networks and the classifier that fuses their maps teach each other, and each is better for it.":
    "子网络与融合其特征图的分类器互相教，双方都因此变好。",
  "The fusion module (depthwise 3x3, pointwise, batch norm), classifiers that all read the means of maps, the cycle ensemble to fused to branches, T = 3 with T squared, the ramp-up.":
    "融合模块（3×3 逐通道卷积、逐点卷积、批归一化），各分类器都读取特征图的平均值，集成教融合、融合教分支的循环，T = 3 且带 T²，权重爬升。",
  "Two small convolutional branches, where the released code has ResNet-32 that share two stages; in the preset 30 % of the labels are wrong, in its variant none.":
    "这里是两个小卷积分支，公开代码是共用两个阶段的 ResNet-32；预设中 30 % 的标签是错的，变体中没有。",
  "Weight of what the classifiers teach.": "各分类器所教内容的权重。",
  "Share of the hidden layers that both sub-networks have in common.": "两个子网络共用的隐藏层比例。",
  Second: "第二个子网络",
  "The second sub-network: of the student's architecture or of the teacher's, untrained.":
    "第二个子网络：用学生的结构，或用教师的结构（未训练）。",
  "Fusion without teaching": "只融合，不教",
  "A sub-network makes fewer errors than the same network trained alone.": "一个子网络比单独训练的同一网络错得少。",
  "The fused classifier makes fewer errors than the ensemble of its sub-networks.": "融合分类器比子网络的集成错得少。",
  "Teaching makes the fused classifier better than labels alone do.": "互相教使融合分类器优于只用标签。",
  fusion: "融合",
  "labels: sub-network #": "标签：子网络 #",
  "labels: fused": "标签：融合",
  "fused to student": "融合教学生",
  "fused to sub-network #": "融合教子网络 #",
  "ensemble to fused": "集成教融合",
  "sub-network #": "子网络 #",
  "fused classifier": "融合分类器",
  fused: "融合",
  "regressor of student": "学生的回归器",
  "regressor of sub-network #": "子网络 # 的回归器",
  "The sub-networks' last maps, and what the module fuses them into": "子网络的末层特征图，及模块融合后的结果",
  "Four channels of the last map of each sub-network, and four of the fused one. Channel 1 of one is not channel 1 of another: the module makes its own from all of them.":
    "每个子网络末层的四个通道，以及融合后的四个通道。各网络的通道 1 互不对应：模块由全部通道得到自己的通道。",
};
