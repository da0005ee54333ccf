/** Lesson: two networks and the classifier that fuses their maps teach one another. Kim, Hyun, Chung and Kwak (2019). */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { seedsInWords } from "../../i18n/findings/seedsInWords.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { type MathNode, name, number, operator, row, subscript, superscript, text } from "../mathMarkup.ts";
import { meanErrors } from "../meanErrors.ts";
import type { Recordings } from "../recordings.ts";
import { type RunFigures, runFigures } from "../runFigures.ts";

const METHOD = "feature-fusion";
const UNTAUGHT = "fusion-without-teaching";
const DIGIT = 3;

interface Figures {
  readonly run: RunFigures;
  /** share of the labels that are wrong */
  readonly wrongLabels: number;
  /** mean errors of the run's pairs: of the fused classifier, of the networks' mean logits, of the former untaught */
  readonly fusedErrors: number;
  readonly ensembleErrors: number;
  readonly untaughtErrors: number;
  readonly fused: ComparedClaim;
  readonly teaching: ComparedClaim;
  readonly alone: ComparedClaim;
}

function read(from: Recordings): Figures {
  const run = from.run(METHOD);
  return {
    run: runFigures(run),
    wrongLabels: run.experiment.transferSet.noisyLabels ?? 0,
    fusedErrors: meanErrors(run, { arm: DISTILLED, output: "fused" }),
    ensembleErrors: meanErrors(run, { arm: DISTILLED, output: "ensemble" }),
    untaughtErrors: meanErrors(run, { arm: UNTAUGHT, output: "fused" }),
    fused: claimAgainst(from, METHOD, DISTILLED),
    teaching: claimAgainst(from, METHOD, UNTAUGHT),
    alone: claimAgainst(from, METHOD, BASELINE),
  };
}

/** The divergence from what teaches to what is taught. */
const divergence = (from: MathNode, to: MathNode) =>
  row(text("KL"), operator("("), from, operator("‖"), to, operator(")"));
const logits = (of: MathNode) => subscript(name("z"), of);

export const featureFusion = lesson<Figures>({
  id: METHOD,
  group: "peers",
  minutes: 7,
  method: METHOD,
  read,
  // What is found is said in words for every outcome.
  unmet: () => [],
  formula: (_, { params, temperature }) => {
    const [one, two, fused, mean] = [logits(number(1)), logits(number(2)), logits(name("f")), name("z̄")];
    const weight = Number(params.softWeight ?? Number.NaN);
    return row(
      ...[name("L"), operator("="), operator("∑"), text("CE"), operator("+")],
      ...[Number.isNaN(weight) ? name("w") : number(weight, 1), operator("·")],
      superscript(temperature === null ? name("T") : number(temperature, temperature % 1 === 0 ? 0 : 1), number(2)),
      ...[operator("·"), operator("[")],
      ...[divergence(fused, one), operator("+"), divergence(fused, two), operator("+"), divergence(mean, fused)],
      operator("]"),
    );
  },
  cards: [
    {
      kind: "act",
      id: "maps",
      scene: { preset: METHOD, digit: DIGIT, arm: DISTILLED, step: null },
      shows: ["detail.picture"],
      free: ["digit"],
      until: () => ({ is: "digit", notOf: [DIGIT] }),
    },
    {
      kind: "predict",
      id: "guess",
      shows: ["detail.picture"],
      free: ["digit"],
      right: ({ fused }) => errorGuess.right(fused),
    },
    {
      kind: "look",
      id: "reveal",
      scene: { arm: DISTILLED, step: null },
      shows: ["detail.networks"],
      onSlide: { detail: "table" },
      answers: false,
    },
    {
      kind: "act",
      id: "teaching",
      scene: { arm: DISTILLED },
      shows: ["arms", "chart"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: UNTAUGHT }),
    },
    {
      kind: "act",
      id: "alone",
      scene: { arm: DISTILLED },
      shows: ["arms", "result"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: BASELINE }),
    },
    { kind: "check", id: "check", shows: ["detail.networks"], answers: false, right: 1 },
    {
      kind: "lab",
      id: "lab",
      scene: { arm: DISTILLED },
      shows: ["arms", "claims", "settings"],
      free: ["arm", "digit"],
    },
  ],
  texts: {
    en: {
      title: "Feature fusion",
      about: "Two networks, and one classifier that reads the maps of both.",
      cards: {
        maps: {
          title: () => "Two networks, one image",
          body: () =>
            "Two networks, student and sub-network 2, make maps of an image: where each of their filters finds what it looks for. A fusion module makes maps of its own from all of these, and a classifier reads them.",
          action: () => `Among the ten images choose another one than the ${DIGIT}, and see all three rows change.`,
        },
        guess: {
          title: () => "Fused, or the plain mean?",
          body: ({ wrongLabels }) =>
            `${wrongLabels > 0 ? `All learn from labels of which ${percent(wrongLabels)} are wrong` : "All learn from labels"}, and from one another. Either the fused classifier answers, or the mean of both networks' logits, their ensemble: how does the fused one do against the mean?`,
          options: () => errorGuess.en.options,
          replies: ({ fused }) => errorGuess.en.replies(fused),
        },
        reveal: {
          title: ({ fused }) =>
            byFinding(fused.table, {
              reproduced: "The fused one errs less",
              reversed: "The mean errs less",
              inconclusive: "They cannot be told apart",
            }),
          body: ({ run, fusedErrors, ensembleErrors, fused }) =>
            `Student ${count(run.taught)} errors of ${count(run.total)}, mean of both networks ${count(ensembleErrors)}, fused classifier ${count(fusedErrors)} (means of the ${run.pairs} pairs shown here). The paper puts the fused one first; with ${seedsInWords.en(fused.table.seeds)} it makes, against the mean, ${errorsFound.en(fused)}.`,
        },
        teaching: {
          title: ({ teaching }) =>
            byFinding(teaching.table, {
              reproduced: "Teaching helps the fused one",
              reversed: "Teaching harms the fused one",
              inconclusive: "Does the teaching help?",
            }),
          body: ({ untaughtErrors, fusedErrors, teaching }) =>
            `In the pairs shown here the fused classifier makes ${count(untaughtErrors)} errors with labels alone, with the teaching ${count(fusedErrors)}. With ${seedsInWords.en(teaching.table.seeds)}, taught, it makes ${errorsFound.en(teaching)}.`,
          action: () =>
            "Under *Student shown*, choose *Fusion without teaching*: the same networks and module, and nobody teaches.",
        },
        alone: {
          title: ({ alone }) =>
            byFinding(alone.table, {
              reproduced: "Better in company",
              reversed: "Worse in company",
              inconclusive: "Better in company?",
            }),
          body: ({ run, alone }) =>
            `In the pairs shown here a network makes ${count(run.plain)} errors if it is trained alone on labels; in company, and then used alone, ${count(run.taught)}. With ${seedsInWords.en(alone.table.seeds)}, in company, it makes ${errorsFound.en(alone)}.`,
          action: () => "Under *Student shown*, choose *without*: the same network, trained alone.",
        },
        check: {
          title: () => "Who teaches whom?",
          body: () => "The arrows of the stage show it: each goes from what teaches to what it trains.",
          options: () => [
            "The fused classifier teaches the ensemble, and this teaches the networks.",
            "The ensemble teaches the fused classifier, and this teaches both networks.",
            "A large teacher, trained before, teaches all three.",
          ],
          replies: () => [
            "Not so: the mean of two networks has nothing of its own to train. Try again.",
            "Right. It is a circle: what the networks learn goes into the mean again.",
            "Not so: nothing was trained before; all learn at the same time. Try again.",
          ],
        },
        lab: {
          title: () => "Does it need wrong labels?",
          body: ({ wrongLabels }) =>
            `Here ${wrongLabels > 0 ? percent(wrongLabels) : "none"} of the labels are wrong, and a network can learn wrong ones by heart. In the lab, set *Share of wrong labels* ${wrongLabels > 0 ? "to 0" : "above 0"} and train: what does company change then?`,
        },
      },
      why: (_, { temperature }) =>
        `CE is the loss on the labels, one for each of the three. Each KL goes from what teaches to what is taught, at T = ${temperature ?? 1}: the fused one to both networks, and their mean to the fused one; as training begins, their weight grows to its full value.`,
      paper: ({ fused, alone }) =>
        `The paper: both networks and the fused classifier are better for it, and the fused one is better than the ensemble. Ours: a network in company ${errorsFound.en(alone)}; the fused one against the ensemble ${errorsFound.en(fused)}.`,
      locked: {
        temperature: "The networks taught one another at this temperature.",
        "param.softWeight": "Set before training; this run has it so.",
        digit: "Choose the image in the cards before and after.",
      },
    },
    zh: {
      title: "特征融合",
      about: "两个网络，和一个读取两者特征图的分类器。",
      cards: {
        maps: {
          title: () => "两个网络，一张图像",
          body: () =>
            "两个网络（学生和子网络 2）各自算出图像的特征图：每个滤波器在哪里找到它要找的东西。融合模块由这些图得到自己的特征图，再由一个分类器来读取。",
          action: () => `在十张图像里选一张不是 ${DIGIT} 的，看三行怎样变化。`,
        },
        guess: {
          title: () => "融合，还是简单的平均？",
          body: ({ wrongLabels }) =>
            `${wrongLabels > 0 ? `它们都用标签学习，其中 ${percent(wrongLabels)} 是错的，` : "它们都用标签学习，"}同时互相学习。可以由融合分类器回答，也可以用两个网络 logit 的平均（集成）来回答：与平均相比，融合分类器会怎样？`,
          options: () => errorGuess.zh.options,
          replies: ({ fused }) => errorGuess.zh.replies(fused),
        },
        reveal: {
          title: ({ fused }) =>
            byFinding(fused.table, {
              reproduced: "融合分类器错得少",
              reversed: "平均错得少",
              inconclusive: "两者无法分出高下",
            }),
          body: ({ run, fusedErrors, ensembleErrors, fused }) =>
            `${count(run.total)} 张里，学生错 ${count(run.taught)} 张，两个网络的平均错 ${count(ensembleErrors)} 张，融合分类器错 ${count(fusedErrors)} 张（这里显示的 ${run.pairs} 对的平均）。论文认为融合分类器更好；在${seedsInWords.zh(fused.table.seeds)} 上，与平均相比，它${errorsFound.zh(fused)}。`,
        },
        teaching: {
          title: ({ teaching }) =>
            byFinding(teaching.table, {
              reproduced: "互相教有帮助",
              reversed: "互相教有害",
              inconclusive: "互相教有帮助吗？",
            }),
          body: ({ untaughtErrors, fusedErrors, teaching }) =>
            `在这里显示的各对上，融合分类器只用标签时错 ${count(untaughtErrors)} 张，互相教时错 ${count(fusedErrors)} 张。在${seedsInWords.zh(teaching.table.seeds)} 上，互相教使它${errorsFound.zh(teaching)}。`,
          action: () => "在 *显示的学生* 里选 *只融合，不教*：网络和模块相同，但谁也不教谁。",
        },
        alone: {
          title: ({ alone }) =>
            byFinding(alone.table, {
              reproduced: "一起训练更好",
              reversed: "一起训练更差",
              inconclusive: "一起训练更好吗？",
            }),
          body: ({ run, alone }) =>
            `在这里显示的各对上，这个网络单独用标签训练时错 ${count(run.plain)} 张；一起训练、再单独使用时错 ${count(run.taught)} 张。在${seedsInWords.zh(alone.table.seeds)} 上，一起训练使它${errorsFound.zh(alone)}。`,
          action: () => "在 *显示的学生* 里选 *不用该方法*：同一个网络，单独训练。",
        },
        check: {
          title: () => "谁教谁？",
          body: () => "看这一阶段的箭头：每个箭头从施教的一方指向它所训练的一方。",
          options: () => [
            "融合分类器教集成，集成教两个网络。",
            "集成教融合分类器，融合分类器教两个网络。",
            "事先训练好的大教师教它们三个。",
          ],
          replies: () => [
            "不对：两个网络的平均没有自己可训练的东西。再试一次。",
            "对。这是一个循环：两个网络学到的东西又进入它们的平均。",
            "不对：没有什么是事先训练好的，三者同时学习。再试一次。",
          ],
        },
        lab: {
          title: () => "一定要有错误标签吗？",
          body: ({ wrongLabels }) =>
            `这里${wrongLabels > 0 ? `有 ${percent(wrongLabels)} 的标签是错的` : "没有错误的标签"}，而网络会把错误的标签死记下来。在实验室里把 *错误标签所占比例* 设为${wrongLabels > 0 ? " 0" : "大于 0"}，再训练：这时一起训练又带来多大差别？`,
        },
      },
      why: (_, { temperature }) =>
        `CE 是三者各自对标签的损失。每个 KL 都从施教的一方到受教的一方，T = ${temperature ?? 1}：融合分类器教两个网络，两个网络的平均教融合分类器；训练开始时，它们的权重逐渐升到全值。`,
      paper: ({ fused, alone }) =>
        `论文：两个网络和融合分类器都因此变好，而且融合分类器优于集成。我们：一起训练的网络${errorsFound.zh(alone)}；融合分类器与集成相比${errorsFound.zh(fused)}。`,
      locked: {
        temperature: "各网络是在这个温度下互相教的。",
        "param.softWeight": "训练前就已设定；这次运行就是这样。",
        digit: "请在前后的卡片里选择图像。",
      },
    },
  },
});
