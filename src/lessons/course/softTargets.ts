/** Lesson: an answer holds more than its first place. Hinton, Vinyals and Dean (2015), sections 1 and 2. */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { percent } from "../../i18n/numberFormats.ts";
import { softmax } from "../../math/softmax.ts";
import { mean } from "../../math/statistics.ts";
import { studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import { lesson } from "../lesson.ts";
import { fraction, type MathNode, name, number, operator, row, subscript, superscript } from "../mathMarkup.ts";
import type { Recordings } from "../recordings.ts";

const [DIGIT, CLASSES] = [3, 10];
/** Wrong digits to guess among. */
const GUESSES = [0, 7, 8];
/** The temperatures of the cards; at the last hardly any difference is left. */
const [SHARP, SOFT, FLAT] = [1, 4, 40];
/** Section 2 of the paper, of one 2: its probabilities of being a 3 and of being a 7. */
const PAPER = { digit: 2, more: 3, of: "10⁻⁶", less: 7, than: "10⁻⁹" };

/** Of the teacher. */
interface Figures {
  /** logits of the image */
  readonly logits: readonly number[];
  /** test images of the digit whose answers are kept, and the mean share of each class at T = 4 over them */
  readonly images: number;
  readonly shares: readonly number[];
  /** of the first pair: the share of an answer that stands at other digits than the teacher's, T = 4, mean over ten images */
  readonly strays: { readonly student: number; readonly twin: number };
}

function read({ run: open }: Recordings): Figures {
  const run = open("hinton");
  const teacher = teacherOf(run);
  const [gallery, place] = [teacher?.probeLogits.gallery?.at(-1), run.probes.gallery?.labels.indexOf(DIGIT) ?? -1];
  const [student, twin] = [DISTILLED, BASELINE].map((arm) => studentsOfArm(run, arm)[0]?.probeLogits.gallery?.at(-1));
  if (!gallery || place < 0 || !student || !twin || !teacher?.testLogits || !run.testLabels)
    throw new RangeError("the run hinton lacks answers of its networks; record it anew");
  const rowOf = (logits: Float32Array, i: number) => logits.subarray(i * CLASSES, (i + 1) * CLASSES);
  const rows = Array.from({ length: teacher.testLogits.length / CLASSES }, (_, i) => i)
    .filter((i) => run.testLabels![i] === DIGIT)
    .map((i) => softmax(rowOf(teacher.testLogits!, i), SOFT));
  const apart = (own: Float32Array, i: number) => {
    const [p, q] = [gallery.logits, own].map((logits) => softmax(rowOf(logits, i), SOFT));
    return p!.reduce((sum, share, c) => sum + Math.abs(share - q![c]!) / 2, 0);
  };
  const strayOf = (own: Float32Array) => mean(run.probes.gallery!.labels.map((_, i) => apart(own, i)));
  return {
    strays: { student: strayOf(student.logits), twin: strayOf(twin.logits) },
    logits: Array.from(rowOf(gallery.logits, place)),
    images: rows.length,
    shares: Array.from({ length: CLASSES }, (_, c) => mean(rows.map((shares) => shares[c]!))),
  };
}

/** The wrong digits, the one with the largest share first. */
function likes(shares: ArrayLike<number>, of: number = DIGIT): readonly number[] {
  const wrong = Array.from(shares, (_, c) => c).filter((c) => c !== of);
  return wrong.sort((a, b) => shares[b]! - shares[a]!);
}

const shareAt = ({ logits }: Figures, temperature: number, c: number) => percent(softmax(logits, temperature)[c]!);
const rest = ({ logits }: Figures) => percent(1 - softmax(logits)[DIGIT]!);
const least = ({ logits }: Figures) => likes(logits).at(-1)!;

export const softTargets = lesson<Figures>({
  id: "soft-targets",
  group: "idea",
  minutes: 6,
  method: "hinton",
  read,
  unmet: (f) => [
    ...(likes(f.logits)[0] === 8 ? [] : ["the teacher finds an 8 most like the image"]),
    ...(likes(f.shares).slice(0, 2).sort().join() === "5,8" ? [] : ["8 and 5 lead over all images of the digit"]),
    ...(f.strays.student < f.strays.twin ? [] : ["the student answers more like the teacher than its twin"]),
  ],
  formula: ({ logits }, { temperature, teacher, label = DIGIT }) => {
    const z = teacher ?? logits;
    const c = likes(z, label)[0]!;
    const power = (index: MathNode) =>
      superscript(name("e"), row(subscript(name("z"), index), operator("/"), name("T")));
    return row(
      ...[name("p"), operator("("), number(c), operator(")"), operator("=")],
      fraction(power(number(c)), row(operator("∑"), power(name("k")))),
      ...[operator("="), number(softmax(z, temperature ?? 1)[c]!, 4)],
    );
  },
  cards: [
    {
      kind: "predict",
      id: "guess",
      scene: { preset: "hinton", digit: DIGIT, params: { temperature: SHARP }, scale: "linear", step: null },
      shows: [],
      hidesStudent: true,
      hidesTeacher: true,
      right: ({ logits }) => GUESSES.indexOf(likes(logits).find((c) => GUESSES.includes(c))!),
    },
    {
      kind: "act",
      id: "soften",
      scene: { params: { temperature: SHARP } },
      shows: [],
      hidesStudent: true,
      free: ["temperature"],
      until: () => ({ is: "temperature", atLeast: SOFT }),
    },
    {
      kind: "act",
      id: "order",
      scene: { params: { temperature: SHARP }, scale: "linear" },
      shows: [],
      hidesStudent: true,
      free: ["scale"],
      until: () => ({ is: "scale", of: "others" }),
    },
    {
      kind: "act",
      id: "flat",
      scene: { params: { temperature: SOFT }, scale: "linear" },
      shows: [],
      hidesStudent: true,
      free: ["temperature"],
      until: () => ({ is: "temperature", atLeast: FLAT }),
    },
    {
      kind: "check",
      id: "check",
      scene: { params: { temperature: FLAT } },
      shows: [],
      hidesStudent: true,
      free: ["temperature"],
      right: 0,
    },
    {
      kind: "act",
      id: "own",
      scene: { params: { temperature: SOFT } },
      shows: [],
      free: ["digit", "temperature", "scale"],
      until: () => ({ is: "digit", notOf: [DIGIT] }),
    },
    {
      kind: "act",
      id: "twin",
      scene: { params: { temperature: SOFT }, arm: DISTILLED },
      shows: ["arms"],
      free: ["arm", "digit", "temperature", "scale"],
      until: () => ({ is: "arm", of: BASELINE }),
    },
    { kind: "lab", id: "lab", scene: { arm: DISTILLED }, shows: [], free: ["digit", "temperature", "scale"] },
  ],
  texts: {
    en: {
      title: "Soft targets",
      about: "An answer holds more than its first place.",
      cards: {
        guess: {
          title: () => "Ten shares of one answer",
          body: () =>
            "A large network, the teacher, has learnt to read digits, and a small one, the student, will learn from it. The teacher answers an image with a share for every digit from 0 to 9, and nearly all goes to 3 here: which of these wrong digits gets most of what is left?",
          options: () => GUESSES.map((c) => `The ${c}`),
          replies: ({ logits }) => {
            const right = likes(logits).find((c) => GUESSES.includes(c));
            return GUESSES.map((c) => (c === right ? "As you thought." : `Not the ${c}: it is the ${right}.`));
          },
        },
        soften: {
          title: (f) => `Most like it: ${likes(f.logits)[0]}`,
          body: (f) =>
            `The teacher gives the ${likes(f.logits)[0]} a share of ${shareAt(f, SHARP, likes(f.logits)[0]!)}, a bar almost too short to see. The shares are made from scores, one for each digit: a temperature T divides the scores first, and the higher it is, the more even the shares become.`,
          action: (f, { temperature, teacher }) =>
            `Move *Temperature* to ${SOFT} or more. Now ${likes(f.logits)[0]} has ${percent(softmax(teacher ?? f.logits, temperature ?? SHARP)[likes(f.logits)[0]!]!)}.`,
        },
        order: {
          title: () => "The order was there before",
          body: (f) =>
            `Back at T = ${SHARP} all wrong digits together have ${rest(f)}. Draw them alone, as if they were the whole answer: they stand in the same order as at T = ${SOFT}.`,
          action: () => "Press *others only*.",
        },
        flat: {
          title: () => "Soft targets, and too soft ones",
          body: (f) =>
            `Over ${f.images} test images of a 3, at T = ${SOFT}, the ${likes(f.shares)[0]} gets ${percent(f.shares[likes(f.shares)[0]!]!)} on average and the ${likes(f.shares)[1]} gets ${percent(f.shares[likes(f.shares)[1]!]!)}. The softened shares of an image are its soft targets: the student learns to give the same shares, and with them which digits look alike.`,
          action: (f) =>
            `Move *Temperature* to ${FLAT} or more. There the shares go from ${shareAt(f, FLAT, least(f))} for the ${least(f)}, the least likely, to ${shareAt(f, FLAT, DIGIT)} for the 3, where ten equal shares would be ${percent(1 / CLASSES)} each: little is left that tells the digits apart.`,
        },
        check: {
          title: () => `From ${SOFT} to ${FLAT}: what changed?`,
          options: () => [
            "Only how far the shares are spread. Their order is the same.",
            "The network's weights: it has learnt to doubt.",
            "Its first answer: that is another digit now.",
          ],
          replies: () => [
            "Right. The scores are the same; only the number that divides them has changed.",
            "Not so: nothing was trained while you moved the slider. Try again.",
            "Not so: dividing all scores by one number keeps the largest the largest. Try again.",
          ],
        },
        own: {
          title: () => "What is your digit like?",
          body: () =>
            "On the right is the student: it learnt from the teacher's soft targets and from labels, which name the right digit alone. Compare which wrong digits the two find it like, and how much.",
          action: () => "Among the ten images choose another one than the 3.",
        },
        twin: {
          title: () => "And without the teacher?",
          body: ({ strays }) =>
            `The student's twin began with the same weights and saw the same images, but learnt from their labels alone. At T = ${SOFT} its shares differ from the teacher's by ${percent(strays.twin)} of the whole answer, the student's by only ${percent(strays.student)} (mean of the ten images): that it answers so much like the teacher is what passed.`,
          action: () => "Under *Student shown* choose *without*, and compare its bars with the teacher's.",
        },
        lab: {
          title: () => "Look for a close pair",
          body: () =>
            "Try other images and the hardest ones: which digit comes second? In the lab you can also draw one of your own, once you have trained.",
        },
      },
      why: ({ logits }, { temperature, label = DIGIT, teacher }) =>
        `z are the network's scores, called logits, and T = ${temperature ?? 1}. This is the share of ${likes(teacher ?? logits, label)[0]}, the wrong digit that comes first.`,
      paper: (f) =>
        `Section 2: a certain ${PAPER.digit} may have a probability of ${PAPER.of} of being a ${PAPER.more} and of ${PAPER.than} of being a ${PAPER.less}. Ours for this 3 at T = 1: ${shareAt(f, SHARP, likes(f.logits)[0]!)} for ${likes(f.logits)[0]} and ${shareAt(f, SHARP, least(f))} for ${least(f)}.`,
      locked: {
        temperature: "Its turn comes with the next card.",
        digit: "This 3 for now.",
        scale: "Its turn comes later.",
      },
    },
    zh: {
      title: "软目标",
      about: "答案里不只有第一名。",
      cards: {
        guess: {
          title: () => "一个答案，十份概率",
          body: () =>
            "一个大网络学会了认数字，它是教师；一个小网络将向它学习，它是学生。教师看一张图像，会给 0 到 9 每个数字一份概率，这里几乎全部给了 3：余下的部分，下面哪个错误的数字分得最多？",
          options: () => GUESSES.map((c) => `数字 ${c}`),
          replies: ({ logits }) => {
            const right = likes(logits).find((c) => GUESSES.includes(c));
            return GUESSES.map((c) => (c === right ? "正如你所想。" : `不是 ${c}，是 ${right}。`));
          },
        },
        soften: {
          title: (f) => `最像的是 ${likes(f.logits)[0]}`,
          body: (f) =>
            `教师给 ${likes(f.logits)[0]} 的概率是 ${shareAt(f, SHARP, likes(f.logits)[0]!)}，条形短得几乎看不见。概率由分数换算而来，每个数字一个分数：先把分数除以温度 T，T 越高，概率就越平均。`,
          action: (f, { temperature, teacher }) =>
            `把 *温度* 调到 ${SOFT} 或更高。现在 ${likes(f.logits)[0]} 占 ${percent(softmax(teacher ?? f.logits, temperature ?? SHARP)[likes(f.logits)[0]!]!)}。`,
        },
        order: {
          title: () => "次序本来就在",
          body: (f) =>
            `回到 T = ${SHARP}，所有错误的数字合计只占 ${rest(f)}。把它们单独画出来，当作全部：次序与 T = ${SOFT} 时相同。`,
          action: () => "按下 *只看其余类*。",
        },
        flat: {
          title: () => "软目标，也会软过头",
          body: (f) =>
            `在 ${f.images} 张 3 的测试图像上，T = ${SOFT} 时 ${likes(f.shares)[0]} 平均占 ${percent(f.shares[likes(f.shares)[0]!]!)}，${likes(f.shares)[1]} 占 ${percent(f.shares[likes(f.shares)[1]!]!)}。一张图像软化后的概率就是它的软目标：学生学着给出同样的概率，也就学到哪些数字彼此相像。`,
          action: (f) =>
            `把 *温度* 调到 ${FLAT} 或更高。那时最不像的 ${least(f)} 占 ${shareAt(f, FLAT, least(f))}，3 占 ${shareAt(f, FLAT, DIGIT)}，而十份相等时各占 ${percent(1 / CLASSES)}：能区分数字的差别所剩无几。`,
        },
        check: {
          title: () => `T 从 ${SOFT} 到 ${FLAT}，什么变了？`,
          options: () => [
            "只有概率分散的程度，次序没有变。",
            "网络的权重：它学会了犹豫。",
            "它的第一名：现在是另一个数字。",
          ],
          replies: () => [
            "对。分数没有变，变的只是换算成概率之前除以多少。",
            "不对：移动滑块时没有训练任何东西。再试一次。",
            "不对：所有分数除以同一个数，最大的仍然最大。再试一次。",
          ],
        },
        own: {
          title: () => "别的数字像什么？",
          body: () =>
            "右边是学生：它学的是教师的软目标，以及只说出正确数字的标签。比一比两者认为它像哪些错误的数字，各有多像。",
          action: () => "在十张图像里选一张不是 3 的。",
        },
        twin: {
          title: () => "没有教师会怎样？",
          body: ({ strays }) =>
            `另一个学生初始权重和图像都相同，但只从标签学习。T = ${SOFT} 时，它的概率与教师相差整个答案的 ${percent(strays.twin)}，有教师的学生只差 ${percent(strays.student)}（十张图像的平均）：这份与教师的相像，就是传过去的东西。`,
          action: () => "在 *显示的学生* 里选择 *没有教师*，比较两边的条形。",
        },
        lab: {
          title: () => "找一对相近的数字",
          body: () => "换别的图像和最难的图像：第二名是哪个数字？在实验室里训练之后，还可以自己写一个。",
        },
      },
      why: ({ logits }, { temperature, label = DIGIT, teacher }) =>
        `z 是网络的分数，叫作 logit；T = ${temperature ?? 1}。这里算的是错误的数字里排第一的 ${likes(teacher ?? logits, label)[0]} 的概率。`,
      paper: (f) =>
        `论文第 2 节：某个 ${PAPER.digit} 被认作 ${PAPER.more} 的概率可能是 ${PAPER.of}，被认作 ${PAPER.less} 的概率可能是 ${PAPER.than}。我们的这个 3，T = 1 时：${likes(f.logits)[0]} 占 ${shareAt(f, SHARP, likes(f.logits)[0]!)}，${least(f)} 占 ${shareAt(f, SHARP, least(f))}。`,
      locked: { temperature: "后面的卡片会用到。", digit: "现在先看这个 3。", scale: "后面的卡片会用到。" },
    },
  },
});
