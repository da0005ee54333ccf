/** Lesson: weights of few bits, rounded last or while training, with and without a teacher. Mishra and Marr (2018). */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { seedsInWords } from "../../i18n/findings/seedsInWords.ts";
import { count } from "../../i18n/numberFormats.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { byFinding, errorsSaved } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { type MathNode, name, number, operator, row, subscript } from "../mathMarkup.ts";
import { meanErrors } from "../meanErrors.ts";
import { claimOfIfAny, type MeasuredClaim, type Recordings } from "../recordings.ts";
import { type RunFigures, runFigures } from "../runFigures.ts";

const METHOD = "apprentice";
const ROUNDED_LAST = "post-training";

interface Figures {
  /** values that a rounded weight can have, and the bits that tell them apart */
  readonly levels: number;
  readonly bits: number;
  /** whether the picture is of a layer that is rounded */
  readonly picturesRounded: boolean;
  /** of the student, and of the same network in full precision */
  readonly kilobytes: number;
  readonly fullKilobytes: number;
  /** mean errors of the run's pairs: rounded last, and the same networks before */
  readonly roundedLast: number;
  readonly full: number;
  readonly weights: { readonly labels: number; readonly soft: number };
  readonly run: RunFigures;
  readonly rounding: ComparedClaim;
  readonly teacher: ComparedClaim;
  /** null: not measured with these settings */
  readonly teacherOnMnist: MeasuredClaim | null;
}

/** Of a network's stored weights; 32 bits each where nothing else is said. */
function kilobytesOf(run: Run, arm: string, output?: string): number {
  const { bytes, parameters } = studentsOfArm(run, arm, output)[0]!.card;
  return Math.round((bytes ?? 4 * parameters) / 1000);
}

/** In how many bins of its histogram the weights lie that the first taught student computes with. */
function valuesPictured(run: Run): number {
  const { job } = studentsOfArm(run, DISTILLED)[0]!;
  const pictures = Object.values(run.pictures).flat();
  const picture = pictures.find((one) => one.job === job && one.kind === "histogram");
  return picture?.panels[1]?.values.filter((weights) => weights > 0).length ?? Number.POSITIVE_INFINITY;
}

function read(from: Recordings): Figures {
  const run = from.run(METHOD);
  const params = paramValues(methodById(METHOD).params, run.experiment.method.params);
  const levels = params.weights === "ternary" ? 3 : 2 ** Number.parseInt(`${params.weights}`, 10) - 1;
  const full = "full precision";
  const teacher = claimAgainst(from, METHOD, BASELINE);
  return {
    ...{ levels, bits: Math.ceil(Math.log2(levels)) },
    picturesRounded: valuesPictured(run) <= levels,
    kilobytes: kilobytesOf(run, DISTILLED),
    fullKilobytes: kilobytesOf(run, ROUNDED_LAST, full),
    roundedLast: meanErrors(run, { arm: ROUNDED_LAST }),
    full: meanErrors(run, { arm: ROUNDED_LAST, output: full }),
    weights: { labels: Number(params.labelWeight), soft: Number(params.softWeight) },
    run: runFigures(run),
    rounding: claimAgainst(from, METHOD, ROUNDED_LAST),
    teacher,
    teacherOnMnist: claimOfIfAny(from, METHOD, teacher.table.claim, "mnist"),
  };
}

export const apprentice = lesson<Figures>({
  id: METHOD,
  group: "copies",
  minutes: 7,
  method: METHOD,
  read,
  unmet: (f) => [
    ...(f.levels < 256 ? [] : ["weights have few values"]),
    ...(f.kilobytes < f.fullKilobytes ? [] : ["rounded weights take less room"]),
  ],
  formula: ({ weights }, { params }) => {
    const weightOf = (param: string, recorded: number) => Number(params[param] ?? recorded);
    const student = subscript(name("p"), name("A"));
    const crossEntropy = (target: MathNode) =>
      row(name("H"), operator("("), target, operator(","), student, operator(")"));
    return row(
      ...[name("L"), operator("=")],
      ...[number(weightOf("labelWeight", weights.labels), 1), operator("·"), crossEntropy(name("y")), operator("+")],
      ...[number(weightOf("softWeight", weights.soft), 1), operator("·")],
      crossEntropy(subscript(name("p"), name("T"))),
    );
  },
  cards: [
    {
      kind: "act",
      id: "levels",
      scene: { preset: METHOD, arm: DISTILLED, step: null, digit: 9 },
      shows: ["arms", "detail.picture"],
      answers: false,
      free: ["arm"],
      until: () => ({ is: "arm", of: ROUNDED_LAST }),
    },
    {
      kind: "predict",
      id: "guess",
      shows: ["detail.picture"],
      answers: false,
      right: ({ rounding }) => errorGuess.right(rounding),
    },
    {
      kind: "act",
      id: "rounded",
      scene: { arm: DISTILLED },
      shows: ["arms", "chart"],
      free: ["arm", "digit"],
      until: () => ({
        is: "sequence",
        of: [
          { is: "arm", of: ROUNDED_LAST },
          { is: "arm", of: BASELINE },
        ],
      }),
    },
    {
      kind: "act",
      id: "teacher",
      scene: { arm: BASELINE },
      shows: ["arms", "result"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: DISTILLED }),
    },
    { kind: "check", id: "check", shows: ["arms", "detail.picture"], answers: false, free: ["arm"], right: 0 },
    { kind: "lab", id: "lab", shows: ["arms", "claims", "settings"], free: ["arm", "digit"] },
  ],
  texts: {
    en: {
      title: "Weights of few bits",
      about: "Round the weights, last or while training; then add a teacher.",
      cards: {
        levels: {
          title: () => "Round every weight",
          body: ({ levels, bits, picturesRounded, kilobytes, fullKilobytes }) =>
            `A weight is stored in 32 bits; rounded (quantised) to ${levels} values it takes ${bits}, and this student ${count(kilobytes)} kB in place of ${count(fullKilobytes)}. ${
              picturesRounded
                ? "Left: a layer's exact weights, which training moves; right: the rounded ones, with which it computes."
                : "The layer of the picture is one of those that are not rounded: both sides are alike."
            }`,
          action: () => "Under *Student shown*, choose *Quantised after training*: rounded once training was over.",
        },
        guess: {
          title: () => "Round last, or train rounded?",
          body: () =>
            "Two students learn from labels, for the same number of steps. One is rounded at the end; the other is rounded earlier and trains on: how do its errors compare?",
          options: () => errorGuess.en.options,
          replies: ({ rounding }) => errorGuess.en.replies(rounding),
        },
        rounded: {
          title: ({ rounding }) =>
            byFinding(rounding.table, {
              reproduced: "Training rounded does better",
              reversed: "Rounding last does better",
              inconclusive: "It cannot be told here",
            }),
          body: ({ run, roundedLast, rounding }) =>
            `Trained rounded, a student makes ${count(run.plain)} errors of ${count(run.total)}; rounded last, ${count(roundedLast)} (means of the ${run.pairs} pairs shown here). With ${seedsInWords.en(rounding.table.seeds)}, training rounded leaves ${errorsFound.en(rounding)}.`,
          action: () =>
            "Under *Student shown*, choose *Quantised after training*, then *without*, and compare their answers.",
        },
        teacher: {
          title: ({ teacher }) =>
            byFinding(teacher.table, {
              reproduced: "A teacher helps it",
              reversed: "A teacher does harm",
              inconclusive: "Does a teacher help it?",
            }),
          body: ({ teacher, teacherOnMnist }) =>
            `As in the paper, a network of full precision (32 bits a weight) teaches the rounded one, beside the labels: ${errorsFound.en(teacher)}.${teacherOnMnist ? ` On MNIST, ${teacherOnMnist.pairs} pairs: ${errorsSaved.en(teacherOnMnist)}.` : ""}`,
          action: () => "Under *Student shown*, choose *with the teacher*.",
        },
        check: {
          title: () => "Why keep the exact weights?",
          body: () => "While it trains, the student computes with rounded weights, and still stores the exact ones.",
          options: () => [
            "One step is smaller than the gap between two values: rounded at once, it would be lost.",
            "When it is done, the student answers with the exact weights.",
            "A teacher can only teach weights of 32 bits.",
          ],
          replies: () => [
            "Right. Many small steps add up until a weight reaches the next value; after training the exact ones are not kept.",
            "Not so: it answers with the rounded ones, and only these are kept. Try again.",
            "Not so: the teacher says what the answers should be and knows of no weights. Try again.",
          ],
        },
        lab: {
          title: () => "How few bits will do?",
          body: () =>
            "In the lab, set *Weights* to 2, 3, 4 or 8 bits and train. From how many bits on does rounding last do as well?",
        },
      },
      why: () =>
        "H is the cross-entropy, once with the labels y and once with p_T, the teacher's answer; p_A is the student's answer, computed with rounded weights.",
      paper: ({ run, full, roundedLast }) =>
        `The paper: taught by a network of full precision, two or four bits a weight come close to full precision. Ours, means of ${run.pairs} pairs, errors of ${count(run.total)}: full precision ${count(full)}, rounded and taught ${count(run.taught)}, rounded and not taught ${count(run.plain)}, rounded last ${count(roundedLast)}.`,
      locked: {
        temperature: "The recorded student was trained at this temperature.",
        "param.teacherWeight": "Set before training; this run has it so.",
        "param.labelWeight": "Set before training; this run has it so.",
        "param.softWeight": "Set before training; this run has it so.",
      },
    },
    zh: {
      title: "低位宽的权重",
      about: "训练之后再量化，或在训练中就量化，然后加上教师。",
      cards: {
        levels: {
          title: () => "量化每个权重",
          body: ({ levels, bits, picturesRounded, kilobytes, fullKilobytes }) =>
            `一个权重存储时占 32 位；量化（舍入）到 ${levels} 个值只占 ${bits} 位，这个学生就从 ${count(fullKilobytes)} kB 减到 ${count(kilobytes)} kB。${
              picturesRounded
                ? "左边是某一层的精确权重，训练时更新的是它；右边是量化后的权重，计算时用的是它。"
                : "图示的这一层不量化，所以左右两边一样。"
            }`,
          action: () => "在 *显示的学生* 里选 *训练后量化*：训练完才量化的学生。",
        },
        guess: {
          title: () => "最后量化，还是边训练边量化？",
          body: () =>
            "两个学生都用标签训练，步数相同。一个在最后量化；另一个在中途量化，再带着量化的权重继续训练：后者的错误会怎样？",
          options: () => errorGuess.zh.options,
          replies: ({ rounding }) => errorGuess.zh.replies(rounding),
        },
        rounded: {
          title: ({ rounding }) =>
            byFinding(rounding.table, {
              reproduced: "训练时量化更好",
              reversed: "最后量化更好",
              inconclusive: "在这里无法判断",
            }),
          body: ({ run, roundedLast, rounding }) =>
            `${count(run.total)} 张里，训练时量化的错 ${count(run.plain)} 张，最后量化的错 ${count(roundedLast)} 张（这里显示的 ${run.pairs} 对的平均）。在${seedsInWords.zh(rounding.table.seeds)} 上，训练时量化${errorsFound.zh(rounding)}。`,
          action: () => "在 *显示的学生* 里先选 *训练后量化*，再选 *没有教师*，比较它们的回答。",
        },
        teacher: {
          title: ({ teacher }) =>
            byFinding(teacher.table, {
              reproduced: "教师有帮助",
              reversed: "教师有害",
              inconclusive: "教师有帮助吗？",
            }),
          body: ({ teacher, teacherOnMnist }) =>
            `与论文一样，除标签以外，再由一个全精度（每个权重 32 位）的网络来教量化的学生：${errorsFound.zh(teacher)}。${teacherOnMnist ? `在 MNIST 上，${teacherOnMnist.pairs} 对：${errorsSaved.zh(teacherOnMnist)}。` : ""}`,
          action: () => "在 *显示的学生* 里选 *有教师*。",
        },
        check: {
          title: () => "为什么还要保留精确的权重？",
          body: () => "训练时，学生用量化的权重计算，却仍存着精确的权重。",
          options: () => [
            "每步的变化小于相邻两个值的间距：若立即量化，这一步就丢失了。",
            "训练完以后，学生用精确的权重回答。",
            "教师只能教 32 位的权重。",
          ],
          replies: () => [
            "对。许多小步累积起来，权重才到达下一个值；训练完后精确的权重就不要了。",
            "不对：它用量化的权重回答，最后也只保留这些。再试一次。",
            "不对：教师只说明回答应是什么，并不知道权重。再试一次。",
          ],
        },
        lab: {
          title: () => "最少要多少位？",
          body: () => "在实验室里把 *权重位宽* 设为 2、3、4 或 8 位，然后训练。从多少位起，最后再量化也一样好？",
        },
      },
      why: () => "H 是交叉熵：一项对标签 y，一项对教师的回答 p_T；p_A 是学生用量化的权重算出的回答。",
      paper: ({ run, full, roundedLast }) =>
        `论文：由全精度网络来教，每个权重两位或四位就接近全精度。我们 ${run.pairs} 对的平均，${count(run.total)} 张里的错误：全精度 ${count(full)}，量化且有教师 ${count(run.taught)}，量化但没有教师 ${count(run.plain)}，最后量化 ${count(roundedLast)}。`,
      locked: {
        temperature: "录制的学生是在这个温度下训练的。",
        "param.teacherWeight": "训练前就已设定；这次运行就是这样。",
        "param.labelWeight": "训练前就已设定；这次运行就是这样。",
        "param.softWeight": "训练前就已设定；这次运行就是这样。",
      },
    },
  },
});
