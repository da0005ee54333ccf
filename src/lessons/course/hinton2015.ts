/** Lesson: a result and its spread. Hinton, Vinyals and Dean (2015), section 3. */

import { MAIN_TEMPERATURE, WIDTHS } from "../../hinton2015/experiments.ts";
import { readTemperatures } from "../../hinton2015/replay/sectionOrder.ts";
import { count, withInterval } from "../../i18n/numberFormats.ts";
import type { Interval } from "../../math/statistics.ts";
import { byFinding, errorsSaved } from "../byFinding.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, number, operator, row, squareRoot } from "../mathMarkup.ts";
import type { Recordings } from "../recordings.ts";
import { type RunFigures, runFigures } from "../runFigures.ts";
import { comparedBySeed, errorsOf, paperErrors, type SeedComparison } from "../sectionFigures.ts";

const [SMALL, LARGE] = [WIDTHS[0], WIDTHS.at(-1)!];
/** The temperature that is compared with the paper's main one for small students. */
const LOW = 4;
/** Errors to guess among. */
const GUESSES = [140, 110, 75];

interface Figures {
  /** the paper's errors of 10,000 */
  readonly paper: { readonly teacher: number; readonly plain: number; readonly soft: number };
  readonly teacher: Interval;
  readonly plain: Interval;
  readonly soft: Interval;
  /** errors that soft targets save */
  readonly saved: SeedComparison;
  /** the temperatures with fewest errors of a small and of a large student; null where none has been measured */
  readonly bestSmall: number | null;
  readonly bestLarge: number | null;
  /** errors that a small student saves at the low temperature */
  readonly small: SeedComparison;
  readonly total: number;
  /** the experiment that the lab opens */
  readonly lab: RunFigures;
}

function read({ run, section }: Recordings): Figures {
  const best = readTemperatures(section.figures);
  const bestOf = (units: number) => best.find(({ width }) => width === units)?.temperature ?? null;
  return {
    paper: { teacher: paperErrors("teacher"), plain: paperErrors("plain"), soft: paperErrors("soft") },
    teacher: errorsOf(section, "teacher"),
    plain: errorsOf(section, "plain"),
    soft: errorsOf(section, "soft"),
    saved: comparedBySeed(section, "soft", "plain"),
    ...{ bestSmall: bestOf(SMALL), bestLarge: bestOf(LARGE) },
    small: comparedBySeed(section, `${SMALL}-${LOW}`, `${SMALL}-${MAIN_TEMPERATURE}`),
    total: section.total,
    lab: runFigures(run("hinton")),
  };
}

function guessOf({ paper }: Figures): number {
  const distances = GUESSES.map((guess) => Math.abs(guess - paper.soft));
  return distances.indexOf(Math.min(...distances));
}

const list = (values: readonly number[], and: string, comma: string) =>
  [values.slice(0, -1).map(count).join(comma), ...values.slice(-1).map(count)].filter((part) => part !== "").join(and);

export const hinton2015 = lesson<Figures>({
  id: "hinton-2015",
  group: "idea",
  minutes: 6,
  method: "hinton",
  read,
  unmet: (f) =>
    f.bestSmall === null || f.bestLarge === null ? ["each width was trained at several temperatures"] : [],
  formula: ({ saved }) => {
    const half = saved.high - saved.mean;
    return row(
      ...[name("d̄"), operator("±"), name("t"), operator("·")],
      fraction(name("s"), squareRoot(name("n"))),
      ...[operator("="), number(saved.mean, 1), operator("±"), number(half, 1)],
      ...[operator(","), name("n"), operator("="), number(saved.seeds)],
    );
  },
  cards: [
    {
      kind: "predict",
      id: "guess",
      scene: { preset: "hinton", params: { temperature: 4 }, scale: "linear", step: null },
      shows: ["sectionTable"],
      onSlide: { groups: ["hinton-2015"], rows: ["teacher", "plain"] },
      answers: false,
      right: guessOf,
    },
    { kind: "look", id: "table", shows: ["sectionTable"], onSlide: { groups: ["hinton-2015"] }, answers: false },
    { kind: "look", id: "spread", shows: ["sectionTable"], onSlide: { groups: ["hinton-2015"] }, answers: false },
    { kind: "look", id: "widths", shows: ["temperatureMap"], answers: false },
    { kind: "check", id: "check", shows: ["temperatureMap"], answers: false, right: 0 },
    { kind: "lab", id: "lab", shows: ["result"], free: ["temperature", "digit", "scale"] },
  ],
  texts: {
    en: {
      title: "Hinton's experiment",
      about: "The paper's figures, trained again: read a result with its spread.",
      cards: {
        guess: {
          title: () => "Three networks of 2015",
          body: ({ paper, total }) =>
            `A student with two hidden layers of ${LARGE} units learnt handwritten digits (MNIST) from labels: ${paper.plain} errors on ${count(total)} test images; a larger teacher made ${paper.teacher}. The student learns again, with the teacher's soft targets: how many errors does it make?`,
          options: () => GUESSES.map((guess) => `about ${guess}`),
          replies: (f) =>
            GUESSES.map((guess, i) =>
              i === guessOf(f)
                ? "As you thought."
                : guess > f.paper.soft
                  ? "Fewer than you thought."
                  : "More than that.",
            ),
        },
        table: {
          title: ({ paper }) => `The paper has ${paper.soft}`,
          body: ({ teacher, plain, soft, saved }) =>
            `Here the three were trained again with ${saved.seeds} seeds, each with first weights and an order of images of its own: teacher ${count(teacher.mean)}, student on labels ${withInterval(plain)}, with soft targets ${withInterval(soft)}. In brackets is the 95 % interval of the mean: where the mean of very many seeds is thought to lie.`,
        },
        spread: {
          title: () => "One seed is not enough",
          body: ({ saved }) =>
            `Seed by seed, soft targets save ${list(saved.bySeed, " and ", ", ")} errors, ${withInterval(saved)} on average. ${byFinding(
              saved,
              {
                reproduced: "The interval holds no 0, so by these seeds the soft targets help.",
                reversed: "The interval lies below 0, so by these seeds the soft targets harm.",
                inconclusive: "The interval holds 0, so these seeds do not tell whether the soft targets help.",
              },
            )}`,
        },
        widths: {
          title: () => "Which temperature for which student?",
          body: ({ bestSmall, bestLarge, small }) =>
            `On average a student of ${SMALL} units a layer makes fewest errors at T = ${bestSmall}, one of ${LARGE} at T = ${bestLarge}. With ${SMALL} units, T = ${LOW} beside T = ${MAIN_TEMPERATURE}: ${errorsSaved.en(small)}.`,
        },
        check: {
          title: () => "An interval holds 0: what then?",
          options: () => [
            "These runs do not tell which of the two is better.",
            "The two are equally good.",
            "The experiment has gone wrong.",
          ],
          replies: () => [
            "Right. More seeds would make the interval shorter, and could decide it.",
            "Not so: a difference may be there, and these runs are too few to see it. Try again.",
            "Not so: it went as it should, and says how little it can tell. Try again.",
          ],
        },
        lab: {
          title: () => "The same on a small scale",
          body: ({ lab }) =>
            `Hinton's training takes long; this one, on digits drawn by the page, takes a minute or so. Its students make ${count(lab.taught)} and ${count(lab.plain)} errors of ${count(lab.total)}, with the teacher and without: train it with another seed.`,
        },
      },
      why: ({ saved }) =>
        `d̄ is the mean of the differences of ${saved.seeds} seeds, s their standard deviation, and t the 97.5 % quantile of Student's distribution. Here d are the errors that soft targets save.`,
      paper: ({ paper, teacher, plain, soft }) =>
        `Section 3, errors of 10,000: teacher ${paper.teacher}, student on labels ${paper.plain}, with soft targets at T = ${MAIN_TEMPERATURE} added ${paper.soft}. Ours: ${withInterval(teacher)}, ${withInterval(plain)} and ${withInterval(soft)}; what differs stands under each row of the table.`,
    },
    zh: {
      title: "Hinton 的实验",
      about: "把论文的结果重新训练一遍：看结果，也看它的离散程度。",
      cards: {
        guess: {
          title: () => "2015 年的三个网络",
          body: ({ paper, total }) =>
            `一个学生有两个隐藏层，每层 ${LARGE} 个单元，用标签学习手写数字（MNIST）：${count(total)} 张测试图像错 ${paper.plain} 张；更大的教师错 ${paper.teacher} 张。让学生重新学习，加上教师的软目标：它会错多少张？`,
          options: () => GUESSES.map((guess) => `大约 ${guess} 张`),
          replies: (f) =>
            GUESSES.map((guess, i) =>
              i === guessOf(f) ? "正如你所想。" : guess > f.paper.soft ? "比你想的少。" : "比你想的多。",
            ),
        },
        table: {
          title: ({ paper }) => `论文的结果是 ${paper.soft}`,
          body: ({ teacher, plain, soft, saved }) =>
            `这里用 ${saved.seeds} 个种子（初始权重和图像的先后次序各不相同）重新训练：教师 ${count(teacher.mean)}，用标签的学生 ${withInterval(plain)}，有软目标的学生 ${withInterval(soft)}。方括号里是均值的 95 % 置信区间：种子非常多时，均值大概在这个范围内。`,
        },
        spread: {
          title: () => "一个种子不够",
          body: ({ saved }) =>
            `逐个种子比较，软目标少错 ${list(saved.bySeed, " 和 ", "、")} 张，平均 ${withInterval(saved)} 张。${byFinding(
              saved,
              {
                reproduced: "区间不含 0，所以就这些种子而言，软目标有帮助。",
                reversed: "区间整个在 0 以下，所以就这些种子而言，软目标有害。",
                inconclusive: "区间含 0，所以凭这些种子无法判断软目标是否有帮助。",
              },
            )}`,
        },
        widths: {
          title: () => "哪种学生用哪个温度？",
          body: ({ bestSmall, bestLarge, small }) =>
            `按平均错误，每层 ${SMALL} 个单元的学生在 T = ${bestSmall} 时错得最少，${LARGE} 个单元的在 T = ${bestLarge} 时最少。${SMALL} 个单元时，T = ${LOW} 与 T = ${MAIN_TEMPERATURE} 相比：${errorsSaved.zh(small)}。`,
        },
        check: {
          title: () => "区间含 0，说明什么？",
          options: () => ["凭这些运行无法判断哪个更好。", "两者一样好。", "实验做错了。"],
          replies: () => [
            "对。种子更多，区间就更短，也许就能判断。",
            "不对：差别可能存在，只是运行太少，看不出来。再试一次。",
            "不对：实验没有错，它如实说明了能判断多少。再试一次。",
          ],
        },
        lab: {
          title: () => "小规模的同一实验",
          body: ({ lab }) =>
            `Hinton 的训练要很久；这个小实验用页面绘制的数字，一分钟左右就够。${count(lab.total)} 张里，有教师的学生错 ${count(lab.taught)} 张，没有教师的错 ${count(lab.plain)} 张：换一个种子训练试试。`,
        },
      },
      why: ({ saved }) =>
        `d̄ 是 ${saved.seeds} 个种子的差的均值，s 是它们的标准差，t 是学生 t 分布的 97.5 % 分位数。这里的 d 是软目标少错的张数。`,
      paper: ({ paper, teacher, plain, soft }) =>
        `论文第 3 节，10,000 张中的错误：教师 ${paper.teacher}，用标签的学生 ${paper.plain}，加上 T = ${MAIN_TEMPERATURE} 的软目标后 ${paper.soft}。我们的：${withInterval(teacher)}、${withInterval(plain)} 和 ${withInterval(soft)}；不同之处写在表中各行之下。`,
    },
  },
});
