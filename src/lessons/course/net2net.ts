/** Lesson: a network grows without forgetting. Chen, Goodfellow and Shlens (2016). */

import { BASELINE } from "../../domain/experiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, operator, row } from "../mathMarkup.ts";
import { errorsAtStep, pictureOf, unitsOf } from "../momentFigures.ts";
import type { Recordings } from "../recordings.ts";
import { runFigures } from "../runFigures.ts";

const PADDED = "random-pad";

interface Figures {
  /** units of the hidden layers of the small network and of the grown one */
  readonly small: readonly number[];
  readonly grown: readonly number[];
  /** errors of the small network, and of the first pair's before their first step: grown, padded, from scratch */
  readonly teacher: number;
  readonly atFirst: number;
  readonly padded: number;
  readonly scratch: number;
  readonly total: number;
  /** the largest change of a logit by a surgery without noise, over ten digits */
  readonly change: number;
  /** noise on the weights into copied units, as a share of a layer's own size */
  readonly noise: number;
  readonly steps: number;
  readonly evaluation: number;
  readonly sooner: ComparedClaim & { readonly step: number };
  readonly thanPadded: ComparedClaim;
  readonly atEnd: ComparedClaim;
}

function read(from: Recordings): Figures {
  const run = from.run("net2net");
  const { experiment } = run;
  const { teacher, total } = runFigures(run);
  const change = pictureOf(run, "surgery").panels.find(({ label }) => label === "largest change");
  if (teacher === null || !change)
    throw new RangeError("the recorded run of net2net lacks its teacher; record it anew");
  const { steps } = experiment.student.training;
  const sooner = claimAgainst(from, "net2net", BASELINE, "errorsAtStep");
  return {
    small: unitsOf(experiment.teacher.architecture),
    grown: unitsOf(experiment.student.architecture),
    ...{ teacher, total, steps, evaluation: experiment.evaluateEvery / steps },
    atFirst: errorsAtStep(run, 0),
    padded: errorsAtStep(run, 0, PADDED),
    scratch: errorsAtStep(run, 0, BASELINE),
    change: Math.max(...change.values),
    noise: Number(paramValues(methodById("net2net").params, experiment.method.params).noise),
    sooner: { ...sooner, step: sooner.step ?? steps },
    thanPadded: claimAgainst(from, "net2net", PADDED, "errorsAtStep"),
    atEnd: claimAgainst(from, "net2net", "teacher-goes-on"),
  };
}

/** The option that holds of the errors right after the surgery: near chance, between, as before. */
function guessOf({ atFirst, teacher, total }: Figures): number {
  if (Math.abs(atFirst - teacher) < 0.03 * total) return 2;
  return atFirst > 0.8 * total ? 0 : 1;
}

/** The least power of ten that a number is below, as a decimal: 0.00001 for 0.0000076. */
function powerAbove(value: number): string {
  const exponent = Math.max(-12, Math.floor(Math.log10(value || 1e-12)) + 1);
  return (10 ** exponent).toFixed(Math.max(0, -exponent));
}

export const net2net = lesson<Figures>({
  id: "net2net",
  group: "copies",
  minutes: 8,
  method: "net2net",
  read,
  unmet: (f) => [
    ...(guessOf(f) === 2 ? [] : ["the grown network begins with the small one's errors"]),
    ...(f.change < 0.001 ? [] : ["outputs are the same right after the surgery"]),
    ...(f.padded > 0.5 * f.total ? [] : ["random weights in place of copies break the answers"]),
  ],
  formula: () => {
    const share = row(fraction(name("w"), name("n")), operator("·"), name("h"));
    return row(
      ...[share, operator("+"), operator("…"), operator("+"), share, operator("="), name("n"), operator("·"), share],
      ...[operator("="), name("w"), operator("·"), name("h")],
    );
  },
  cards: [
    {
      kind: "look",
      id: "networks",
      // not yet the first step, whose errors the table of networks would tell
      scene: { preset: "net2net", digit: 3, step: null, arm: "taught" },
      shows: ["detail.networks"],
      hidesStudent: true,
      free: ["digit"],
    },
    { kind: "look", id: "surgery", shows: ["detail.networks"], hidesStudent: true, free: ["digit"] },
    { kind: "predict", id: "guess", scene: { step: "first" }, shows: [], hidesStudent: true, right: guessOf },
    { kind: "look", id: "same", shows: ["detail.picture"], free: ["digit"] },
    {
      kind: "act",
      id: "padded",
      scene: { step: "first", arm: "taught" },
      shows: ["arms"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: PADDED }),
    },
    {
      kind: "act",
      id: "sooner",
      scene: { step: "first", arm: "taught" },
      shows: ["time", "chart"],
      free: ["step", "digit"],
      until: ({ sooner, steps, evaluation }) => ({
        is: "part of run",
        atLeast: sooner.step / steps - evaluation / 2,
        atMost: sooner.step / steps + evaluation / 2,
      }),
    },
    { kind: "look", id: "end", scene: { step: null }, shows: ["chart", "claims"], free: ["step", "digit"] },
    { kind: "check", id: "check", shows: ["detail.picture"], free: ["digit"], right: 0 },
    {
      kind: "lab",
      id: "lab",
      scene: { step: null },
      shows: ["time", "chart", "claims"],
      free: ["step", "arm", "digit"],
    },
  ],
  texts: {
    en: {
      title: "Net2Net",
      about: "Grow a network that forgets nothing.",
      cards: {
        networks: {
          title: () => "A small network has learnt",
          body: ({ small, grown, teacher, total }) =>
            `Its hidden layers are ${small.join(" and ")} wide, and it misreads ${count(teacher)} of ${count(total)}. It is to become a larger one, with layers of ${grown.join(", ")}, and to go on learning.`,
        },
        surgery: {
          title: () => "Wider, then deeper",
          body: () =>
            "Wider: each new unit is a copy of an old one, and what a unit passes on is divided by the number of its copies. Deeper: a new layer begins as the identity and passes on what it gets.",
        },
        guess: {
          title: () => "Before you look",
          body: ({ teacher }) =>
            `The small network made ${count(teacher)} errors. How many does the grown one make, before its first step?`,
          options: ({ total }) => [
            `As good as a guess: about ${count(0.9 * total)}`,
            "Clearly more, but far from a guess",
            "About as many as before",
          ],
          replies: (f) =>
            [0, 1, 2].map((option) => (option === guessOf(f) ? "As you thought." : "Fewer than you thought.")),
        },
        same: {
          title: ({ atFirst, teacher }) => `${count(atFirst)} errors, ${count(teacher)} before`,
          body: ({ change, noise }) =>
            `Copying, dividing and identity layers move each logit of these ten digits by less than ${powerAbove(change)}, which is rounding. What differs beyond that comes from noise of ${count(100 * noise)} % on the weights into copies, which lets them learn different things.`,
        },
        padded: {
          title: () => "Random weights in their place",
          body: ({ scratch }) =>
            `The same large network can keep the old weights and get random ones for all that is new. One from scratch, with all weights random, makes ${count(scratch)} errors before its first step.`,
          action: ({ total }, { errors }) =>
            `Choose *Padded with random weights* under *Student shown*. Now: ${errors ? count(errors.all) : "–"} of ${count(total)} misread.`,
        },
        sooner: {
          title: ({ sooner }) =>
            byFinding(sooner.table, {
              reproduced: "A head start",
              inconclusive: "No head start can be told",
              reversed: "It falls behind",
            }),
          body: ({ sooner, thanPadded }) =>
            `After ${sooner.step} steps the grown network makes, beside one from scratch, ${errorsFound.en(sooner)}. Beside one padded with random weights it makes ${errorsFound.en(thanPadded)}.`,
          action: ({ sooner, total }, { step, errors }) =>
            `Move *Step shown* to ${sooner.step}. Now, at step ${step}: ${errors ? count(errors.all) : "–"} of ${count(total)} misread.`,
        },
        end: {
          title: () => "Was it worth growing?",
          body: ({ steps, atEnd }) =>
            `After ${count(steps)} steps compare it with the small network that goes on as it is. The grown one makes ${errorsFound.en(atEnd)}.`,
        },
        check: {
          title: () => "Why divide?",
          body: () => "A unit is copied, and what both pass on is divided by two.",
          options: () => [
            "Both copies add to the next layer, and their sum has to stay what it was.",
            "Large networks need smaller weights.",
            "So that the copies learn different things.",
          ],
          replies: () => [
            "Right. Without it the next layer would get twice as much from that unit.",
            "Not so: weights into the copies are not divided. Try again.",
            "Not so: that is what the noise is for; divided alike, copies would stay alike. Try again.",
          ],
        },
        lab: {
          title: () => "Grow it yourself",
          body: () =>
            "Under *all settings* change the *Noise*, or give the student layers of another width, and train. Without noise, do the copies still come apart?",
        },
      },
      why: ({ small, grown }) =>
        `h is what a unit gives, w its weight into the next layer, n the number of its copies. The first layer grows from ${small[0]} to ${grown[0]}: ${grown[0]} ÷ ${small[0]} copies a unit on average.`,
      paper: ({ sooner, atEnd }) =>
        `The paper grows Inception networks on ImageNet: a grown network learns much faster than one from scratch. Ours, on digits drawn by the page: after ${sooner.step} steps ${errorsFound.en(sooner)}; at the end, beside the small one, ${errorsFound.en(atEnd)}.`,
    },
    zh: {
      title: "Net2Net",
      about: "让网络长大，而不遗忘。",
      cards: {
        networks: {
          title: () => "一个小网络已经学会了",
          body: ({ small, grown, teacher, total }) =>
            `它的隐藏层宽 ${small.join("、")}，${count(total)} 个里认错 ${count(teacher)} 个。现在要让它长成更大的网络（各层宽 ${grown.join("、")}），再接着学。`,
        },
        surgery: {
          title: () => "先加宽，再加深",
          body: () =>
            "加宽：每个新单元都是某个旧单元的副本，单元传给下一层的权重除以它的份数。加深：新层从恒等映射开始，输入什么就传出什么。",
        },
        guess: {
          title: () => "先猜一猜",
          body: ({ teacher }) => `小网络错 ${count(teacher)} 个。长大的网络在训练第一步之前错多少个？`,
          options: ({ total }) => [`和乱猜一样：约 ${count(0.9 * total)} 个`, "明显更多，但远好于乱猜", "和原来差不多"],
          replies: (f) => [0, 1, 2].map((option) => (option === guessOf(f) ? "正如你所想。" : "比你想的少。")),
        },
        same: {
          title: ({ atFirst, teacher }) => `错 ${count(atFirst)} 个，原来 ${count(teacher)} 个`,
          body: ({ change, noise }) =>
            `复制、除以份数、插入恒等层之后，这十个数字的每个 logit 变化都小于 ${powerAbove(change)}，那只是舍入误差。此外的差别来自副本输入权重上 ${count(100 * noise)} % 的噪声，它让各个副本能学到不同的东西。`,
        },
        padded: {
          title: () => "换成随机权重",
          body: ({ scratch }) =>
            `同样的大网络也可以保留旧权重，新的部分全用随机权重。从头开始的网络权重全部随机，在第一步之前错 ${count(scratch)} 个。`,
          action: ({ total }, { errors }) =>
            `在 *显示的学生* 里选择 *用随机权重补齐*。现在：${count(total)} 个里认错 ${errors ? count(errors.all) : "–"} 个。`,
        },
        sooner: {
          title: ({ sooner }) =>
            byFinding(sooner.table, {
              reproduced: "起点领先",
              inconclusive: "无法判断是否领先",
              reversed: "反而落后",
            }),
          body: ({ sooner, thanPadded }) =>
            `到第 ${sooner.step} 步，与从头开始的网络相比，长大的网络${errorsFound.zh(sooner)}。与用随机权重补齐的相比，它${errorsFound.zh(thanPadded)}。`,
          action: ({ sooner, total }, { step, errors }) =>
            `把 *显示的步* 移到 ${sooner.step}。现在是第 ${step} 步：${count(total)} 个里认错 ${errors ? count(errors.all) : "–"} 个。`,
        },
        end: {
          title: () => "长大值得吗？",
          body: ({ steps, atEnd }) =>
            `到第 ${count(steps)} 步，把它与保持原样继续训练的小网络相比。长大的网络${errorsFound.zh(atEnd)}。`,
        },
        check: {
          title: () => "为什么要除？",
          body: () => "一个单元被复制成两份，两份传出的权重都除以二。",
          options: () => [
            "两份的输出在下一层相加，它们的和必须保持原样。",
            "大网络需要较小的权重。",
            "为了让各个副本学到不同的东西。",
          ],
          replies: () => [
            "对。不除的话，下一层从这个单元得到的会变成两倍。",
            "不对：副本的输入权重并没有除。再试一次。",
            "不对：那是噪声的作用；同样地除，各份仍然一样。再试一次。",
          ],
        },
        lab: {
          title: () => "自己让它长大",
          body: () => "在 *全部设置* 里改变 *噪声*，或给学生换一种宽度，再训练。没有噪声时，各个副本还会变得不同吗？",
        },
      },
      why: ({ small, grown }) =>
        `h 是一个单元的输出，w 是它到下一层的权重，n 是它的份数。第一层从 ${small[0]} 变为 ${grown[0]}：平均每个单元 ${grown[0]} ÷ ${small[0]} 份。`,
      paper: ({ sooner, atEnd }) =>
        `论文在 ImageNet 上让 Inception 网络长大：它比从头开始学得快得多。我们在页面绘制的数字上：第 ${sooner.step} 步${errorsFound.zh(sooner)}；最后与小网络相比${errorsFound.zh(atEnd)}。`,
    },
  },
});
