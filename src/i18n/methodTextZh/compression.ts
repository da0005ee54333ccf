/** 剪枝、量化与网络生长方法的中文。 */
export const compressionZh: Readonly<Record<string, string>> = {
  // Han et al. 2015
  "Magnitude pruning": "幅值剪枝",
  "A network keeps its accuracy with few of its weights if the small ones go and the others learn on.":
    "去掉小的权重并让其余权重继续学习，网络只用少量权重也能保持准确率。",
  "section 3: train, prune, train again": "第 3 节：训练、剪枝、再训练",
  "Smallest weights by magnitude are removed layer by layer, and what is left is trained on with the mask kept.":
    "逐层去掉幅值最小的权重，保持掩码不变，继续训练剩下的权重。",
  "A fully connected student pruned once or in few steps, where the paper prunes AlexNet and VGG in several rounds; distillation beside it is ours.":
    "这里是一次或分几轮剪枝的全连接学生，论文对 AlexNet 和 VGG 多轮剪枝；同时使用蒸馏是我们加的。",
  Sparsity: "稀疏度",
  "Share of each layer's weights that are 0 in the end.": "最终每层中为 0 的权重所占比例。",
  Rounds: "轮数",
  "Prunes this often, each time the same share of what is left, and trains after each.":
    "剪枝的次数，每次剪去剩余权重的相同比例，剪后再训练。",
  "Retrain rate": "再训练学习率比例",
  "Learning rate after pruning, as a share of the rate before.": "剪枝后的学习率，占剪枝前学习率的比例。",
  "Of the teacher's soft targets.": "教师软目标的温度。",
  "Weight of the soft targets while the rest recovers.": "剩余权重恢复期间软目标的权重。",
  "Weight of the labels while the rest recovers.": "剩余权重恢复期间标签的权重。",
  "No weight pruned, labels": "不剪枝，用标签",
  "Pruned by chance, labels": "随机剪枝，用标签",
  "A teacher helps the weights that are left to recover.": "教师有助于剩余权重的恢复。",
  "The smallest weights are those that are missed least.": "去掉最小的权重损失最小。",
  "all weights": "全部权重",
  "round #: # % pruned": "第 # 轮：已剪去 # %",
  "after round #": "第 # 轮之后",
  "Weights of the first layer": "第一层的权重",
  "before pruning": "剪枝前",
  "The tall bar in the middle are the weights that were removed. Those that are left have grown, and do the work of all.":
    "中间的高柱是被去掉的权重；留下的权重变大，承担全部工作。",
  "pruned and trained on": "剪枝并继续训练后",
  // Chen, Goodfellow and Shlens 2016
  Net2Net: "Net2Net",
  "A larger network that begins as a copy of a trained smaller one learns much faster than one from scratch.":
    "以训练好的小网络的副本为起点的大网络，比从头训练学得快得多。",
  "algorithms 1 and 2": "算法 1 和 2",
  "Wider and deeper networks that compute what the teacher computes, by replication divided by its count and by identity layers.":
    "加宽加深而函数与教师相同的网络：复制单元并除以复制次数，插入恒等层。",
  "Small networks on digits, where the paper grows Inception on ImageNet; few hundred steps after the surgery, at the rate of training from scratch, or in the variant at a tenth of it as in the paper.":
    "这里是数字图像上的小网络，论文在 ImageNet 上生长 Inception；生长之后训练几百步，学习率与从头训练相同，变体中如论文为其十分之一。",
  Noise: "噪声",
  "Noise on the weights into copied units, which tells them apart, as a share of the layer's own size.":
    "加在复制单元输入权重上的噪声，使副本彼此不同；以该层权重自身的大小为单位。",
  Rate: "学习率比例",
  "Learning rate of a network that goes on, as a share of one that starts from scratch.":
    "继续训练的网络的学习率，占从头训练时学习率的比例。",
  "Hint weight": "提示权重",
  "Weight of the teacher's last hidden layer, where a student from scratch learns to predict it.":
    "从头训练的学生学习预测教师最后一个隐藏层时，该项的权重。",
  "Padded with random weights": "用随机权重补齐",
  "Teacher prediction layer, from scratch": "从头训练，带预测教师的层",
  "The teacher goes on as it is": "教师原样继续训练",
  "After 50 steps the grown network makes fewer errors than one from scratch.":
    "50 步之后，生长出的网络比从头训练错得少。",
  "After 50 steps it makes fewer errors than one padded with random weights.":
    "50 步之后，它比用随机权重补齐的网络错得少。",
  "After 50 steps it makes fewer errors than one from scratch that predicts the teacher's layer.":
    "50 步之后，它比从头训练并预测教师该层的网络错得少。",
  "In the end it is better than the small network that goes on as it is.": "最终它优于原样继续训练的小网络。",
  grown: "生长后",
  "Logits before and after the surgery, and now": "生长前、生长后和现在的 logit",
  "Units are copied and their outgoing weights divided, so that the grown network answers as the small one did: the change is rounding. From there it trains on.":
    "复制单元并分摊它们的输出权重，长大的网络回答与小网络相同，变化只是舍入误差；此后继续训练。",
  "grown, without noise": "生长后，无噪声",
  "largest change": "最大变化",
  "student now": "现在的学生",
  padded: "随机补齐",
  predicting: "预测教师",
  "prediction of the teacher's layer": "对教师该层的预测",
  "prediction layer": "预测层",
  "teacher goes on": "教师继续",
  // Mishra and Marr 2018
  Apprentice: "Apprentice",
  "A network with two or four bits to a weight comes close to full precision when a full-precision one teaches it.":
    "由全精度网络来教，每个权重只有两位或四位的网络接近全精度的水平。",
  "1; schemes A to C of section 5": "1；第 5 节的方案 A 至 C",
  "The three-term loss of equation 1 at T = 1, schemes A, B and C, first and last layers and master weights in full precision, straight-through gradients.":
    "公式 1 的三项损失（T = 1），方案 A、B、C，首层、末层和主权重保持全精度，直通梯度。",
  "A dense student with ternary weights in its middle layers on 2,000 labels, where the paper has ResNets on ImageNet; activations in full precision; quantised after training, activations get the range that they have.":
    "这里是 2,000 个标签上的全连接学生，中间各层权重三值化，论文是 ImageNet 上的 ResNet；激活值为全精度；训练后再量化时，激活值按其实际范围量化。",
  Scheme: "方案",
  "A: teacher and student together; B: a trained teacher; C: full precision first, then fine-tuned in few bits.":
    "A：教师与学生一起训练；B：教师已训练好；C：先全精度训练，再以低位宽微调。",
  Weights: "权重位宽",
  "Levels of a weight: three that follow the layer's weights (TWN), or WRPN's equally spaced ones.":
    "权重的量化级：随该层权重而定的三个值（TWN），或 WRPN 的等距量化级。",
  Ternary: "三值",
  "# bits": "# 位",
  Full: "全精度",
  Range: "量化范围",
  "Where WRPN's levels lie: out to the layer's largest weight, or from -1 to 1 as published.":
    "WRPN 量化级的范围：到该层最大的权重为止，或按论文从 -1 到 1。",
  Layer: "按层",
  Unit: "-1 到 1",
  Activations: "激活位宽",
  "Levels of what leaves a hidden layer.": "隐藏层输出的量化级。",
  Clip: "激活值上限",
  One: "1",
  Largest: "最大值",
  "Where the levels of activations end: at 1 as published, or at the largest one of each image in the layer.":
    "激活值的量化级到哪里为止：如论文到 1，或到每张图像在该层的最大激活值。",
  "Fine share": "微调步数比例",
  "Steps of scheme C's fine-tuning, after its whole training in full precision, as a share of the student's steps.":
    "方案 C 在完整的全精度训练之后微调的步数，占学生步数的比例。",
  Ends: "首层和末层",
  "Whether the weights of the first and of the last layer are quantised too.": "首层和末层的权重是否也量化。",
  Quantised: "量化",
  "Teacher weight": "教师损失权重",
  "Weight of the labels for the teacher, in scheme A.": "方案 A 中教师的标签权重。",
  "Label weight": "标签权重",
  "Weight of the labels for the student.": "学生的标签权重。",
  "Weight of the teacher's predictions.": "教师预测的权重。",
  Start: "全精度阶段",
  "How scheme C trains in full precision first.": "方案 C 先怎样进行全精度训练。",
  Taught: "有教师",
  "Fine rate": "微调学习率比例",
  "Scheme C's learning rate while it fine-tunes, as a share of the rate before.":
    "方案 C 微调时的学习率，占之前学习率的比例。",
  "Full precision, labels": "全精度，用标签",
  "Full precision, taught": "全精度，有教师",
  "Quantised after training": "训练后量化",
  "Trained quantised from scratch, labels": "从头量化训练，用标签",
  "Scheme A": "方案 A",
  "Scheme B": "方案 B",
  "A teacher helps a quantised student.": "教师有助于量化的学生。",
  "Training quantised is better than quantising afterwards.": "量化感知训练优于训练后再量化。",
  "Fine-tuning a student that was trained in full precision (scheme C) is better than teaching from scratch (B).":
    "对全精度训练过的学生进行微调（方案 C）优于从头来教（方案 B）。",
  "stored weights": "存储的权重",
  "Weights of the first rounded layer: as stored, and as the network reads them":
    "第一个量化层的权重：存储值与网络读取的值",
  "Training moves the stored weights by small amounts, and the network computes with the nearest of a few levels: fewer levels take fewer bits.":
    "训练每次只把存储的权重移动一点，网络计算时用最近的档位；档位越少，所需的位数越少。",
  stored: "存储值",
  "as read": "读取值",
  quantised: "量化",
  "scheme A": "方案 A",
  "scheme B": "方案 B",
  "scheme C": "方案 C",
  "teacher's labels": "教师的标签项",
  "joint teacher": "同时训练的教师",
};
