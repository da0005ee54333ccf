/** Lesson: a digit that the student never sees. Hinton, Vinyals and Dean (2015), section 3. */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { sectionRows } from "../../hinton2015/paperResults.ts";
import { count } from "../../i18n/numberFormats.ts";
import { softmax } from "../../math/softmax.ts";
import { type Interval, mean, pairedInterval, type VerdictWord, verdictWord } from "../../math/statistics.ts";
import { biasChoices, biasOfPairs } from "../../session/comparisons/biasChoices.ts";
import { withBias } from "../../session/run/biasedRun.ts";
import { lastEvaluation, studentsOfArm } from "../../session/run/runSelectors.ts";
import { errorsSaved } from "../byFinding.ts";
import { lesson } from "../lesson.ts";
import { fraction, type MathNode, name, number, operator, row, subscript, superscript } from "../mathMarkup.ts";
import type { Recordings } from "../recordings.ts";

const DIGIT = 3;

/** Of the first pair: the one whose answers are shown. */
interface Figures {
  /** test images of the digit, and those that the taught student and its twin read */
  readonly ofDigit: number;
  readonly read: number;
  readonly readByTwin: number;
  /** all errors of the taught student without a bias, and with the bias that leaves fewest */
  readonly errors: number;
  readonly fewest: number;
  readonly bias: number;
  /** errors of both on the other digits, without a bias */
  readonly others: number;
  readonly othersOfTwin: number;
  readonly trained: number;
  /** errors that the bias with the fewest saves, over all pairs */
  readonly pairs: number;
  readonly gain: Interval & { readonly word: VerdictWord };
  /** mean errors of the section's seeds on MNIST, out of 10,000: without a bias and with it, and the digit's own */
  readonly section: {
    readonly none: number;
    readonly ofThrees: number;
    readonly withBias: number;
    readonly seeds: number;
  };
  readonly paper: { readonly none: number; readonly withBias: number };
}

function read({ run: open, section }: Recordings): Figures {
  const run = open("drop-3s");
  const [student, twin] = [studentsOfArm(run, DISTILLED)[0], studentsOfArm(run, BASELINE)[0]];
  const [own, others, choices] = [lastEvaluation(student), lastEvaluation(twin), biasChoices(run, student)];
  if (!own || !others || !choices) throw new RangeError("the run drop-3s lacks its test answers; record it anew");
  const bias = Math.round(10 * choices.best) / 10;
  const biased = lastEvaluation(studentsOfArm(withBias(run, DISTILLED, bias), DISTILLED)[0])!;
  const ofDigit = own.classTotals[DIGIT]!;
  const figure = (id: string) => section.figures[id] ?? [];
  const meanOf = (id: string) => mean(figure(id).map(({ errors }) => errors));
  const paperOf = (id: string) => sectionRows.find((one) => one.id === id)?.paper?.errors ?? Number.NaN;
  const gains = biasOfPairs(run, DISTILLED).map(
    ({ choices, errorsAt }) => errorsAt(0).all - errorsAt(choices.best).all,
  );
  const gain = pairedInterval(gains);
  return {
    ofDigit,
    read: ofDigit - own.classErrors[DIGIT]!,
    readByTwin: ofDigit - others.classErrors[DIGIT]!,
    ...{ errors: own.errors, fewest: biased.errors, bias },
    others: own.errors - own.classErrors[DIGIT]!,
    othersOfTwin: others.errors - others.classErrors[DIGIT]!,
    ...{ pairs: gains.length, gain: { ...gain, word: verdictWord(gain, gains.length) } },
    trained: Number(run.experiment.method.params.temperature),
    section: {
      none: meanOf("no-3s"),
      ofThrees: mean(figure("no-3s").flatMap(({ onDropped }) => onDropped ?? [])),
      withBias: meanOf("no-3s-best"),
      seeds: figure("no-3s").length,
    },
    paper: { none: paperOf("no-3s"), withBias: paperOf("no-3s-best") },
  };
}

/** The option that holds of a number of images read: none, about half, more than three quarters. */
function guessOf({ read, ofDigit }: Figures): number {
  return read === 0 ? 0 : read > 0.75 * ofDigit ? 2 : 1;
}

/** Errors that count as the fewest while the slider is moved by tenths. */
const NEARLY = 1;

export const dropThrees = lesson<Figures>({
  id: "drop-3s",
  group: "idea",
  minutes: 8,
  method: "hinton",
  read,
  unmet: (f) => [
    ...(guessOf(f) === 2 ? [] : ["the student reads most of the digit that it never saw"]),
    ...(f.readByTwin === 0 ? [] : ["its twin reads none"]),
    ...(f.fewest < f.errors ? [] : ["a bias lessens all errors"]),
    ...(f.section.withBias < f.section.none ? [] : ["a bias lessens the errors on MNIST"]),
  ],
  formula: (_, { temperature, student }) => {
    // The logits that are shown have the bias in them.
    const share = student && temperature !== null ? softmax(student, temperature)[DIGIT]! : null;
    const power = (...exponent: readonly MathNode[]) => superscript(name("e"), row(...exponent));
    return row(
      ...[name("p"), operator("("), number(DIGIT), operator(")"), operator("=")],
      fraction(
        power(
          ...[operator("("), subscript(name("z"), number(DIGIT)), operator("+"), name("b"), operator(")")],
          ...[operator("/"), name("T")],
        ),
        row(operator("∑"), power(subscript(name("z"), name("k")), operator("/"), name("T"))),
      ),
      ...(share === null ? [] : [operator("="), number(share, 3)]),
    );
  },
  cards: [
    {
      kind: "act",
      id: "drop",
      scene: { preset: "hinton", digit: DIGIT, params: { temperature: 4 }, bias: 0 },
      shows: ["drop"],
      hidesStudent: true,
      free: ["class.3", "temperature"],
      until: () => ({ is: "dropped", classes: [DIGIT] }),
    },
    {
      kind: "predict",
      id: "guess",
      scene: { preset: "drop-3s", params: { temperature: 4 } },
      shows: ["drop", "droppedRow"],
      hidesStudent: true,
      free: ["temperature"],
      right: guessOf,
    },
    { kind: "look", id: "reveal", shows: ["drop", "droppedRow"], free: ["temperature", "digit"] },
    {
      kind: "act",
      id: "bias",
      scene: { bias: 0 },
      shows: ["droppedRow", "bias"],
      free: ["temperature", "bias"],
      until: ({ fewest }) => ({ is: "errors", atMost: fewest + NEARLY }),
    },
    { kind: "check", id: "check", shows: ["droppedRow", "bias"], free: ["temperature", "bias"], right: 0 },
    {
      kind: "lab",
      id: "lab",
      scene: { bias: 0 },
      shows: ["drop", "droppedRow", "bias"],
      free: ["temperature", "bias", "digit"],
    },
  ],
  texts: {
    en: {
      title: "A digit never seen",
      about: "Drop all 3s, then add one number.",
      cards: {
        drop: {
          title: () => "Take the 3s away",
          body: () =>
            "The teacher learnt all ten digits. Before the student learns from it, keep every 3 out of the student's images.",
          action: () => "Press *3* under Drop classes.",
        },
        guess: {
          title: () => "Before you look",
          body: ({ trained, ofDigit }) =>
            `The student never saw a 3, only images of the other nine digits with what the teacher says of each, at temperature ${trained}. The test holds ${ofDigit} threes: how many will it read as a 3?`,
          options: ({ ofDigit }) => [
            "None: it has no idea of a 3",
            "About half of them",
            `More than ${Math.floor(0.75 * ofDigit)}`,
          ],
          replies: () => ["More than you thought.", "More than you thought.", "As you thought."],
        },
        reveal: {
          title: ({ read, ofDigit }) => `It reads ${read} of ${ofDigit}`,
          body: ({ readByTwin }) =>
            `Its twin, with the same first weights but labels in place of the teacher, reads ${readByTwin === 0 ? "none" : readByTwin}. What the student knows of a 3 therefore came from the teacher: of an 8 or a 5, say, the soft targets also tell how much it looks like a 3.`,
        },
        bias: {
          title: () => "Fewest errors in all",
          body: ({ errors, others }) =>
            `In training no image was a 3, so the student answers 3 too seldom, and makes ${errors} errors in all, ${errors - others} of them on threes. Add one number, a bias, to its score for the 3; too much of it takes other digits for a 3.`,
          action: ({ fewest }, { errors }) =>
            `Move *Class bias* until all errors are ${fewest + NEARLY} or fewer. Now: ${errors ? count(errors.all) : "–"}.`,
        },
        check: {
          title: () => "What does one number do?",
          body: ({ pairs, gain }) =>
            `In each of ${pairs} pairs the bias that leaves fewest errors was chosen; together they make ${errorsSaved.en(gain)}. Raised, a bias does bring more 3s back: how can a single number?`,
          options: () => [
            "It knew the shape of a 3 from the soft targets; only how often a 3 comes was wrong.",
            "The bias trained it on threes afterwards.",
            "With the bias, the teacher answers for it.",
          ],
          replies: () => [
            "Right. The weights did not change, so what it knows of a 3 was there before; one constant was added.",
            "Not so: no weight changed when you moved the slider. Try again.",
            "Not so: the teacher was not asked. Try again.",
          ],
        },
        lab: {
          title: () => "Now drop another digit",
          body: ({ others, othersOfTwin }) =>
            `${others > othersOfTwin ? "It had a price: on" : "On"} the other nine digits this student misreads ${others}, its twin ${othersOfTwin}. Drop another digit and train: which one comes back least?`,
        },
      },
      why: (_, { bias, temperature }) =>
        `The bias b is added to one score, the logit of the 3, alone: b = ${bias.toFixed(1)}, T = ${temperature ?? 1}, for this image.`,
      paper: ({ paper, section }) =>
        `Without 3s ${paper.none} errors of 10,000, and ${paper.withBias} with the bias. Ours on MNIST, mean of ${section.seeds} seeds: ${count(section.none)}, of them ${count(section.ofThrees)} threes, and ${count(section.withBias)} with the bias.`,
      locked: {
        temperature: "The student was trained at another temperature; here the slider only changes what is shown.",
        dropClasses: "Only the 3 in this lesson.",
        digit: "This image for now.",
      },
    },
    zh: {
      title: "从未见过的数字",
      about: "拿走所有的 3，再加上一个数。",
      cards: {
        drop: {
          title: () => "把 3 拿走",
          body: () => "教师学过全部十个数字。在学生向它学习之前，先把学生的图像里所有的 3 都拿走。",
          action: () => "在“去掉类别”里按下 *3*。",
        },
        guess: {
          title: () => "先猜一猜",
          body: ({ trained, ofDigit }) =>
            `学生从没见过 3，只见过其余九个数字的图像，以及教师在温度 ${trained} 下对它们的回答。测试集里有 ${ofDigit} 个 3：它能把多少个认作 3？`,
          options: ({ ofDigit }) => [
            "一个也认不出：它不知道 3 是什么",
            "大约一半",
            `超过 ${Math.floor(0.75 * ofDigit)} 个`,
          ],
          replies: () => ["比你想的多。", "比你想的多。", "正如你所想。"],
        },
        reveal: {
          title: ({ read, ofDigit }) => `${ofDigit} 个里认出 ${read} 个`,
          body: ({ readByTwin }) =>
            `对照学生初始权重相同，但不学教师而学标签，认出 ${readByTwin} 个。可见学生对 3 的了解是教师传来的：例如对一个 8 或 5，软目标还说出它有多像 3。`,
        },
        bias: {
          title: () => "让总错误最少",
          body: ({ errors, others }) =>
            `训练中没有一张图像是 3，所以学生回答 3 的次数偏少，总共错 ${errors} 个，其中 ${errors - others} 个是 3。给 3 的分数加上一个数，即偏置；加得太多，别的数字会被当成 3。`,
          action: ({ fewest }, { errors }) =>
            `移动 *类别偏置*，直到总错误不超过 ${fewest + NEARLY} 个。现在：${errors ? count(errors.all) : "–"}。`,
        },
        check: {
          title: () => "一个数起什么作用？",
          body: ({ pairs, gain }) =>
            `为 ${pairs} 对学生各选使错误最少的偏置，合起来${errorsSaved.zh(gain)}。调高偏置，确实能认出更多的 3：为什么一个数就能做到？`,
          options: () => [
            "软目标已经告诉它 3 的形状，只有 3 出现的频率不对。",
            "偏置让它事后用 3 训练了一遍。",
            "加上偏置后，是教师替它回答。",
          ],
          replies: () => [
            "对。权重没有变，对 3 的了解原本就在，只加了一个常数。",
            "不对：移动滑块时没有任何权重改变。再试一次。",
            "不对：这里没有问过教师。再试一次。",
          ],
        },
        lab: {
          title: () => "换一个数字试试",
          body: ({ others, othersOfTwin }) =>
            `${others > othersOfTwin ? "这有代价：" : ""}在其余九个数字上，这个学生错 ${others} 个，对照学生错 ${othersOfTwin} 个。去掉另一个数字再训练：哪个数字恢复得最少？`,
        },
      },
      why: (_, { bias, temperature }) =>
        `偏置 b 只加到一个分数（3 的 logit）上：对这张图像，b = ${bias.toFixed(1)}，T = ${temperature ?? 1}。`,
      paper: ({ paper, section }) =>
        `论文：没有 3 时 10,000 张里错 ${paper.none} 张，加上偏置后错 ${paper.withBias} 张。我们在 MNIST 上 ${section.seeds} 个种子的平均：${count(section.none)} 张，其中 3 有 ${count(section.ofThrees)} 张；加偏置后 ${count(section.withBias)} 张。`,
      locked: {
        temperature: "学生是在另一个温度下训练的，这里的滑块只改变显示。",
        dropClasses: "本课只用 3。",
        digit: "现在先看这张图像。",
      },
    },
  },
});
