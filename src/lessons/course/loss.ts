/** Lesson: two teachers, weighted, and what T² is for. Hinton, Vinyals and Dean (2015), section 2. */

import { count, percent } from "../../i18n/numberFormats.ts";
import { isSquared, SQUARE } from "../../methods/core/temperatureSquare.ts";
import { byFinding, errorsSaved } from "../byFinding.ts";
import { lesson } from "../lesson.ts";
import {
  DIGIT,
  type LossFigures as Figures,
  HIGH,
  LOW,
  lossFormula,
  pushNow,
  RUNS,
  readLossFigures,
  settingsOf,
  withoutSquare,
} from "./lossFigures.ts";

/** The option nearest to a ratio: as strong, half, a quarter. */
const GUESSES = [1, 0.5, 0.25];
function guessOf({ ratio }: Figures): number {
  const distances = GUESSES.map((guess) => Math.abs(Math.log(guess / ratio)));
  return distances.indexOf(Math.min(...distances));
}

/** With T² the gradient at T = 8 by that at T = 4. */
const kept = (ratio: number) => ratio * (HIGH / LOW) ** 2;

const ON_GRADIENTS = { shows: ["detail.lossCard"], onSlide: { detail: "gradients" } } as const;

/** The recorded runs with T² and without it, at the higher temperature. */
const ON_BOTH_RUNS = { shows: [], runs: ({ atHigh }: Figures) => atHigh } as const;

export const loss = lesson<Figures>({
  id: "loss",
  group: "idea",
  minutes: 7,
  method: "hinton",
  read: readLossFigures,
  unmet: (f) => [
    ...(guessOf(f) === 2 ? [] : ["without T² the push falls to about a quarter"]),
    ...(f.least > 0.15 && f.most < 0.35 ? [] : ["it does so for each image"]),
    ...(f.measured > 0.15 && f.measured < 0.35 ? [] : ["it does so over all weights, as measured"]),
  ],
  formula: lossFormula,
  cards: [
    {
      kind: "look",
      id: "parts",
      scene: { preset: "hinton", digit: DIGIT, params: { temperature: LOW }, scale: "linear", step: "first" },
      shows: ["detail.lossCard"],
      onSlide: { detail: "steps" },
    },
    {
      kind: "act",
      id: "weight",
      scene: { params: { temperature: LOW } },
      ...ON_GRADIENTS,
      free: ["param.softWeight"],
      until: ({ softWeight }) => ({
        is: "sequence",
        of: [
          { is: "param", name: "softWeight", atMost: 0 },
          { is: "param", name: "softWeight", atLeast: softWeight },
        ],
      }),
    },
    { kind: "predict", id: "guess", ...ON_GRADIENTS, right: guessOf },
    {
      kind: "act",
      id: "without",
      scene: { params: { temperature: LOW, [SQUARE.param]: SQUARE.with } },
      ...ON_GRADIENTS,
      free: ["temperature", "param.mistake"],
      until: () => ({
        is: "sequence",
        of: [
          { is: "choice", name: SQUARE.param, of: SQUARE.without },
          { is: "temperature", atLeast: HIGH },
        ],
      }),
    },
    {
      kind: "act",
      id: "with",
      scene: { params: { temperature: HIGH, [SQUARE.param]: SQUARE.without } },
      ...ON_GRADIENTS,
      free: ["temperature", "param.mistake"],
      until: () => ({ is: "choice", name: SQUARE.param, of: SQUARE.with }),
    },
    {
      kind: "look",
      id: "cost",
      scene: { preset: "no-t-squared-8", params: { temperature: HIGH }, step: null },
      ...ON_BOTH_RUNS,
    },
    { kind: "check", id: "check", ...ON_BOTH_RUNS, right: 0 },
    { kind: "lab", id: "lab", ...ON_BOTH_RUNS, free: ["temperature", "digit", "scale"] },
  ],
  texts: {
    en: {
      title: "Hinton's loss",
      about: "Two things to learn from, weighted; and why T².",
      cards: {
        parts: {
          title: () => "One image, one training step",
          body: () =>
            "The student learns two things from this 9: its label, and the teacher's shares at temperature T, the soft targets. Beside this card one training step is computed in eight parts, from the scores that both networks give each digit, called logits; *Next* beside them shows one after another.",
        },
        weight: {
          title: () => "Without the soft part",
          body: ({ softWeight, hardWeight }) =>
            `Training lowers the loss, which adds two parts: ${softWeight} × T² × KL (Kullback-Leibler divergence: how far the student is from the soft targets) and ${hardWeight} × CE (cross-entropy: how far it is from the label). The label alone pushes the 9 up and every other digit down, also those that look like a 9.`,
          action: ({ softWeight }) => `Move *Soft-target weight* to 0, see what is left, and back to ${softWeight}.`,
        },
        guess: {
          title: () => "Twice the temperature",
          body: () =>
            `Leave the T² out: the soft part is then weight × KL alone. T goes from ${LOW} to ${HIGH}: how strongly do the soft targets then push the student's scores, its logits?`,
          options: () => ["As strongly as before", "About half as strongly", "About a quarter as strongly"],
          replies: (f) =>
            GUESSES.map((guess, i) =>
              i === guessOf(f)
                ? "As you thought."
                : guess > GUESSES[guessOf(f)]!
                  ? "It is less than you thought."
                  : "It is more than you thought.",
            ),
        },
        without: {
          title: ({ ratio }) => `It falls to ${percent(ratio)}`,
          body: ({ measured }) =>
            `A higher T weakens the push twice: a change of a logit reaches the softened shares only by 1/T, and those of teacher and student differ less, too, about as 1/T, so twice T leaves about half of a half. Over all weights of a student, two recorded runs without T² measured ${percent(measured)} at the first step.`,
          action: (_, state) =>
            `Switch off *Multiply the soft part by T²*, then move *Temperature* to ${HIGH} or more and watch the bars of the soft targets beside those of the label. ${isSquared(state) ? `With T² the push on all ten logits together is now ${pushNow(state)} of that with T² at T = ${LOW}.` : `The switch alone leaves ${withoutSquare(state)} of the push at T = ${state.temperature ?? LOW} (the axes shrink with it); without T², the push on all ten logits together is now ${pushNow(state)} of that at T = ${LOW}.`}`,
        },
        with: {
          title: () => "Times T², it hardly changes",
          body: ({ ratio }) =>
            `Multiplied by T², the soft part regains what T took away twice: at T = ${HIGH} it has ${percent(kept(ratio))} of the push at T = ${LOW}. The label's part has no T in it, so how much each part counts beside the other hardly changes with T.`,
          action: (_, state) =>
            `Switch *Multiply the soft part by T²* on again, and move *Temperature* as you like. ${isSquared(state) ? `With T² the push is ${pushNow(state)} of that with T²` : `Without T² the push is ${pushNow(state)} of that without T²`} at T = ${LOW}.`,
        },
        cost: {
          title: ({ atHigh }) =>
            byFinding(atHigh, {
              reproduced: "Forgotten, it costs errors",
              reversed: "Without it, fewer errors",
              inconclusive: "Does it cost errors? Unclear",
            }),
          body: ({ labels, pairs, atHigh, atLow }) =>
            `Trained at T = ${HIGH}, students with T² make ${count(atHigh.errors[0])} errors on average, those without ${count(atHigh.errors[1])} and those with labels alone ${count(labels)}: over ${pairs} pairs, T² leaves ${errorsSaved.en(atHigh)} (in brackets: where the mean is thought to lie). At T = ${LOW} it leaves ${errorsSaved.en(atLow)}.`,
          ...RUNS.en,
        },
        check: {
          ...RUNS.en,
          title: () => "What is T² for?",
          options: () => [
            "The soft targets keep their weight beside the label when T changes.",
            "It makes the teacher surer of its answer.",
            "It makes every step larger, so that training ends sooner.",
          ],
          replies: () => [
            "Right. Without it, the higher T is, the less the soft targets would count.",
            "Not so: T² multiplies the loss; it does not enter the teacher's answer. Try again.",
            "Not so: it gives back to the soft part what T took away, and leaves the label's part alone. Try again.",
          ],
        },
        lab: {
          ...RUNS.en,
          title: () => "Other mistakes",
          body: () =>
            "The lab opens the run without T², and there compares it with labels alone. Among *all settings* choose another mistake that is found in public code, or none, and train: which one costs most?",
        },
      },
      why: (figures, state) => {
        const { temperature } = settingsOf(state, figures);
        return `z are the student's logits, v the teacher's, T = ${temperature}, and softmax makes shares of logits. KL (Kullback-Leibler divergence) compares both at T, CE (cross-entropy) the student with the label; the slope is that of the soft part without T², for this image's class.`;
      },
      paper: ({ least, most, lastLeast, lastMost }) =>
        `Section 2: the gradients of the soft targets scale as 1/T², so they are to be multiplied by T². Doubling T should leave ${percent(0.25)}, if T is high beside the logits. Ours from T = ${LOW} to ${HIGH}, image by image: ${percent(least)} to ${percent(most)} at the first step, ${percent(lastLeast)} to ${percent(lastMost)} at the last, when the logits have grown.`,
      locked: {
        temperature: "Its turn comes with a later card.",
        "param.mistake": "Its turn comes with a later card.",
        digit: "This 9 for now.",
        "param.softWeight": "As in the run, for now.",
        "param.hardWeight": "As in the run, for now.",
      },
    },
    zh: {
      title: "Hinton 的损失",
      about: "两样可学的东西，各有权重；以及为什么要乘 T²。",
      cards: {
        parts: {
          title: () => "一张图像，一步训练",
          body: () =>
            "学生从这个 9 学两样东西：它的标签，以及教师在温度 T 下的概率，即软目标。旁边的图从两个网络给每个数字的分数（称为 logit）开始，把一步训练分成八个部分，按那里的 *下一步* 逐个显示。",
        },
        weight: {
          title: () => "没有软目标时",
          body: ({ softWeight, hardWeight }) =>
            `训练就是让损失变小，而损失是两部分之和：${softWeight} × T² × KL（KL 散度，学生与软目标的差距）和 ${hardWeight} × CE（交叉熵，学生与标签的差距）。只有标签时，9 被推高，其余数字都被压低，像 9 的也不例外。`,
          action: ({ softWeight }) => `把 *软目标权重* 调到 0，看看还剩什么，再调回 ${softWeight}。`,
        },
        guess: {
          title: () => "温度加倍",
          body: () =>
            `去掉 T²：软目标部分只剩权重 × KL。T 从 ${LOW} 变到 ${HIGH}，软目标对学生的分数（logit）的推力会怎样？`,
          options: () => ["和原来一样大", "大约是原来的一半", "大约是原来的四分之一"],
          replies: (f) =>
            GUESSES.map((guess, i) =>
              i === guessOf(f) ? "正如你所想。" : guess > GUESSES[guessOf(f)]! ? "比你想的小。" : "比你想的大。",
            ),
        },
        without: {
          title: ({ ratio }) => `降到 ${percent(ratio)}`,
          body: ({ measured }) =>
            `T 越高，推力受到两重削弱：logit 变化时，软化后的概率只随之变化约 1/T，教师与学生软化后的概率之差也大约缩小到 1/T，所以 T 加倍，只剩大约一半的一半。在两次不乘 T² 的录制运行里，对学生的全部权重测量，第一步剩下 ${percent(measured)}。`,
          action: (_, state) =>
            `关掉 *软目标部分乘以 T²*，再把 *温度* 调到 ${HIGH} 或更高，比较软目标与标签的柱子。${isSquared(state) ? `乘 T² 时，现在对十个 logit 合计的推力是 T = ${LOW} 时的 ${pushNow(state)}。` : `在 T = ${state.temperature ?? LOW} 下，单是关掉开关，推力就只剩 ${withoutSquare(state)}（纵轴也随之缩小）；不乘 T² 时，现在对十个 logit 合计的推力是 T = ${LOW} 时的 ${pushNow(state)}。`}`,
        },
        with: {
          title: () => "乘上 T²，大小几乎不变",
          body: ({ ratio }) =>
            `乘上 T²，就补回了这两重削弱：T = ${HIGH} 时的推力是 T = ${LOW} 时的 ${percent(kept(ratio))}。标签部分不含 T，所以 T 改变时，两部分的比重几乎不变。`,
          action: (_, state) =>
            `重新打开 *软目标部分乘以 T²*，再随意移动 *温度*。${isSquared(state) ? "乘" : "不乘"} T² 时，推力是 T = ${LOW} 时的 ${pushNow(state)}。`,
        },
        cost: {
          title: ({ atHigh }) =>
            byFinding(atHigh, {
              reproduced: "忘了它，错误更多",
              reversed: "没有它，错误反而少",
              inconclusive: "忘了它会多错吗？无法判断",
            }),
          body: ({ labels, pairs, atHigh, atLow }) =>
            `在 T = ${HIGH} 下训练，乘 T² 的学生平均错 ${count(atHigh.errors[0])} 张，不乘的错 ${count(atHigh.errors[1])} 张，只学标签的错 ${count(labels)} 张：${pairs} 对学生合起来，乘 T² ${errorsSaved.zh(atHigh)}（方括号里是均值大概所在的范围）。T = ${LOW} 时${errorsSaved.zh(atLow)}。`,
          ...RUNS.zh,
        },
        check: {
          ...RUNS.zh,
          title: () => "T² 有什么用？",
          options: () => [
            "T 改变时，软目标相对于标签的分量大致不变。",
            "让教师对答案更有把握。",
            "让每一步更大，训练更快结束。",
          ],
          replies: () => [
            "对。没有它，温度越高，软目标的分量就越小。",
            "不对：T² 乘的是损失，教师的回答里没有它。再试一次。",
            "不对：它只补回软目标部分因 T 而减弱的推力，标签部分不变。再试一次。",
          ],
        },
        lab: {
          ...RUNS.zh,
          title: () => "别的代码错误",
          body: () =>
            "实验室里打开的是不乘 T² 的运行，那里拿它与只学标签的学生相比。在 *全部设置* 里选择公开代码中的另一个错误，或选择没有错误，再训练：哪一个代价最大？",
        },
      },
      why: (figures, state) => {
        const { temperature } = settingsOf(state, figures);
        return `z 是学生的 logit，v 是教师的，T = ${temperature}，softmax 把 logit 换算成概率。KL（KL 散度）比较两者在 T 下的概率，CE（交叉熵）比较学生与标签；斜率是软目标部分（不乘 T²）对这张图像所属类别的 logit 的导数。`;
      },
      paper: ({ least, most, lastLeast, lastMost }) =>
        `论文第 2 节：软目标的梯度按 1/T² 缩小，所以要乘上 T²。若 T 远大于 logit，T 加倍后应剩 ${percent(0.25)}；我们从 T = ${LOW} 到 ${HIGH}，逐张图像来看：第一步时 ${percent(least)} 到 ${percent(most)}，最后一步 logit 变大后 ${percent(lastLeast)} 到 ${percent(lastMost)}。`,
      locked: {
        temperature: "后面的卡片会用到。",
        "param.mistake": "后面的卡片会用到。",
        digit: "现在先看这个 9。",
        "param.softWeight": "现在先用这次运行的值。",
        "param.hardWeight": "现在先用这次运行的值。",
      },
    },
  },
});
