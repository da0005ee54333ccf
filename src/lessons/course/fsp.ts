/** Lesson: a flow is a matrix of products, and what a few pairs can tell. Yim et al. (2017). */

import { BASELINE } from "../../domain/experiment.ts";
import { seedsInWords } from "../../i18n/findings/seedsInWords.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { byFinding, errorsSaved, outcomeOf } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, number, operator, row, subscript } from "../mathMarkup.ts";
import { errorsAtStep, pictureOf, shareLeft } from "../momentFigures.ts";
import type { Recordings } from "../recordings.ts";

interface Figures {
  /** the matrices that are drawn, and rows and columns of the first of them */
  readonly matrices: number;
  readonly rows: number;
  readonly columns: number;
  /** what is left between the matrices of both networks: squares, as a share of the teacher's; mean over the matrices */
  readonly left: number;
  /** the step at which the flow stage ends, the last step, and the steps between evaluations as a share of all */
  readonly flowSteps: number;
  readonly steps: number;
  readonly evaluation: number;
  /** images that the flow stage sees, and labelled ones of the task */
  readonly flowImages: number;
  readonly images: number;
  /** test images, and those that the first pair's student misreads after the flow stage */
  readonly total: number;
  readonly afterFlow: number;
  /** seeds of the run that is shown and of the table */
  readonly seed: number;
  readonly atEnd: ComparedClaim;
  readonly early: ComparedClaim & { readonly step: number };
}

function read(from: Recordings): Figures {
  const run = from.run("fsp");
  const { experiment, data } = run;
  if (!data) throw new RangeError("the recorded run of fsp says nothing of its data; record it anew");
  const flowSteps = Number(experiment.method.params.flowSteps);
  const steps = flowSteps + experiment.student.training.steps;
  const ids = [...new Set(Object.values(run.pictures).flatMap((all) => all.map(({ picture }) => picture)))];
  const flows = ids.filter((id) => id.startsWith("flow-"));
  const [, rows = 0, columns = 0] = pictureOf(run, flows[0] ?? "flow-1").panels[0]!.shape;
  const early = claimAgainst(from, "fsp", BASELINE, "errorsAtStep");
  return {
    ...{ matrices: flows.length, rows, columns },
    left: flows.reduce((sum, id) => sum + shareLeft(run, id), 0) / flows.length,
    ...{ flowSteps, steps, evaluation: experiment.evaluateEvery / steps },
    flowImages: experiment.method.params.images === "all training images" ? data.trainCount : data.transferCount,
    ...{ images: data.transferCount, total: data.testCount },
    ...{ afterFlow: errorsAtStep(run, flowSteps), seed: experiment.seed },
    atEnd: claimAgainst(from, "fsp", BASELINE),
    early: { ...early, step: early.step ?? steps },
  };
}

/** Whether the run that is shown and the table have the same word. */
const agree = ({ table, run }: ComparedClaim) => outcomeOf(table) === outcomeOf(run);

/** Whether the finding is that of the run that is shown, which the table has not measured with other seeds. */
const isOfRun = ({ table }: ComparedClaim, seed: number) => table.seeds.length === 1 && table.seeds[0] === seed;

/** A range of the run around a step. */
const around = ({ steps, evaluation }: Figures, step: number) => ({
  is: "part of run" as const,
  atLeast: step / steps - evaluation / 2,
  atMost: step / steps + evaluation / 2,
});

export const fsp = lesson<Figures>({
  id: "fsp",
  group: "copies",
  minutes: 8,
  method: "fsp",
  read,
  unmet: (f) => [
    ...(f.left < 0.5 ? [] : ["the student learns most of the teacher's matrices"]),
    ...(f.afterFlow > 0.7 * f.total ? [] : ["the flow alone teaches no digit"]),
  ],
  formula: () => {
    const at = (map: string, channel: string) => subscript(name(map), row(name("s"), operator(","), name(channel)));
    return row(
      ...[subscript(name("G"), row(name("i"), operator(","), name("j"))), operator("=")],
      ...[fraction(number(1), row(name("h"), operator("·"), name("w"))), subscript(operator("∑"), name("s"))],
      ...[at("A", "i"), operator("·"), at("B", "j")],
    );
  },
  cards: [
    {
      kind: "look",
      id: "matrix",
      scene: { preset: "fsp", digit: 3, step: "first", arm: "taught" },
      shows: ["detail.picture"],
      free: ["digit"],
    },
    {
      kind: "act",
      id: "flow",
      scene: { step: "first" },
      shows: ["time"],
      free: ["step", "digit"],
      until: (f) => around(f, f.flowSteps),
    },
    { kind: "look", id: "learnt", shows: ["detail.picture"], free: ["digit"] },
    { kind: "predict", id: "guess", scene: { step: null }, shows: [], right: ({ atEnd }) => errorGuess.right(atEnd) },
    { kind: "look", id: "verdict", shows: ["result", "chart"], free: ["step", "digit"] },
    {
      kind: "act",
      id: "early",
      scene: { step: null },
      shows: ["time", "chart", "claims"],
      free: ["step", "digit"],
      until: (f) => around(f, f.early.step),
    },
    { kind: "check", id: "check", shows: ["detail.picture"], free: ["digit"], right: 0 },
    { kind: "lab", id: "lab", scene: { step: null }, shows: ["time", "result", "claims"], free: ["step", "digit"] },
  ],
  texts: {
    en: {
      title: "A gift (FSP)",
      about: "The flow between two layers.",
      cards: {
        matrix: {
          title: () => "A flow is a matrix",
          body: ({ matrices, rows, columns }) =>
            `How features flow through a section, from its first layer to its last, is written as a matrix: a cell is large where a channel of the first, the map that one filter makes, and a channel of the second respond at the same places. The first of ${matrices} matrices has ${rows} × ${columns} cells; *Picture* chooses another.`,
        },
        flow: {
          title: () => "First the flow alone",
          body: ({ flowSteps, flowImages }) =>
            `For ${count(flowSteps)} steps the student learns to make the same matrices as the teacher on ${count(flowImages)} images. No label is shown to it.`,
          action: ({ flowSteps, total }, { step, errors }) =>
            `Move *Step shown* to ${count(flowSteps)}. Now, at step ${count(step)}: ${errors ? count(errors.all) : "–"} of ${count(total)} misread.`,
        },
        learnt: {
          title: () => "What is left of the difference",
          body: ({ left, afterFlow, total }) =>
            `The third panel is the student's matrix less the teacher's: measured in squares, over ten digits, ${percent(left)} of the teacher's is missed. Its last layer has learnt nothing yet, so ${count(afterFlow)} of ${count(total)} digits are misread.`,
        },
        guess: {
          title: () => "Before you look",
          body: ({ steps, flowSteps, images }) =>
            `Now the student learns the digits from ${count(images)} labels for ${count(steps - flowSteps)} steps. Its twin had those labels for all ${count(steps)} steps: with the flow learnt first, how many errors are left?`,
          options: () => errorGuess.en.options,
          replies: ({ atEnd }) => errorGuess.en.replies(atEnd),
        },
        verdict: {
          title: ({ atEnd }) =>
            byFinding(atEnd.table, {
              reproduced: "The flow leaves fewer errors",
              inconclusive: "It cannot be told",
              reversed: "The flow leaves more errors",
            }),
          body: ({ atEnd, seed }) =>
            isOfRun(atEnd, seed)
              ? `Over the ${atEnd.run.pairs} pairs of seed ${seed} shown here the student with the flow makes ${errorsSaved.en(atEnd.run)}. Other seeds have not been measured yet.`
              : agree(atEnd)
                ? `Over ${atEnd.table.pairs} pairs of ${seedsInWords.en(atEnd.table.seeds)} the student with the flow makes ${errorsSaved.en(atEnd.table)}. The ${atEnd.run.pairs} pairs of seed ${seed} shown here come to the same${byFinding(atEnd.table, { reproduced: "", inconclusive: ": the interval holds 0", reversed: "" })}.`
                : `Over ${atEnd.table.pairs} pairs of ${seedsInWords.en(atEnd.table.seeds)} the student with the flow makes ${errorsSaved.en(atEnd.table)}. The ${atEnd.run.pairs} pairs of seed ${seed} shown here say ${errorsSaved.en(atEnd.run)}: another teacher and other images can change what is found.`,
        },
        early: {
          title: () => "Does it learn sooner?",
          body: ({ early }) =>
            `The paper also says that the student learns faster. After ${count(early.step)} steps, those of the flow included, it makes ${errorsFound.en(early)}.`,
          action: ({ early, total }, { step, errors }) =>
            `Move *Step shown* to ${count(early.step)}. Now, at step ${count(step)}: ${errors ? count(errors.all) : "–"} of ${count(total)} misread.`,
        },
        check: {
          title: () => "What does a cell hold?",
          options: () => [
            "The mean product of two channels over all places.",
            "A weight between two channels.",
            "How often two digits are taken for each other.",
          ],
          replies: () => [
            "Right. Where they respond no longer counts, only that they do so together.",
            "Not so: it is computed from what the layers give for this image; another image changes it. Try again.",
            "Not so: digits do not enter it, labels were not shown. Try again.",
          ],
        },
        lab: {
          title: () => "More pairs, a narrower interval",
          body: () =>
            "Under *all settings* raise *Pairs of students* or *Flow steps*, and train. The student whose teacher has shuffled channels tells whether it matters which channel flows where.",
        },
      },
      why: ({ rows, columns }) =>
        `A and B are the maps of two layers, i one of ${rows} channels, j one of ${columns}; s runs over the h × w places. The loss is the sum of squared differences over all cells.`,
      paper: ({ atEnd, early }) =>
        `A student that first learns the flow learns faster and better, says the paper. Ours, on digits drawn by the page: over ${atEnd.table.pairs} pairs, at the end ${errorsSaved.en(atEnd.table)}; after ${count(early.step)} steps ${errorsSaved.en(early.table)}.`,
    },
    zh: {
      title: "知识蒸馏的礼物（FSP）",
      about: "教的是两层之间的流动。",
      cards: {
        matrix: {
          title: () => "流动是一个矩阵",
          body: ({ matrices, rows, columns }) =>
            `特征怎样从一层流到后面的一层，写成一个矩阵：前一层的一个通道（一个滤波器得到的图）与后一层的一个通道在相同的位置有响应时，这一格的值就大。共有 ${matrices} 个矩阵，第一个有 ${rows} × ${columns} 格；用 *图像* 选择另一个。`,
        },
        flow: {
          title: () => "先只学流动",
          body: ({ flowSteps, flowImages }) =>
            `在 ${count(flowSteps)} 步里，学生在 ${count(flowImages)} 张图像上学着算出与教师相同的矩阵。这时不给它看任何标签。`,
          action: ({ flowSteps, total }, { step, errors }) =>
            `把 *显示的步* 移到 ${count(flowSteps)}。现在是第 ${count(step)} 步：${count(total)} 个里认错 ${errors ? count(errors.all) : "–"} 个。`,
        },
        learnt: {
          title: () => "还剩多少差别",
          body: ({ left, afterFlow, total }) =>
            `第三幅图是学生的矩阵减去教师的矩阵：在十个数字上，按平方计还差教师的 ${percent(left)}。最后一层还什么都没学，所以 ${count(total)} 个数字里认错 ${count(afterFlow)} 个。`,
        },
        guess: {
          title: () => "先猜一猜",
          body: ({ steps, flowSteps, images }) =>
            `接下来学生用 ${count(images)} 个标签学 ${count(steps - flowSteps)} 步。对照学生 ${count(steps)} 步都用这些标签：先学流动的学生，错误会怎样？`,
          options: () => errorGuess.zh.options,
          replies: ({ atEnd }) => errorGuess.zh.replies(atEnd),
        },
        verdict: {
          title: ({ atEnd }) =>
            byFinding(atEnd.table, {
              reproduced: "先学流动，错误更少",
              inconclusive: "无法判断",
              reversed: "先学流动，错误反而更多",
            }),
          body: ({ atEnd, seed }) =>
            isOfRun(atEnd, seed)
              ? `这里显示的种子 ${seed} 的 ${atEnd.run.pairs} 对：先学流动的学生${errorsSaved.zh(atEnd.run)}。其他种子尚未测量。`
              : agree(atEnd)
                ? `${seedsInWords.zh(atEnd.table.seeds)} 的 ${atEnd.table.pairs} 对：先学流动的学生${errorsSaved.zh(atEnd.table)}。这里显示的种子 ${seed} 的 ${atEnd.run.pairs} 对结论相同${byFinding(atEnd.table, { reproduced: "", inconclusive: "：区间包含 0", reversed: "" })}。`
                : `${seedsInWords.zh(atEnd.table.seeds)} 的 ${atEnd.table.pairs} 对：先学流动的学生${errorsSaved.zh(atEnd.table)}。这里显示的种子 ${seed} 的 ${atEnd.run.pairs} 对却是${errorsSaved.zh(atEnd.run)}：换一个教师、换一批图像，结论就可能不同。`,
        },
        early: {
          title: () => "学得更快吗？",
          body: ({ early }) =>
            `论文还说学生学得更快。到第 ${count(early.step)} 步（含流动阶段），它${errorsFound.zh(early)}。`,
          action: ({ early, total }, { step, errors }) =>
            `把 *显示的步* 移到 ${count(early.step)}。现在是第 ${count(step)} 步：${count(total)} 个里认错 ${errors ? count(errors.all) : "–"} 个。`,
        },
        check: {
          title: () => "一格里是什么？",
          options: () => ["两个通道在所有位置上乘积的平均。", "两个通道之间的权重。", "两个数字被互相认错的次数。"],
          replies: () => [
            "对。响应在哪里不再重要，只看两者是否响应在同一处。",
            "不对：它由各层对这张图像的输出算出，换一张图像就会变。再试一次。",
            "不对：其中没有数字的类别，也没有给过标签。再试一次。",
          ],
        },
        lab: {
          title: () => "对数越多，区间越窄",
          body: () =>
            "在 *全部设置* 里增加 *学生对数* 或 *FSP 阶段步数*，再训练。还有一个学生的教师打乱了通道，由它可以看出哪个通道流向哪里是否重要。",
        },
      },
      why: ({ rows, columns }) =>
        `A 和 B 是两层的特征图，i 是 ${rows} 个通道之一，j 是 ${columns} 个通道之一；s 取遍 h × w 个位置。损失是所有格之差的平方和。`,
      paper: ({ atEnd, early }) =>
        `论文说，先学流动的学生学得更快也更好。我们在页面绘制的数字上：${atEnd.table.pairs} 对，最后${errorsSaved.zh(atEnd.table)}；第 ${count(early.step)} 步${errorsSaved.zh(early.table)}。`,
    },
  },
});
