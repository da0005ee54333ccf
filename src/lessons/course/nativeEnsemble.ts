/** Lesson: branches on one trunk learn from the ensemble that a gate makes of them. Lan, Zhu and Gong (2018). */

import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { seedsInWords } from "../../i18n/findings/seedsInWords.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { type MathNode, name, number, operator, row, subscript } from "../mathMarkup.ts";
import { meanErrors } from "../meanErrors.ts";
import type { Recordings } from "../recordings.ts";
import { type RunFigures, runFigures } from "../runFigures.ts";

const METHOD = "one";
const MEAN = "mean-instead-of-gate";
const UNTAUGHT = "branches-without-teaching";
const ENSEMBLE = "gated ensemble";
const DIGIT = 4;

interface Figures {
  readonly run: RunFigures;
  readonly branches: number;
  /** share of the labels that are wrong */
  readonly wrongLabels: number;
  /** the gate's weights of all branches, for each image of the gallery */
  readonly gate: readonly (readonly number[])[];
  /** mean errors of the run's pairs: of the gated ensemble, of a branch taught by the mean, of one that is not taught */
  readonly ensembleErrors: number;
  readonly byMeanErrors: number;
  readonly untaughtErrors: number;
  /** parameters of one branch with the trunk, of the same network alone, and of all branches with the gate */
  readonly parameters: { readonly branch: number; readonly alone: number; readonly all: number };
  readonly alone: ComparedClaim;
  readonly ensemble: ComparedClaim;
  readonly gateOrMean: ComparedClaim;
  readonly teaching: ComparedClaim;
}

/** The gate's weights in the run's picture of its first pair. @throws RangeError where it has none */
function gateOf(run: Run, branches: number): Figures["gate"] {
  const { job } = studentsOfArm(run, DISTILLED)[0]!;
  const pictures = Object.values(run.pictures).flat();
  const values = pictures.findLast((one) => one.job === job && one.picture === "gate")?.panels[0]?.values;
  if (!values) throw new RangeError(`the recorded run ${METHOD} lacks its picture of the gate; record it anew`);
  return Array.from({ length: values.length / branches }, (_, image) => [
    ...values.slice(image * branches, (image + 1) * branches),
  ]);
}

function read(from: Recordings): Figures {
  const run = from.run(METHOD);
  const branches = Number(paramValues(methodById(METHOD).params, run.experiment.method.params).branches);
  const sizeOf = (arm: string, output?: string) => studentsOfArm(run, arm, output)[0]!.card.parameters;
  return {
    ...{ run: runFigures(run), branches, gate: gateOf(run, branches) },
    wrongLabels: run.experiment.transferSet.noisyLabels ?? 0,
    ensembleErrors: meanErrors(run, { arm: DISTILLED, output: ENSEMBLE }),
    byMeanErrors: meanErrors(run, { arm: MEAN }),
    untaughtErrors: meanErrors(run, { arm: UNTAUGHT }),
    parameters: { branch: sizeOf(DISTILLED), alone: sizeOf(BASELINE), all: sizeOf(DISTILLED, ENSEMBLE) },
    alone: claimAgainst(from, METHOD, BASELINE),
    ensemble: claimAgainst(from, METHOD, DISTILLED),
    gateOrMean: claimAgainst(from, METHOD, MEAN),
    teaching: claimAgainst(from, METHOD, UNTAUGHT),
  };
}

/** The gate's weights for the digit of the first card: "77 %, 12 % and 12 %". */
const sharesOf = ({ gate }: Figures, and: string) => {
  const shares = gate[DIGIT]!.map(percent);
  return [...shares.slice(0, -2), shares.slice(-2).join(and)].join(and === " and " ? ", " : "、");
};

export const nativeEnsemble = lesson<Figures>({
  id: METHOD,
  group: "peers",
  minutes: 7,
  method: METHOD,
  read,
  unmet: ({ parameters, gate }) => [
    ...(parameters.branch === parameters.alone ? [] : ["a branch with the trunk is the network alone"]),
    ...(gate.some((weights) => Math.max(...weights) > 1.2 / weights.length) ? [] : ["the gate tells branches apart"]),
  ],
  formula: ({ gate, branches }, { label, arm }) => {
    const weights = arm === DISTILLED && label !== undefined ? gate[label] : undefined;
    const terms = Array.from({ length: branches }, (_, i): readonly MathNode[] => [
      ...(i > 0 ? [operator("+")] : []),
      weights ? number(weights[i]!, 2) : subscript(name("g"), number(i + 1)),
      ...[operator("·"), subscript(name("z"), number(i + 1))],
    ]);
    return row(subscript(name("z"), name("e")), operator("="), ...terms.flat());
  },
  cards: [
    {
      kind: "act",
      id: "gate",
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
      right: ({ gateOrMean }) => errorGuess.right(gateOrMean),
    },
    {
      kind: "act",
      id: "mean",
      scene: { arm: DISTILLED },
      shows: ["arms", "chart"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: MEAN }),
    },
    {
      kind: "act",
      id: "teaching",
      shows: ["arms", "claims"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: UNTAUGHT }),
    },
    {
      kind: "look",
      id: "keep",
      scene: { arm: DISTILLED, step: null },
      shows: ["detail.networks"],
      onSlide: { detail: "table" },
      answers: false,
    },
    { kind: "check", id: "check", shows: ["detail.networks"], answers: false, right: 0 },
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
      title: "An ensemble in one network",
      about: "Branches on one trunk, and a gate that weighs them.",
      cards: {
        gate: {
          title: () => "A gate weighs the branches",
          body: (f) =>
            `One network ends in ${f.branches} branches, each with an answer, and its first layers, the trunk, are shared. For each image a gate says how much of each goes into the ensemble that teaches them all: for this ${DIGIT}, ${sharesOf(f, " and ")}.`,
          action: () =>
            `Among the ten images choose another one than the ${DIGIT}, and see how it is weighed. The first branch is called student.`,
        },
        guess: {
          title: () => "A gate, or a plain mean?",
          body: () =>
            "The gate has to be learnt too; a mean, with the same weight for every branch, costs nothing. Beside a branch that the mean teaches, how many errors does one make that the gated ensemble teaches?",
          options: () => errorGuess.en.options,
          replies: ({ gateOrMean }) => errorGuess.en.replies(gateOrMean),
        },
        mean: {
          title: ({ gateOrMean }) =>
            byFinding(gateOrMean.table, {
              reproduced: "The gate teaches better",
              reversed: "The mean teaches better",
              inconclusive: "Gate or mean: cannot be told",
            }),
          body: ({ run, byMeanErrors, gateOrMean }) =>
            `Taught with the gate a branch makes ${count(run.taught)} errors of ${count(run.total)}, with the mean ${count(byMeanErrors)} (means of the ${run.pairs} pairs shown here). With ${seedsInWords.en(gateOrMean.table.seeds)} it makes, with the gate, ${errorsFound.en(gateOrMean)}.`,
          action: () => "Under *Student shown*, choose *Mean instead of gate*.",
        },
        teaching: {
          title: ({ teaching }) =>
            byFinding(teaching.table, {
              reproduced: "Being taught helps",
              reversed: "Being taught does harm",
              inconclusive: "Does being taught help?",
            }),
          body: ({ alone, teaching }) =>
            `Against the same network alone, a branch makes ${errorsFound.en(alone)}. Against branches that share the trunk and learn from labels only: ${errorsFound.en(teaching)}.`,
          action: () => "Under *Student shown*, choose *Branches without teaching*.",
        },
        keep: {
          title: () => "Keep one branch",
          body: ({ parameters, run, ensembleErrors, ensemble }) =>
            `A branch with the trunk has ${count(parameters.branch)} parameters, as the network alone has, and makes ${count(run.taught)} errors. All branches with the gate have ${count(parameters.all)} and make ${count(ensembleErrors)}; against the first branch, ${errorsFound.en(ensemble)}.`,
        },
        check: {
          title: () => "What is left after training?",
          options: () => [
            "One branch on the trunk, as large as the network alone.",
            "All branches: none can answer without the others.",
            "The gate alone.",
          ],
          replies: () => [
            "Right. The other branches and the gate were there to teach; keep them only if you want their ensemble.",
            "Not so: every branch has an answer of its own. Try again.",
            "Not so: a gate only says how much each branch counts; it knows no digits. Try again.",
          ],
        },
        lab: {
          title: () => "More branches, shorter trunk?",
          body: ({ branches, wrongLabels }) =>
            `Here ${branches} branches share one trunk${wrongLabels > 0 ? `, and ${percent(wrongLabels)} of the labels are wrong` : ""}. In the lab, change *Branches* or *Trunk* and train: how much of the network can be shared?`,
        },
      },
      why: ({ branches }, { label, arm }) =>
        arm === DISTILLED && label !== undefined
          ? `The ensemble's logits for this ${label}: the gate's ${branches} weights are above 0 and add up to 1.`
          : `The ensemble's logits: the gate's ${branches} weights are above 0 and add up to 1; with a mean all are alike.`,
      paper: ({ alone, gateOrMean, teaching }) =>
        `The paper: a branch is better than the network alone, and the gate a better teacher than the mean. Ours, errors of a branch: against the network alone ${errorsFound.en(alone)}; gate against mean ${errorsFound.en(gateOrMean)}; taught against not taught ${errorsFound.en(teaching)}.`,
      locked: {
        temperature: "The branches were taught at this temperature.",
        "param.softWeight": "Set before training; this run has it so.",
      },
    },
    zh: {
      title: "一个网络里的集成",
      about: "同一主干上的几个分支，和给它们分配权重的门控。",
      cards: {
        gate: {
          title: () => "门控给分支分配权重",
          body: (f) =>
            `一个网络前面的几层（主干）共用，末端有 ${f.branches} 个分支，每个都给出回答。对每张图像，门控决定各分支在集成里占多少，集成再来教所有分支；这个 ${DIGIT} 的权重是 ${sharesOf(f, " 和 ")}。`,
          action: () => `在十张图像里选一张不是 ${DIGIT} 的，看门控怎样分配。第一个分支叫作学生。`,
        },
        guess: {
          title: () => "门控，还是简单的平均？",
          body: () =>
            "门控也要学习；平均则让每个分支的权重相同，没有任何代价。与由平均来教的分支相比，由门控集成来教的分支会怎样？",
          options: () => errorGuess.zh.options,
          replies: ({ gateOrMean }) => errorGuess.zh.replies(gateOrMean),
        },
        mean: {
          title: ({ gateOrMean }) =>
            byFinding(gateOrMean.table, {
              reproduced: "门控教得更好",
              reversed: "平均教得更好",
              inconclusive: "门控与平均：无法判断",
            }),
          body: ({ run, byMeanErrors, gateOrMean }) =>
            `${count(run.total)} 张里，由门控来教的分支错 ${count(run.taught)} 张，由平均来教的错 ${count(byMeanErrors)} 张（这里显示的 ${run.pairs} 对的平均）。在${seedsInWords.zh(gateOrMean.table.seeds)} 上，用门控${errorsFound.zh(gateOrMean)}。`,
          action: () => "在 *显示的学生* 里选 *用平均代替门控*。",
        },
        teaching: {
          title: ({ teaching }) =>
            byFinding(teaching.table, {
              reproduced: "被教有帮助",
              reversed: "被教有害",
              inconclusive: "被教有帮助吗？",
            }),
          body: ({ alone, teaching }) =>
            `与单独训练的同一网络相比，一个分支${errorsFound.zh(alone)}。与共用主干、但只用标签学习的分支相比：${errorsFound.zh(teaching)}。`,
          action: () => "在 *显示的学生* 里选 *分支之间不教*。",
        },
        keep: {
          title: () => "只留一个分支",
          body: ({ parameters, run, ensembleErrors, ensemble }) =>
            `一个分支连同主干有 ${count(parameters.branch)} 个参数，与单独的网络一样多，错 ${count(run.taught)} 张。所有分支连同门控有 ${count(parameters.all)} 个参数，错 ${count(ensembleErrors)} 张；与第一个分支相比${errorsFound.zh(ensemble)}。`,
        },
        check: {
          title: () => "训练之后留下什么？",
          options: () => [
            "主干上的一个分支，与单独的网络一样大。",
            "所有分支：缺了别的分支，哪个也不能回答。",
            "只有门控。",
          ],
          replies: () => [
            "对。其他分支和门控是用来教的；只有想用它们的集成时才留下它们。",
            "不对：每个分支都有自己的回答。再试一次。",
            "不对：门控只决定各分支占多少，它不认识数字。再试一次。",
          ],
        },
        lab: {
          title: () => "分支更多，主干更短？",
          body: ({ branches, wrongLabels }) =>
            `这里有 ${branches} 个分支共用一个主干${wrongLabels > 0 ? `，标签有 ${percent(wrongLabels)} 是错的` : ""}。在实验室里改变 *分支数* 或 *主干比例*，再训练：网络可以共用多少？`,
        },
      },
      why: ({ branches }, { label, arm }) =>
        arm === DISTILLED && label !== undefined
          ? `集成对这个 ${label} 的 logit：门控的 ${branches} 个权重都大于 0，总和为 1。`
          : `集成的 logit：门控的 ${branches} 个权重都大于 0，总和为 1；用平均时它们都相同。`,
      paper: ({ alone, gateOrMean, teaching }) =>
        `论文：一个分支优于单独的网络，门控作教师优于平均。我们，一个分支的错误：与单独的网络相比${errorsFound.zh(alone)}；门控与平均相比${errorsFound.zh(gateOrMean)}；被教与不教相比${errorsFound.zh(teaching)}。`,
      locked: {
        temperature: "各分支是在这个温度下受教的。",
        "param.softWeight": "训练前就已设定；这次运行就是这样。",
      },
    },
  },
});
