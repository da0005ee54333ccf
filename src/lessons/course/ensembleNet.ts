/** Lesson: several narrow heads in place of one network, of no more parameters. Li, Ng and Natsev (2019). */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { seedsInWords } from "../../i18n/findings/seedsInWords.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { fraction, name, number, operator, row, subscript, text } from "../mathMarkup.ts";
import { meanErrors } from "../meanErrors.ts";
import type { Recordings } from "../recordings.ts";
import { type RunFigures, runFigures } from "../runFigures.ts";

const METHOD = "ensemble-net";
const ENSEMBLE_ALONE = "ensemble-alone";
const HEADS_ALONE = "heads-alone";
const HEAD = "head 1";
const DIGIT = 9;

/** Mean errors of the run's pairs. */
interface Errors {
  readonly ensemble: number;
  readonly head: number;
}

interface Figures {
  readonly run: RunFigures;
  readonly heads: number;
  readonly lambda: number;
  /** share of the labels that are wrong */
  readonly wrongLabels: number;
  /** parameters of all heads with the trunk, and of the one network */
  readonly parameters: number;
  readonly parametersOfOne: number;
  /** with the run's lambda, with 0 and with 1 */
  readonly taught: Errors;
  readonly ensembleAlone: Errors;
  readonly headsAlone: Errors;
  readonly equalCost: ComparedClaim;
  readonly coDistilled: ComparedClaim;
  readonly headAlone: ComparedClaim;
}

function read(from: Recordings): Figures {
  const run = from.run(METHOD);
  const params = paramValues(methodById(METHOD).params, run.experiment.method.params);
  const errorsOf = (arm: string): Errors => ({
    ensemble: meanErrors(run, { arm }),
    head: meanErrors(run, { arm, output: HEAD }),
  });
  return {
    ...{ run: runFigures(run), heads: Number(params.heads), lambda: Number(params.lambda) },
    wrongLabels: run.experiment.transferSet.noisyLabels ?? 0,
    parameters: studentsOfArm(run, DISTILLED)[0]!.card.parameters,
    parametersOfOne: studentsOfArm(run, BASELINE)[0]!.card.parameters,
    ...{ taught: errorsOf(DISTILLED), ensembleAlone: errorsOf(ENSEMBLE_ALONE), headsAlone: errorsOf(HEADS_ALONE) },
    equalCost: claimAgainst(from, METHOD, BASELINE),
    coDistilled: claimAgainst(from, METHOD, HEADS_ALONE),
    headAlone: claimAgainst(from, METHOD, ENSEMBLE_ALONE),
  };
}

/** How many times the ensemble's errors a head makes where it is nearly as good, and where it is still of some use. */
const [NEARLY, TWICE] = [1.25, 2] as const;

/** The option that holds of a head where only the ensemble was trained. */
function guessOf({ ensembleAlone: { head, ensemble } }: Figures): number {
  if (head < NEARLY * ensemble) return 0;
  return head < TWICE * ensemble ? 1 : 2;
}

const moreThan = Math.round(100 * (NEARLY - 1));

export const ensembleNet = lesson<Figures>({
  id: METHOD,
  group: "peers",
  minutes: 7,
  method: METHOD,
  read,
  unmet: (f) => [
    ...(f.parameters <= f.parametersOfOne ? [] : ["trunk and heads have no more parameters than the one network"]),
    ...(f.ensembleAlone.head > f.taught.head ? [] : ["a head alone gains by what the ensemble teaches it"]),
  ],
  formula: (f, { params, arm }) => {
    const ofArm = { [ENSEMBLE_ALONE]: 0, [HEADS_ALONE]: 1 }[arm];
    const lambda = ofArm ?? Number(params.lambda ?? f.lambda);
    return row(
      ...[name("L"), operator("="), text("CE"), operator("("), name("y"), operator(","), name("z̄"), operator(")")],
      ...[operator("+"), number(lambda, lambda % 1 === 0 ? 0 : 1), operator("·")],
      ...[fraction(number(1), number(f.heads)), operator("∑"), text("KL")],
      ...[operator("("), name("z̄"), operator("‖"), subscript(name("z"), name("i")), operator(")")],
    );
  },
  cards: [
    {
      kind: "act",
      id: "heads",
      scene: { preset: METHOD, digit: DIGIT, arm: DISTILLED, step: null },
      shows: ["detail.picture"],
      free: ["digit"],
      until: () => ({ is: "digit", notOf: [DIGIT] }),
    },
    { kind: "predict", id: "guess", scene: { arm: DISTILLED }, shows: [], free: ["digit"], right: guessOf },
    {
      kind: "act",
      id: "zero",
      scene: { arm: DISTILLED },
      shows: ["arms", "detail.picture"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: ENSEMBLE_ALONE }),
    },
    {
      kind: "act",
      id: "agree",
      shows: ["arms", "detail.picture"],
      free: ["arm", "digit"],
      until: () => ({
        is: "sequence",
        of: [
          { is: "arm", of: HEADS_ALONE },
          { is: "arm", of: DISTILLED },
        ],
      }),
    },
    { kind: "look", id: "cost", scene: { arm: DISTILLED, step: null }, shows: ["result", "chart"], free: ["digit"] },
    { kind: "check", id: "check", shows: ["result", "chart"], free: ["digit"], right: 2 },
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
      title: "Many heads, equal cost",
      about: "One network cut into narrow heads, whose mean answers.",
      cards: {
        heads: {
          title: () => "Several heads on one trunk",
          body: ({ heads, parameters, parametersOfOne }) =>
            `One network of ${count(parametersOfOne)} parameters is cut, above the first layers, its trunk, into ${heads} narrow heads: ${count(parameters)} parameters in all. Each head has logits of its own, and their mean, the ensemble, answers.`,
          action: () => `Among the ten images choose another one than the ${DIGIT}, and compare the heads.`,
        },
        guess: {
          title: () => "How good is one head?",
          body: () =>
            "Suppose that only the ensemble learns from the labels, and nobody asks what a single head says. Then a head alone is",
          options: () => [
            "nearly as good as the ensemble",
            `worse: more than ${moreThan} % more errors`,
            "of little use: twice the errors, or more",
          ],
          replies: (f) =>
            [0, 1, 2].map((option) => (option === guessOf(f) ? "As you thought." : "The runs say otherwise.")),
        },
        zero: {
          title: (f) => ["A head alone does well", "A head alone is worse", "Alone it is of little use"][guessOf(f)]!,
          body: ({ run, ensembleAlone, taught, headAlone }) =>
            `Where only the ensemble is trained, a head makes ${count(ensembleAlone.head)} errors of ${count(run.total)}, the ensemble ${count(ensembleAlone.ensemble)}; with the ensemble as its teacher a head makes ${count(taught.head)} (means of the ${run.pairs} pairs shown here). With ${seedsInWords.en(headAlone.table.seeds)} a taught head makes ${errorsFound.en(headAlone)}.`,
          action: () => "Under *Student shown*, choose *Ensemble alone (lambda 0)*, and compare the heads.",
        },
        agree: {
          title: ({ coDistilled }) =>
            byFinding(coDistilled.table, {
              reproduced: "Taught heads do better together",
              reversed: "Untaught heads do better together",
              inconclusive: "Alone, or taught?",
            }),
          body: ({ lambda, taught, headsAlone, coDistilled }) =>
            `Lambda weighs how far the heads are from their ensemble: at 1 each learns from labels alone, at ${lambda} also from the ensemble, which makes ${count(headsAlone.ensemble)} and ${count(taught.ensemble)} errors in the pairs shown here. With ${seedsInWords.en(coDistilled.table.seeds)} the ensemble of taught heads makes ${errorsFound.en(coDistilled)}.`,
          action: () =>
            "Under *Student shown*, choose *Heads alone (lambda 1)*, then *with the method*: do the heads agree more?",
        },
        cost: {
          title: ({ equalCost }) =>
            byFinding(equalCost.table, {
              reproduced: "Better at equal cost",
              reversed: "Worse at equal cost",
              inconclusive: "Better at equal cost?",
            }),
          body: ({ run, equalCost }) =>
            `In the pairs shown here the one network makes ${count(run.plain)} errors, the ensemble of the heads ${count(run.taught)}. With ${seedsInWords.en(equalCost.table.seeds)} the ensemble, which has no more parameters, makes ${errorsFound.en(equalCost)}.`,
        },
        check: {
          title: () => "Is the comparison fair?",
          options: () => [
            "No: several heads have several times the parameters.",
            "No: the heads saw more images.",
            "In parameters yes; but narrow heads may also learn fewer wrong labels by heart.",
          ],
          replies: () => [
            "Not so: the heads are narrowed until all together have no more parameters. Try again.",
            "Not so: both had the same images and as many steps. Try again.",
            "Right. Whether the heads or their narrowness did it, this run alone does not tell.",
          ],
        },
        lab: {
          title: () => "And with clean labels?",
          body: ({ wrongLabels }) =>
            `Here ${wrongLabels > 0 ? percent(wrongLabels) : "none"} of the labels are wrong. In the lab, set *Share of wrong labels* ${wrongLabels > 0 ? "to 0" : "above 0"}, or choose other *Heads*, and train.`,
        },
      },
      why: ({ heads }) =>
        `CE is for the mean of the logits of all ${heads} heads, with the labels y. KL draws each head to that mean; with 1 before it, L is the mean of the heads' own CE.`,
      paper: ({ equalCost, run }) =>
        `The paper: several heads make a better model than one network of as many parameters. Its coefficients could not be checked. Ours: ${count(run.plain)} errors for one network and ${count(run.taught)} for the ensemble in the pairs shown here; with ${seedsInWords.en(equalCost.table.seeds)}, ${errorsFound.en(equalCost)}.`,
      locked: {
        "param.lambda": "Set before training; choose the student shown instead.",
      },
    },
    zh: {
      title: "代价相同，多个头",
      about: "把一个网络拆成几个窄的头，由它们的平均来回答。",
      cards: {
        heads: {
          title: () => "一个主干上的几个头",
          body: ({ heads, parameters, parametersOfOne }) =>
            `一个有 ${count(parametersOfOne)} 个参数的网络，主干（前面的几层）以上拆成 ${heads} 个窄的头，合计 ${count(parameters)} 个参数。每个头有自己的 logit，由它们的平均（集成）来回答。`,
          action: () => `在十张图像里选一张不是 ${DIGIT} 的，比较各个头。`,
        },
        guess: {
          title: () => "单个头有多好？",
          body: () => "假设只有集成用标签学习，谁也不管单个头怎样回答。这时单个头",
          options: () => ["几乎与集成一样好", `较差：错误多出 ${moreThan} % 以上`, "用处不大：错误是两倍或更多"],
          replies: (f) => [0, 1, 2].map((option) => (option === guessOf(f) ? "正如你所想。" : "运行的结果不是这样。")),
        },
        zero: {
          title: (f) => ["单个头也不错", "单个头较差", "单个头用处不大"][guessOf(f)]!,
          body: ({ run, ensembleAlone, taught, headAlone }) =>
            `只训练集成时，${count(run.total)} 张里单个头错 ${count(ensembleAlone.head)} 张，集成错 ${count(ensembleAlone.ensemble)} 张；由集成来教时，单个头错 ${count(taught.head)} 张（这里显示的 ${run.pairs} 对的平均）。在${seedsInWords.zh(headAlone.table.seeds)} 上，受教的单个头${errorsFound.zh(headAlone)}。`,
          action: () => "在 *显示的学生* 里选 *只训练集成（λ = 0）*，比较各个头。",
        },
        agree: {
          title: ({ coDistilled }) =>
            byFinding(coDistilled.table, {
              reproduced: "受教的头更好",
              reversed: "不受教的头更好",
              inconclusive: "单独训练，还是受教？",
            }),
          body: ({ lambda, taught, headsAlone, coDistilled }) =>
            `λ 是各头与集成之间差距的权重：λ = 1 时每个头只用标签学习，λ = ${lambda} 时还学习集成的回答，在这里显示的各对上集成分别错 ${count(headsAlone.ensemble)} 张和 ${count(taught.ensemble)} 张。在${seedsInWords.zh(coDistilled.table.seeds)} 上，受教的头组成的集成${errorsFound.zh(coDistilled)}。`,
          action: () => "在 *显示的学生* 里先选 *各头单独训练（λ = 1）*，再选 *用该方法*：各头更一致了吗？",
        },
        cost: {
          title: ({ equalCost }) =>
            byFinding(equalCost.table, {
              reproduced: "代价相同，效果更好",
              reversed: "代价相同，效果更差",
              inconclusive: "代价相同，效果更好吗？",
            }),
          body: ({ run, equalCost }) =>
            `在这里显示的各对上，单个网络错 ${count(run.plain)} 张，各头的集成错 ${count(run.taught)} 张。在${seedsInWords.zh(equalCost.table.seeds)} 上，参数没有增加的集成${errorsFound.zh(equalCost)}。`,
        },
        check: {
          title: () => "这样比较公平吗？",
          options: () => [
            "不公平：几个头的参数是单个网络的几倍。",
            "不公平：这些头见过更多图像。",
            "参数上公平；但窄的头也可能较少死记错误的标签。",
          ],
          replies: () => [
            "不对：这些头已收窄，合计的参数没有增加。再试一次。",
            "不对：双方图像相同，步数也相同。再试一次。",
            "对。是因为有几个头，还是因为头窄，只看这次运行无法判断。",
          ],
        },
        lab: {
          title: () => "标签都正确时呢？",
          body: ({ wrongLabels }) =>
            `这里${wrongLabels > 0 ? `有 ${percent(wrongLabels)} 的标签是错的` : "没有错误的标签"}。在实验室里把 *错误标签所占比例* 设为${wrongLabels > 0 ? " 0" : "大于 0"}，或改变 *头数*，再训练。`,
        },
      },
      why: ({ heads }) =>
        `CE 是 ${heads} 个头的 logit 平均对标签 y 的损失。KL 使每个头靠近这个平均；它前面是 1 时，L 就是各头自己的 CE 的平均。`,
      paper: ({ equalCost, run }) =>
        `论文：几个头组成的模型优于参数同样多的单个网络。论文的系数未能核实。我们：在这里显示的各对上，单个网络错 ${count(run.plain)} 张，集成错 ${count(run.taught)} 张；在${seedsInWords.zh(equalCost.table.seeds)} 上，集成${errorsFound.zh(equalCost)}。`,
      locked: {
        "param.lambda": "训练前就已设定；请改选显示的学生。",
      },
    },
  },
});
