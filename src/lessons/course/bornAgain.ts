/** Lesson: a student of its teacher's size. Furlanello, Lipton, Tschannen, Itti and Anandkumar (2018). */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { mean } from "../../math/statistics.ts";
import { lastEvaluation, studentsOfArm } from "../../session/run/runSelectors.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, operator, row, subscript } from "../mathMarkup.ts";
import { unitsOf } from "../momentFigures.ts";
import type { Recordings } from "../recordings.ts";

const EXCHANGED = "shuffled-others";

interface Figures {
  readonly units: readonly number[];
  /** mean errors over the run's pairs of each generation, from generation 0 on */
  readonly generations: readonly number[];
  readonly shownPairs: number;
  /** share of labels that are wrong, and labels */
  readonly wrong: number;
  readonly labels: number;
  readonly total: number;
  /** the steps at which the last generation begins and ends */
  readonly from: number;
  readonly to: number;
  readonly second: ComparedClaim;
  readonly exchanged: ComparedClaim;
  readonly smoothed: ComparedClaim;
  readonly ensemble: ComparedClaim;
}

function read(from: Recordings): Figures {
  const run = from.run("born-again");
  const { experiment, data } = run;
  const steps = studentsOfArm(run, DISTILLED)[0]?.evaluations.map(({ step }) => step) ?? [];
  if (!data || steps.length === 0) throw new RangeError("the recorded run of born-again is empty; record it anew");
  const errorsOf = (output?: string) =>
    studentsOfArm(run, DISTILLED, output).flatMap((network) => lastEvaluation(network)?.errors ?? []);
  const earlier = run.networks.flatMap(({ card }) =>
    card.arm === DISTILLED && card.pair === 0 && card.name.startsWith("generation ") ? card.name : [],
  );
  return {
    units: unitsOf(experiment.student.architecture),
    generations: [...earlier.map((output) => mean(errorsOf(output))), mean(errorsOf())],
    shownPairs: errorsOf().length,
    ...{ wrong: experiment.transferSet.noisyLabels ?? 0, labels: data.transferCount, total: data.testCount },
    ...{ from: steps[0]!, to: steps.at(-1)! },
    second: claimAgainst(from, "born-again", BASELINE),
    exchanged: claimAgainst(from, "born-again", EXCHANGED),
    smoothed: claimAgainst(from, "born-again", "smoothed-labels"),
    ensemble: claimAgainst(from, "born-again", DISTILLED),
  };
}

export const bornAgain = lesson<Figures>({
  id: "born-again",
  group: "peers",
  minutes: 8,
  method: "born-again",
  read,
  unmet: (f) => [...(f.generations.length > 2 ? [] : ["a generation learns from one that learnt from another"])],
  formula: () => {
    const share = (generation: string) =>
      row(subscript(name("p"), name(generation)), operator("("), name("c"), operator(")"));
    return row(
      ...[name("L"), operator("="), subscript(operator("∑"), name("c")), share("g−1"), operator("·"), name("log")],
      fraction(share("g−1"), share("g")),
    );
  },
  cards: [
    {
      kind: "look",
      id: "generations",
      scene: { preset: "born-again", digit: 3, step: "first", arm: DISTILLED },
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
    {
      kind: "act",
      id: "exchange",
      scene: { step: null, arm: DISTILLED },
      shows: ["arms", "detail.picture"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: EXCHANGED }),
    },
    { kind: "look", id: "likeness", shows: ["arms", "chart", "claims"], free: ["arm", "step", "digit"] },
    { kind: "check", id: "check", shows: ["detail.picture"], free: ["digit"], right: 0 },
    {
      kind: "lab",
      id: "lab",
      scene: { arm: DISTILLED },
      shows: ["time", "result", "claims"],
      free: ["step", "arm", "digit"],
    },
  ],
  texts: {
    en: {
      title: "Born-Again",
      about: "A student of its teacher's size.",
      cards: {
        generations: {
          title: () => "A teacher no larger",
          body: ({ labels, wrong, units }) =>
            `Generation 0, with hidden layers of ${units.join(" and ")} units, learns from ${count(labels)} labels${wrong > 0 ? `, ${percent(wrong)} of them wrong` : ""}. Each later one has the same layers and other first weights, and learns only from the soft targets of the one before.`,
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
            `The generations train one after another, so the last begins at step ${count(from)}. Its teacher does not change meanwhile.`,
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
            `The last generation makes ${errorsFound.en(second)}. Mean errors of generations 0 to ${generations.length - 1} over the ${shownPairs} pairs shown: ${generations.map(count).join(", ")}.`,
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
          body: ({ exchanged, smoothed }) =>
            `Beside students of exchanged answers, those of answers as they are make ${errorsFound.en(exchanged)}. Beside labels of which a part is spread evenly, the last generation makes ${errorsFound.en(smoothed)}.`,
        },
        check: {
          title: () => "One 3, seen by the teacher",
          body: () =>
            "The teacher leaves much of its answer for other digits on one image of a 3, and hardly any on another. What can a student still learn from this after the others have been exchanged?",
          options: () => [
            "Which of the two images is the harder one.",
            "Which digit the harder one looks like.",
            "Nothing that a label does not say.",
          ],
          replies: () => [
            "Right. How sure the teacher is stays, whatever its doubts were of, so DKPP separates the two.",
            "Not so: the share of that digit now stands at another one. Try again.",
            "Not so: a label is as sure of the one as of the other. Try again.",
          ],
        },
        lab: {
          title: () => "More generations, or one",
          body: ({ ensemble, generations }) =>
            `The mean answer of generations 1 to ${generations.length - 1}, as an ensemble, beside the last one: ${errorsFound.en(ensemble)}. Under *all settings* change *Generations* or the share of wrong labels, and train.`,
        },
      },
      why: (_, { temperature }) =>
        `p_g is the answer of generation g, p_g−1 that of the one before, c a digit. Both are taken at T = ${temperature ?? 1}${temperature === 1 ? ", as in the paper: the answers are not softened" : "; the paper takes 1"}.`,
      paper: ({ second, exchanged }) =>
        `On CIFAR-100 generations of DenseNets are better than their teachers, and exchanged answers (DKPP) a little worse than answers as they are. Ours, on digits drawn by the page: beside labels ${errorsFound.en(second)}; beside exchanged answers ${errorsFound.en(exchanged)}.`,
      locked: { temperature: "The generations were trained at this temperature." },
    },
    zh: {
      title: "再生网络",
      about: "学生和教师一样大。",
      cards: {
        generations: {
          title: () => "教师并不更大",
          body: ({ labels, wrong, units }) =>
            `第 0 代的隐藏层为 ${units.join("、")} 个单元，用 ${count(labels)} 个标签学习${wrong > 0 ? `，其中 ${percent(wrong)} 是错的` : ""}。以后每一代结构相同、初始权重不同，只学前一代给出的软目标。`,
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
          body: ({ from }) => `各代依次训练，所以最后一代从第 ${count(from)} 步开始。这时它的教师保持不变。`,
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
            `最后一代${errorsFound.zh(second)}。所显示的 ${shownPairs} 对上，第 0 到 ${generations.length - 1} 代的平均错误：${generations.map(count).join("、")}。`,
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
          body: ({ exchanged, smoothed }) =>
            `与学交换后的回答相比，学原样回答的学生${errorsFound.zh(exchanged)}。与把一部分均匀分给所有数字的标签相比，最后一代${errorsFound.zh(smoothed)}。`,
        },
        check: {
          title: () => "教师看到的两个 3",
          body: () =>
            "看一张 3 时，教师给其他数字留了不少；看另一张时，几乎没有留。其余概率交换之后，学生还能从中学到什么？",
          options: () => ["两张图像中哪一张更难。", "更难的那一张像哪个数字。", "标签之外什么也学不到。"],
          replies: () => [
            "对。教师有多确定没有变，变的是它疑心哪些数字：DKPP 就这样把两者分开。",
            "不对：那个数字的概率已经换到别的数字上。再试一次。",
            "不对：标签对两张图像同样确定。再试一次。",
          ],
        },
        lab: {
          title: () => "多几代，或只有一代",
          body: ({ ensemble, generations }) =>
            `把第 1 到 ${generations.length - 1} 代的回答平均成集成，与最后一代相比：${errorsFound.zh(ensemble)}。在 *全部设置* 里改变 *代数* 或错误标签的比例，再训练。`,
        },
      },
      why: (_, { temperature }) =>
        `p_g 是第 g 代的回答，p_g−1 是前一代的回答，c 是数字。两者的温度都是 ${temperature ?? 1}${temperature === 1 ? "，与论文相同：不软化回答" : "；论文取 1"}。`,
      paper: ({ second, exchanged }) =>
        `论文在 CIFAR-100 上：各代 DenseNet 优于它们的教师，交换后的回答（DKPP）比原样的略差。我们在页面绘制的数字上：与学标签相比${errorsFound.zh(second)}；与交换后相比，原样的${errorsFound.zh(exchanged)}。`,
      locked: { temperature: "各代就是在这个温度下训练的。" },
    },
  },
});
