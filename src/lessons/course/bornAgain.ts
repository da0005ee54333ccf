/** Lesson: a student of its teacher's size. Furlanello, Lipton, Tschannen, Itti and Anandkumar (2018). */

import { DISTILLED } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { byFinding, errorsSaved } from "../byFinding.ts";
import { errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import {
  besideOthers,
  DIGIT,
  EXCHANGED,
  type BornAgainFigures as Figures,
  gradientFormula,
  leastErrors,
  pullsInWords,
  readBornAgain,
} from "./bornAgainFigures.ts";

/** What is not measured cannot be told. */
const UNMEASURED = { word: "inconclusive" } as const;

export const bornAgain = lesson<Figures>({
  id: "born-again",
  group: "peers",
  minutes: 10,
  method: "born-again",
  read: readBornAgain,
  unmet: (f) => [
    ...(f.generations.length > 2 ? [] : ["a generation learns from one that learnt from another"]),
    ...(f.onLabels.end > f.onLabels.least ? [] : ["a network on labels comes to make more errors again"]),
  ],
  formula: gradientFormula,
  cards: [
    {
      kind: "look",
      id: "generations",
      scene: { preset: "born-again", digit: DIGIT, step: "first", arm: DISTILLED },
      shows: ["detail.networks"],
      hidesStudent: true,
      free: ["digit"],
    },
    {
      kind: "predict",
      id: "guess",
      scene: { step: "first" },
      shows: [],
      hidesStudent: true,
      right: ({ second }) => errorGuess.right(second),
    },
    {
      kind: "act",
      id: "last",
      scene: { step: "first", arm: DISTILLED },
      shows: ["time", "chart"],
      free: ["step", "digit"],
      until: () => ({ is: "part of run", atLeast: 1 }),
    },
    { kind: "look", id: "gain", scene: { step: null }, shows: ["result", "chart"], free: ["step", "digit"] },
    { kind: "look", id: "clean", shows: ["chart"], answers: false, marks: leastErrors },
    {
      kind: "act",
      id: "weighed",
      scene: { step: null, arm: DISTILLED, digit: DIGIT },
      shows: ["detail.picture"],
      free: ["digit"],
      until: () => ({ is: "digit", notOf: [DIGIT] }),
    },
    {
      kind: "act",
      id: "exchange",
      scene: { step: null, arm: DISTILLED, digit: DIGIT },
      shows: ["arms", "detail.picture"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: EXCHANGED }),
    },
    { kind: "look", id: "likeness", shows: ["arms", "chart", "claims"], free: ["arm", "step", "digit"] },
    { kind: "check", id: "check", shows: ["chart"], answers: false, right: 0 },
    { kind: "lab", id: "lab", scene: { arm: DISTILLED }, shows: ["result", "claims"], free: ["arm", "digit"] },
  ],
  texts: {
    en: {
      title: "Born-Again",
      about: "A student of its teacher's size.",
      cards: {
        generations: {
          title: () => "A teacher no larger",
          body: ({ labels, wrong, units }) =>
            `Generation 0, with hidden layers of ${units.join(" and ")} units, learns from ${count(labels)} labels${wrong > 0 ? `, ${percent(wrong)} of them wrong` : ""}. Each later one, to the last (“student”), has the same layers and other first weights, and learns only from the soft targets (“predictions”) of the one before.`,
        },
        guess: {
          title: () => "Before you look",
          body: ({ generations }) =>
            `The last one, generation ${generations.length - 1}, never sees a label. Beside a network with the same first weights that learns from the labels, how many errors does it make?`,
          options: () => errorGuess.en.options,
          replies: ({ second }) => errorGuess.en.replies(second),
        },
        last: {
          title: () => "The last generation learns",
          body: ({ from }) =>
            `The generations train one after another: the last, “with the method” here, begins at step ${count(from)}. “Without” is the network on labels.`,
          action: ({ to, total }, { step, errors }) =>
            `Move *Step shown* to ${count(to)}. Now, at step ${count(step)}: ${errors ? count(errors.all) : "–"} of ${count(total)} misread.`,
        },
        gain: {
          title: ({ second }) =>
            byFinding(second.table, {
              reproduced: "Fewer errors than on labels",
              inconclusive: "It cannot be told",
              reversed: "More errors than on labels",
            }),
          body: ({ second, generations, shownPairs }) =>
            `Beside the network on labels, the last generation makes ${errorsFound.en(second)}. Mean errors of generations 0 to ${generations.length - 1} over the ${shownPairs} pairs shown: ${generations.map(count).join(", ")}.`,
        },
        clean: {
          title: ({ clean }) =>
            byFinding(clean ?? UNMEASURED, {
              reproduced: "With right labels a gain, too",
              inconclusive: "With right labels: cannot be told",
              reversed: "With right labels, more errors",
            }),
          body: (f) =>
            `With more training a network learns the wrong labels by heart, too: on labels it goes from ${count(f.onLabels.least)} errors at step ${count(f.onLabels.leastAt)} to ${count(f.onLabels.end)} at the end, the last generation from ${count(f.taught.least)} at step ${count(f.taught.leastAt)} to ${count(f.taught.end)}${besideOthers.en.stoppedEarly(f)}. ${
              f.clean === null
                ? "Whether it gains with no label wrong is not measured yet."
                : `Trained with no label wrong, it makes ${errorsSaved.en(f.clean)} beside labels (${f.clean.pairs} pairs).`
            }`,
        },
        weighed: {
          title: () => "A wrong label counts less",
          body: () =>
            "A label pulls the digit that it names towards 100 %, be it right or wrong. A teacher's answer (in the picture BAN, for Born-Again Network) pulls it only to the teacher's share, as if each label were weighted by how sure the teacher is of it (there CWTM, confidence weighted by the teacher's maximum).",
          action: (f, state) => {
            const { c, w, ...now } = pullsInWords(f, state);
            return `Among the ten images choose another one than the 3. Now a right label would pull the ${c} from ${now.student} to 100 %, the teacher pulls it ${now.isDown ? "down " : ""}to ${now.teacher}; a wrong label ${w} would pull the ${w} from ${now.studentOther} to 100 %, the teacher ${now.isOtherDown ? "down " : ""}to ${now.teacherOther}.${now.errs ? ` This teacher answers ${w} to the image: here it is wrong, and teaches that all the same.` : ""}`;
          },
        },
        exchange: {
          title: () => "Does likeness of digits teach?",
          body: () =>
            "A soft target says which digits an image is like. In DKPP (dark knowledge with permuted predictions) the largest share stays, and the others change places among the other digits, in another way for each image (in the picture, as an example, each by one place).",
          action: () => "Choose *Others exchanged (DKPP)* under *Student shown*.",
        },
        likeness: {
          title: ({ exchanged }) =>
            byFinding(exchanged.table, {
              reproduced: "The likeness of classes helps",
              inconclusive: "Whether likeness helps, cannot be told",
              reversed: "Exchanged answers teach better",
            }),
          body: (f) =>
            `Beside exchanged answers, those as they are make ${errorsSaved.en(f.exchanged.table)} (${f.exchanged.table.pairs} pairs)${f.cleanExchanged === null ? "" : `; with no label wrong, ${errorsSaved.en(f.cleanExchanged)}`}. ${byFinding(
              f.exchanged.table,
              {
                reproduced: "So which digits are alike helps, beside how sure the teacher is.",
                inconclusive: "How sure the teacher is stays in both; these runs do not tell what likeness adds.",
                reversed: `So likeness is not what helps here, with a part of the labels wrong and no larger teacher${besideOthers.en.controls(f)}: an exchange leaves only the first place and how sure the teacher is of it, and why that does even better these runs do not tell.`,
              },
            )}`,
        },
        check: {
          title: () => "Why can a copy be better?",
          body: () =>
            "The last generation has the layers of its teacher and the same images, and never sees a label. What spares it errors here?",
          options: () => [
            "A wrong label reaches it only by as much as its teacher believes it.",
            "It can hold more than its teacher.",
            "It learns for as long as all the generations together.",
          ],
          replies: () => [
            "Right. The label itself would count fully; what is left of the gain without wrong labels is on an earlier card.",
            "Not so: all generations have the same layers. Try again.",
            "Not so: each starts from new first weights and trains for as many steps as the network on labels. Try again.",
          ],
        },
        lab: {
          title: () => "More generations, or one",
          body: ({ ensemble, generations }) =>
            `The mean answer of generations 1 to ${generations.length - 1}, as an ensemble, beside the last one: ${errorsFound.en(ensemble)}. Under *all settings* change *Generations* or the share of wrong labels, and train.`,
        },
      },
      why: (figures, state) => {
        const { c } = pullsInWords(figures, state);
        return `L is the loss, z_${c} the score of digit ${c}, p_g the student's share and p_g−1 its teacher's, at T = 1; with a label y, which is 1 for the digit that it names, the push is the second one. Furlanello et al. read the part of the right digit as the label's, weighted by p_g−1(${c}), and the parts of the other nine as the dark knowledge, which DKPP exchanges.`;
      },
      paper: ({ second, exchanged, smoothed }) =>
        `On CIFAR-100, without wrong labels, generations of DenseNets are better than their teachers, and exchanged answers (DKPP) a little worse than answers as they are. Ours, on digits drawn by the page, a part of the labels wrong: beside labels ${errorsFound.en(second)}; beside exchanged answers ${errorsFound.en(exchanged)}; beside labels of which a part is spread evenly ${errorsFound.en(smoothed)}.`,
      locked: { temperature: "The generations were trained at this temperature." },
    },
    zh: {
      title: "再生网络",
      about: "学生和教师一样大。",
      cards: {
        generations: {
          title: () => "教师并不更大",
          body: ({ labels, wrong, units }) =>
            `第 0 代的隐藏层为 ${units.join("、")} 个单元，用 ${count(labels)} 个标签学习${wrong > 0 ? `，其中 ${percent(wrong)} 是错的` : ""}。以后每一代直到最后一代（图中的“学生”）结构相同、初始权重不同，只学前一代给出的软目标（图中的“预测”）。`,
        },
        guess: {
          title: () => "先猜一猜",
          body: ({ generations }) =>
            `最后一代，即第 ${generations.length - 1} 代，从没见过标签。与初始权重相同、从标签学习的网络相比，它的错误会怎样？`,
          options: () => errorGuess.zh.options,
          replies: ({ second }) => errorGuess.zh.replies(second),
        },
        last: {
          title: () => "最后一代在学习",
          body: ({ from }) =>
            `各代依次训练：最后一代从第 ${count(from)} 步开始，图中标为“用该方法”。“不用该方法”是学标签的网络。`,
          action: ({ to, total }, { step, errors }) =>
            `把 *显示的步* 移到 ${count(to)}。现在是第 ${count(step)} 步：${count(total)} 个里认错 ${errors ? count(errors.all) : "–"} 个。`,
        },
        gain: {
          title: ({ second }) =>
            byFinding(second.table, {
              reproduced: "比学标签错得少",
              inconclusive: "无法判断",
              reversed: "比学标签错得多",
            }),
          body: ({ second, generations, shownPairs }) =>
            `与学标签的网络相比，最后一代${errorsFound.zh(second)}。所显示的 ${shownPairs} 对上，第 0 到 ${generations.length - 1} 代的平均错误：${generations.map(count).join("、")}。`,
        },
        clean: {
          title: ({ clean }) =>
            byFinding(clean ?? UNMEASURED, {
              reproduced: "标签全对时也有好处",
              inconclusive: "标签全对时：无法判断",
              reversed: "标签全对时错得更多",
            }),
          body: (f) =>
            `继续训练，网络会把错误的标签也背下来：学标签的网络从第 ${count(f.onLabels.leastAt)} 步的 ${count(f.onLabels.least)} 个错误升到最后的 ${count(f.onLabels.end)} 个，最后一代从第 ${count(f.taught.leastAt)} 步的 ${count(f.taught.least)} 个升到 ${count(f.taught.end)} 个${besideOthers.zh.stoppedEarly(f)}。${
              f.clean === null
                ? "没有错误标签时是否仍有好处，还没有测量。"
                : `没有错误标签时，与学标签相比，最后一代${errorsSaved.zh(f.clean)}（${f.clean.pairs} 对）。`
            }`,
        },
        weighed: {
          title: () => "错误的标签分量变小",
          body: () =>
            "标签不论对错，都把它所说的数字一直拉向 100 %。教师的回答（图中的 BAN，即再生网络）只把它拉到教师给的概率，就像每个标签都按教师对它的把握加了权（图中的 CWTM，以教师的最大概率加权）。",
          action: (f, state) => {
            const { c, w, ...now } = pullsInWords(f, state);
            return `在十张图像里选一张不是 3 的。现在，正确的标签会把 ${c} 从 ${now.student} 拉向 100 %，教师${now.isDown ? "却往下拉到" : "只拉向"} ${now.teacher}；错误的标签 ${w} 会把 ${w} 从 ${now.studentOther} 拉向 100 %，教师${now.isOtherDown ? "却往下拉到" : "只拉向"} ${now.teacherOther}。${now.errs ? `这位教师对这张图像答 ${w}：它在这里答错了，但照样这样教。` : ""}`;
          },
        },
        exchange: {
          title: () => "起作用的是相似性吗？",
          body: () =>
            "软目标说出了一张图像与哪些数字相像。DKPP（打乱其余概率的软目标）保留最大的概率，把其余概率在其他数字之间交换，每张图像的换法各不相同；图中以依次移一位为例。",
          action: () => "在 *显示的学生* 里选择 *交换其余类（DKPP）*。",
        },
        likeness: {
          title: ({ exchanged }) =>
            byFinding(exchanged.table, {
              reproduced: "数字的相似性有帮助",
              inconclusive: "相似性有没有帮助，无法判断",
              reversed: "交换后的回答教得更好",
            }),
          body: (f) =>
            `与学交换后的回答相比，学原样回答的学生${errorsSaved.zh(f.exchanged.table)}（${f.exchanged.table.pairs} 对）${f.cleanExchanged === null ? "" : `；没有错误标签时，${errorsSaved.zh(f.cleanExchanged)}`}。${byFinding(
              f.exchanged.table,
              {
                reproduced: "所以除了教师的把握，数字的相似性也有帮助。",
                inconclusive: "两者都保留了教师的把握；这些运行不能说明相似性多带来什么。",
                reversed: `所以在一部分标签错误、教师又不更大的这里，起作用的不是相似性${besideOthers.zh.controls(f)}：交换之后只留下第一名和教师对它的把握；为什么这样反而更好，凭这些运行无法判断。`,
              },
            )}`,
        },
        check: {
          title: () => "为什么学生可以更好？",
          body: () => "最后一代的结构和图像与它的教师相同，也从没见过标签。这里是什么让它少犯错误？",
          options: () => [
            "错误的标签，教师信几分，传到它那里就只有几分。",
            "它能容纳的比教师多。",
            "它学习的时间等于所有各代之和。",
          ],
          replies: () => [
            "对。标签本身会起全部作用；没有错误标签时好处还剩多少，前面有一张卡片说过。",
            "不对：各代的结构都一样。再试一次。",
            "不对：每一代都从新的初始权重开始，训练的步数与学标签的网络相同。再试一次。",
          ],
        },
        lab: {
          title: () => "多几代，或只有一代",
          body: ({ ensemble, generations }) =>
            `把第 1 到 ${generations.length - 1} 代的回答平均成集成，与最后一代相比：${errorsFound.zh(ensemble)}。在 *全部设置* 里改变 *代数* 或错误标签的比例，再训练。`,
        },
      },
      why: (figures, state) => {
        const { c } = pullsInWords(figures, state);
        return `L 是损失，z_${c} 是数字 ${c} 的分数，p_g 是学生的概率，p_g−1 是教师的概率（T = 1）；学标签 y 时（它所说的数字为 1），推力是后一个式子。Furlanello 等人把正确数字的一项看作标签的那一项乘上权重 p_g−1(${c})，其余九项看作暗知识，DKPP 交换的就是它们。`;
      },
      paper: ({ second, exchanged, smoothed }) =>
        `论文在 CIFAR-100 上，没有错误标签：各代 DenseNet 优于它们的教师，交换后的回答（DKPP）比原样的略差。我们在页面绘制的数字上，有一部分标签是错的：与学标签相比${errorsFound.zh(second)}；与交换后相比，原样的${errorsFound.zh(exchanged)}；与把一部分均匀分散的标签相比${errorsFound.zh(smoothed)}。`,
      locked: { temperature: "各代就是在这个温度下训练的。" },
    },
  },
});
