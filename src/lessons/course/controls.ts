/** Lesson: when it fails. What control students and shifted images say of soft targets. */

import { DISTILLED } from "../../domain/experiment.ts";
import { count, percent, withInterval } from "../../i18n/numberFormats.ts";
import { SMOOTHING } from "../../methods/parts/losses.ts";
import { errorsSaved as savedByPair } from "../../session/comparisons/errorsOfPairs.ts";
import { byFinding, errorsSaved, outcomeOf } from "../byFinding.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, number, operator, row, squareRoot } from "../mathMarkup.ts";
import type { Recordings } from "../recordings.ts";
import { type ArmsCompared, armsCompared, type RunFigures, runFigures } from "../runFigures.ts";
import { comparedBySeed, type SeedComparison } from "../sectionFigures.ts";

const PRESET = "few-labels";
const SHUFFLED = "shuffled-soft-targets";

interface Figures {
  readonly few: RunFigures;
  /** labelled images of the students */
  readonly labels: number;
  /** errors saved by each pair */
  readonly byPair: readonly number[];
  /** errors that soft targets save beside each control */
  readonly doubled: ArmsCompared;
  readonly smoothed: ArmsCompared;
  readonly shuffled: ArmsCompared;
  /** on MNIST: errors that they save, of students whose images are not shifted and are, as the teacher's were */
  readonly unshifted: SeedComparison;
  readonly shifted: SeedComparison;
  readonly shuffledOnMnist: SeedComparison;
  readonly total: number;
}

function read({ run: open, section }: Recordings): Figures {
  const run = open(PRESET);
  const beside = (arm: string) => armsCompared(run, DISTILLED, arm);
  return {
    few: runFigures(run),
    labels: Number(run.experiment.transferSet.size),
    byPair: savedByPair(run),
    doubled: beside("doubled-hard-loss"),
    smoothed: beside("label-smoothing"),
    shuffled: beside(SHUFFLED),
    unshifted: comparedBySeed(section, "control-soft", "control-plain"),
    shifted: comparedBySeed(section, "jitter-soft", "jitter-plain"),
    shuffledOnMnist: comparedBySeed(section, "control-soft", "shuffled"),
    total: section.total,
  };
}

/** The option that holds: at least three quarters as many are saved, fewer, or none that could be told. */
function guessOf({ unshifted, shifted }: Figures): number {
  if (outcomeOf(shifted) !== "reproduced") return 2;
  return shifted.mean >= 0.75 * unshifted.mean ? 0 : 1;
}

export const controls = lesson<Figures>({
  id: "controls",
  group: "honesty",
  minutes: 8,
  method: "hinton",
  read,
  unmet: ({ few }) =>
    outcomeOf(few) === "reproduced"
      ? []
      : ["soft targets save errors where labels are few, so that it can be asked why"],
  formula: ({ few }) =>
    row(
      ...[name("d̄"), operator("±"), name("t"), operator("·")],
      fraction(name("s"), squareRoot(name("n"))),
      ...[operator("="), number(few.saved.mean, 1), operator("±"), number(few.saved.high - few.saved.mean, 1)],
      ...[operator(","), name("n"), operator("="), number(few.pairs)],
    ),
  cards: [
    {
      kind: "look",
      id: "doubts",
      scene: { preset: PRESET, digit: 3, params: { temperature: 4 }, scale: "linear", step: null, arm: DISTILLED },
      shows: ["result"],
    },
    {
      kind: "act",
      id: "swap",
      scene: { arm: DISTILLED },
      shows: ["arms"],
      free: ["arm", "temperature"],
      until: () => ({ is: "arm", of: SHUFFLED }),
    },
    { kind: "look", id: "beside", shows: ["arms", "chart"], free: ["arm", "temperature"] },
    { kind: "look", id: "pairs", scene: { arm: DISTILLED }, shows: ["result"] },
    { kind: "predict", id: "guess", shows: [], answers: false, right: guessOf },
    { kind: "look", id: "shift", shows: ["sectionTable"], onSlide: { groups: ["hinton-2015-jitter"] }, answers: false },
    {
      kind: "check",
      id: "check",
      shows: ["sectionTable"],
      onSlide: { groups: ["hinton-2015-800"] },
      answers: false,
      right: 2,
    },
    { kind: "lab", id: "lab", shows: ["result", "arms"], free: ["arm", "temperature", "digit", "scale"] },
  ],
  texts: {
    en: {
      title: "When it fails",
      about: "Controls, shifted images, and one pair alone.",
      cards: {
        doubts: {
          title: () => "It helped. But why?",
          body: ({ few, labels }) =>
            `With ${count(labels)} labels the taught student makes ${count(few.taught)} errors of ${count(few.total)}, its twin without the teacher ${count(few.plain)}. Is it that the loss is larger, that the targets are softer, or that they say which wrong digits are alike?`,
        },
        swap: {
          title: () => "Exchange the wrong digits",
          body: () =>
            "For each question one more student was trained, from the same first weights on the same batches: a control. This one gets soft targets in which, image by image, the wrong digits have exchanged their shares: as soft, but without the likeness.",
          action: () => "Under *Student shown* choose shuffled soft targets.",
        },
        beside: {
          title: ({ shuffled }) =>
            byFinding(shuffled, {
              reproduced: "The likeness counts",
              reversed: "The exchanged ones did better",
              inconclusive: "Does the likeness count? Unclear",
            }),
          body: ({ doubled, smoothed, shuffled }) =>
            `Soft targets beside a doubled loss on labels: ${errorsSaved.en(doubled)}; beside labels of which ${percent(SMOOTHING)} is spread evenly: ${errorsSaved.en(smoothed)}. Beside the exchanged soft targets: ${errorsSaved.en(shuffled)}.`,
        },
        pairs: {
          title: () => "One pair gives no interval",
          body: ({ few, byPair }) =>
            `The single pairs save from ${count(Math.min(...byPair))} to ${count(Math.max(...byPair))} errors, and ${few.pairs} of them give ${withInterval(few.saved)}. Had one pair been trained, nobody could say how far the next would be from it.`,
        },
        guess: {
          title: () => "What only the teacher had",
          body: ({ unshifted }) =>
            `On MNIST the teacher saw its images shifted by some pixels and the student did not; students with soft targets make ${errorsSaved.en(unshifted)}. Now all students see shifted images, too: how many errors do soft targets save then?`,
          options: () => ["Nearly as many, or more", "Fewer, but some", "None that could be told"],
          replies: (f) => {
            const right = ["nearly as many, or more", "fewer, but some", "none that could be told"][guessOf(f)];
            return [0, 1, 2].map((i) => (i === guessOf(f) ? "As you thought." : `No: ${right}.`));
          },
        },
        shift: {
          title: ({ shifted }) =>
            byFinding(shifted, {
              reproduced: `Soft targets save ${count(shifted.mean)}`,
              reversed: "Now soft targets cost errors",
              inconclusive: "It cannot be told any more",
            }),
          body: ({ shifted, unshifted }) =>
            `On shifted images, by ${shifted.seeds} seeds, students with soft targets make ${errorsSaved.en(shifted)}; before it was ${withInterval(unshifted)}. ${byFinding(
              shifted,
              {
                reproduced: "What they save there is not what shifted images would have given.",
                reversed: "Labels on shifted images say more than this teacher.",
                inconclusive:
                  "What they saved may be, for the most part, what the teacher had from its shifted images.",
              },
            )}`,
        },
        check: {
          title: () => "Which control asks about likeness?",
          body: () => "One of them tests whether it matters which wrong digit gets how much.",
          options: () => ["A doubled loss on labels", "Smoothed labels", "Shuffled soft targets"],
          replies: () => [
            "Not so: it tests whether the loss is only larger. Try again.",
            "Not so: there all wrong digits get the same share, so it tests softness. Try again.",
            "Right. Only the places of the shares differ: softness and first answer are the same.",
          ],
        },
        lab: {
          title: () => "Now a poor teacher",
          body: () =>
            "In the lab, among all settings, give the teacher only a few steps, and train. What is left of the help, and which control then does as well?",
        },
      },
      why: ({ few }) =>
        `d̄ is the mean of what ${few.pairs} pairs save, s their standard deviation, t the 97.5 % quantile of Student's distribution. With n = 1 there is no s.`,
      paper: ({ shuffledOnMnist, total }) =>
        `The paper has none of these controls; they are ours. On ${count(total)} test images of MNIST and ${shuffledOnMnist.seeds} seeds, soft targets beside shuffled ones: ${errorsSaved.en(shuffledOnMnist)}.`,
      locked: {
        temperature: "The students were trained at this temperature.",
        digit: "This 3 for now.",
        arm: "Its turn comes with a later card.",
      },
    },
    zh: {
      title: "什么时候不灵",
      about: "对照、平移的图像，以及只有一对学生。",
      cards: {
        doubts: {
          title: () => "有帮助，但为什么？",
          body: ({ few, labels }) =>
            `有 ${count(labels)} 个标签时，${count(few.total)} 张里有教师的学生错 ${count(few.taught)} 张，没有教师的对照学生错 ${count(few.plain)} 张。是因为损失更大，是因为目标更软，还是因为目标说出了哪些错误的数字更像？`,
        },
        swap: {
          title: () => "交换错误的数字",
          body: () =>
            "针对每个问题各多训练一个学生，初始权重和批次都相同，这就是对照。这一个学生得到的软目标里，每张图像的错误数字彼此交换了概率：软的程度相同，却没有了相似关系。",
          action: () => "在 *显示的学生* 里选择“打乱的软目标”。",
        },
        beside: {
          title: ({ shuffled }) =>
            byFinding(shuffled, {
              reproduced: "相似关系起作用",
              reversed: "交换过的反而更好",
              inconclusive: "相似关系起不起作用？无法判断",
            }),
          body: ({ doubled, smoothed, shuffled }) =>
            `软目标与加倍的标签损失相比：${errorsSaved.zh(doubled)}；与把 ${percent(SMOOTHING)} 平均分散的标签相比：${errorsSaved.zh(smoothed)}。与交换过的软目标相比：${errorsSaved.zh(shuffled)}。`,
        },
        pairs: {
          title: () => "只有一对，就没有区间",
          body: ({ few, byPair }) =>
            `各对学生少错 ${count(Math.min(...byPair))} 到 ${count(Math.max(...byPair))} 张，${few.pairs} 对合起来是 ${withInterval(few.saved)}。如果只训练一对，就无从知道下一对会相差多少。`,
        },
        guess: {
          title: () => "教师多看到的东西",
          body: ({ unshifted }) =>
            `在 MNIST 上，教师的图像平移过几个像素，学生的没有；有软目标的学生${errorsSaved.zh(unshifted)}。现在所有学生的图像也平移：软目标还能使学生少错多少？`,
          options: () => ["差不多一样多，或更多", "少一些，但还有", "看不出少错"],
          replies: (f) => {
            const right = ["差不多一样多，或更多", "少一些，但还有", "看不出少错"][guessOf(f)];
            return [0, 1, 2].map((i) => (i === guessOf(f) ? "正如你所想。" : `不对：${right}。`));
          },
        },
        shift: {
          title: ({ shifted }) =>
            byFinding(shifted, {
              reproduced: `软目标少错 ${count(shifted.mean)} 张`,
              reversed: "软目标反而多错了",
              inconclusive: "现在无法判断了",
            }),
          body: ({ shifted, unshifted }) =>
            `在平移的图像上，${shifted.seeds} 个种子的结果是有软目标的学生${errorsSaved.zh(shifted)}；之前是 ${withInterval(unshifted)}。${byFinding(
              shifted,
              {
                reproduced: "这一部分不是平移图像所能给的。",
                reversed: "平移图像上的标签比这个教师更有用。",
                inconclusive: "软目标原先的好处，可能大部分是教师从平移的图像里得来的。",
              },
            )}`,
        },
        check: {
          title: () => "哪个对照问的是相似关系？",
          body: () => "其中一个检验：哪个错误的数字得多少，要不要紧。",
          options: () => ["加倍的标签损失", "平滑的标签", "打乱的软目标"],
          replies: () => [
            "不对：它检验的是损失是不是只是更大。再试一次。",
            "不对：那里所有错误的数字概率相同，检验的是软的程度。再试一次。",
            "对。只有概率的位置不同，软的程度和第一名都不变。",
          ],
        },
        lab: {
          title: () => "换一个差的教师",
          body: () => "在实验室的“全部设置”里让教师只训练很少几步，再训练学生。还剩多少帮助？哪个对照这时一样好？",
        },
      },
      why: ({ few }) =>
        `d̄ 是 ${few.pairs} 对学生少错张数的均值，s 是标准差，t 是学生 t 分布的 97.5 % 分位数。n = 1 时没有 s。`,
      paper: ({ shuffledOnMnist, total }) =>
        `论文里没有这些对照，它们是我们加的。在 MNIST 的 ${count(total)} 张上，软目标与打乱的软目标相比，${shuffledOnMnist.seeds} 个种子的结果：${errorsSaved.zh(shuffledOnMnist)}。`,
      locked: { temperature: "学生就是在这个温度下训练的。", digit: "现在先看这个 3。", arm: "后面的卡片会用到。" },
    },
  },
});
