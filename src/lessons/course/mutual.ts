/** Lesson: untrained networks teach each other. Zhang, Xiang, Hospedales and Lu (2018). */

import { BASELINE } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { mean } from "../../math/statistics.ts";
import { lastEvaluation, studentsOfArm } from "../../session/run/runSelectors.ts";
import { byFinding } from "../byFinding.ts";
import { type ComparedClaim, claimAgainst, errorGuess, errorsFound } from "../comparedClaim.ts";
import { lesson } from "../lesson.ts";
import { name, number, operator, row, subscript } from "../mathMarkup.ts";
import type { Recordings } from "../recordings.ts";

const INDEPENDENT = "independent-peers";

interface Figures {
  readonly peers: number;
  /** share of labels that are wrong, and labels */
  readonly wrong: number;
  readonly labels: number;
  /** whether what the others teach is added up; else it is averaged */
  readonly adds: boolean;
  readonly steps: number;
  readonly total: number;
  /** mean errors over the run's pairs of each network beside the first: taught by the others, and independent */
  readonly others: readonly { readonly taught: number; readonly alone: number }[];
  readonly alone: ComparedClaim;
  readonly entropy: ComparedClaim;
  readonly ensemble: ComparedClaim;
}

function read(from: Recordings): Figures {
  const run = from.run("mutual");
  const { experiment, data } = run;
  if (!data) throw new RangeError("the recorded run of mutual says nothing of its data; record it anew");
  const peers = Number(experiment.method.params.peers);
  const errorsOf = (arm: string, output: string) =>
    mean(studentsOfArm(run, arm, output).flatMap((network) => lastEvaluation(network)?.errors ?? []));
  const names = Array.from({ length: peers - 1 }, (_, i) => `peer ${i + 2}`);
  return {
    peers,
    ...{ wrong: experiment.transferSet.noisyLabels ?? 0, labels: data.transferCount },
    ...{ adds: experiment.method.params.over === "sum", steps: experiment.student.training.steps },
    total: data.testCount,
    others: names.map((output) => ({ taught: errorsOf("taught", output), alone: errorsOf(INDEPENDENT, output) })),
    alone: claimAgainst(from, "mutual", BASELINE),
    entropy: claimAgainst(from, "mutual", BASELINE, "entropy"),
    ensemble: claimAgainst(from, "mutual", INDEPENDENT),
  };
}

/** A difference of entropies with its interval, in nats: "0.09 [0.07, 0.10]". */
function nats({ table: { mean: difference, low, high } }: ComparedClaim, sign = 1): string {
  const [from, to] = sign > 0 ? [low, high] : [-high, -low];
  const text = (value: number) => value.toFixed(2).replace("-", "−");
  return `${text(sign * difference)} [${text(from)}, ${text(to)}]`;
}

export const mutual = lesson<Figures>({
  id: "mutual",
  group: "peers",
  minutes: 8,
  method: "mutual",
  read,
  unmet: (f) => [...(f.peers > 1 && f.others.length > 0 ? [] : ["more than one network learns"])],
  formula: (f, { params }) => {
    const weight = Number(params.weight ?? 1) * (f.adds ? 1 : 1 / (f.peers - 1));
    const [p, q] = [subscript(name("p"), name("k")), subscript(name("p"), name("l"))];
    return row(
      ...[subscript(name("L"), name("k")), operator("="), name("CE"), operator("("), name("y"), operator(","), p],
      ...[operator(")"), operator("+"), number(weight, 2), operator("·")],
      ...[subscript(operator("∑"), row(name("l"), operator("≠"), name("k"))), name("KL"), operator("("), q],
      ...[operator("‖"), p, operator(")")],
    );
  },
  cards: [
    {
      kind: "look",
      id: "peers",
      scene: { preset: "mutual", digit: 3, step: "first", arm: "taught" },
      shows: ["detail.networks"],
      free: ["digit"],
    },
    {
      kind: "predict",
      id: "guess",
      scene: { step: "first" },
      shows: [],
      hidesStudent: true,
      right: ({ alone }) => errorGuess.right(alone),
    },
    {
      kind: "act",
      id: "together",
      scene: { step: "first", arm: "taught" },
      shows: ["time", "chart"],
      free: ["step", "digit"],
      until: () => ({ is: "part of run", atLeast: 1 }),
    },
    { kind: "look", id: "gain", scene: { step: null }, shows: ["result", "chart"], free: ["step", "digit"] },
    {
      kind: "act",
      id: "apart",
      scene: { step: null, arm: "taught" },
      shows: ["arms", "detail.picture"],
      free: ["arm", "digit"],
      until: () => ({ is: "arm", of: INDEPENDENT }),
    },
    { kind: "look", id: "entropy", scene: { arm: "taught" }, shows: ["claims"], free: ["digit"] },
    { kind: "check", id: "check", shows: ["detail.networks"], right: 0 },
    {
      kind: "lab",
      id: "lab",
      scene: { arm: "taught" },
      shows: ["time", "result", "claims"],
      free: ["step", "arm", "digit"],
    },
  ],
  texts: {
    en: {
      title: "Deep Mutual Learning",
      about: "Peers teach each other.",
      cards: {
        peers: {
          title: () => "No network has learnt yet",
          body: ({ peers, labels, wrong }) =>
            `${peers} networks of the same size begin with different weights; no large teacher was trained before. ${wrong > 0 ? `They get ${count(labels)} labels, and ${percent(wrong)} of these are wrong.` : `They get ${count(labels)} labels.`}`,
        },
        guess: {
          title: () => "Before you look",
          body: () =>
            "At every step each network learns from the labels and from what the others answer at that moment. Beside the same network alone, how many errors are left?",
          options: () => errorGuess.en.options,
          replies: ({ alone }) => errorGuess.en.replies(alone),
        },
        together: {
          title: () => "They learn together",
          body: () =>
            "At first what they teach is worth nothing. It becomes worth more as they learn the digits from the labels.",
          action: ({ steps, total }, { step, errors, twinErrors }) =>
            `Move *Step shown* to ${count(steps)}. Now, at step ${count(step)}: ${errors ? count(errors.all) : "–"} of ${count(total)} misread with peers, ${twinErrors ? count(twinErrors.all) : "–"} alone.`,
        },
        gain: {
          title: ({ alone }) =>
            byFinding(alone.table, {
              reproduced: "Peers leave fewer errors",
              inconclusive: "It cannot be told",
              reversed: "Peers leave more errors",
            }),
          body: ({ alone, others }) =>
            `The first network makes ${errorsFound.en(alone)}. The others, mean errors of the ${alone.run.pairs} pairs shown: ${others.map(({ taught, alone: own }) => `${count(taught)} with peers, ${count(own)} without`).join("; ")}.`,
        },
        apart: {
          title: () => "Take the teaching away",
          body: ({ ensemble }) =>
            `Independent peers learn from the labels alone; the picture shows what each says of this digit. As an ensemble, those that teach each other make ${errorsFound.en(ensemble)}.`,
          action: () => "Choose *Independent peers* under *Student shown*.",
        },
        entropy: {
          title: ({ entropy }) =>
            byFinding(entropy.table, {
              reproduced: "The answers are less certain",
              inconclusive: "As certain as before?",
              reversed: "The answers are more certain",
            }),
          body: ({ entropy }) =>
            byFinding(entropy.table, {
              reproduced: `Entropy measures how spread an answer is: with peers it is higher by ${nats(entropy)} nats, the unit of entropy (${entropy.table.pairs} pairs). What the peers say of the other digits keeps an answer from putting all on one.`,
              inconclusive: `Entropy measures how spread an answer is: with peers it is ${nats(entropy)} nats higher, which cannot be told from none (${entropy.table.pairs} pairs).`,
              reversed: `Entropy measures how spread an answer is: with peers it is ${nats(entropy, -1)} nats lower (${entropy.table.pairs} pairs). The paper found it higher.`,
            }),
        },
        check: {
          title: () => "Who teaches a peer?",
          options: () => [
            "The other networks, as they are at that very step.",
            "A network that was trained before.",
            "Its own answers of the step before.",
          ],
          replies: () => [
            "Right. They are updated in turn, each on answers made anew.",
            "Not so: none of them was trained when they began. Try again.",
            "Not so: a network is no peer of its own. Try again.",
          ],
        },
        lab: {
          title: () => "Change the company",
          body: () =>
            "Move *Weight*, or under *all settings* choose another number of *Peers*, and train. With fewer wrong labels, is there still something to gain?",
        },
      },
      why: (f, { params }) =>
        `p_k is the network's answer, p_l another's, both at T = 1. The weight ${Number(params.weight ?? 1)} ${f.adds ? `counts for each of the ${f.peers - 1} others, whose divergences (KL) are added up` : `is divided by ${f.peers - 1}, the number of the others`}.`,
      paper: ({ alone, entropy }) =>
        `The paper trains residual networks and MobileNets on CIFAR-100: with peers each is better than alone, and its answers have a higher entropy. Ours, on digits drawn by the page: ${errorsFound.en(alone)}, and entropy changed by ${nats(entropy)} nats.`,
      locked: { "param.weight": "The recorded run has this weight." },
    },
    zh: {
      title: "深度互学习",
      about: "同伴互相教。",
      cards: {
        peers: {
          title: () => "谁都还没学过",
          body: ({ peers, labels, wrong }) =>
            `${peers} 个同样大小的网络从不同的权重开始，事先没有训练大的教师。它们用 ${count(labels)} 个标签学习${wrong > 0 ? `，其中 ${percent(wrong)} 是错的` : ""}。`,
        },
        guess: {
          title: () => "先猜一猜",
          body: () => "每一步，每个网络都从标签和其他网络当时的回答中学习。与同样的网络单独学习相比，错误会怎样？",
          options: () => errorGuess.zh.options,
          replies: ({ alone }) => errorGuess.zh.replies(alone),
        },
        together: {
          title: () => "一起学习",
          body: () => "一开始它们教的东西毫无价值。随着它们从标签学会数字，互相教的内容才有了价值。",
          action: ({ steps, total }, { step, errors, twinErrors }) =>
            `把 *显示的步* 移到 ${count(steps)}。现在是第 ${count(step)} 步：${count(total)} 个里，有同伴的认错 ${errors ? count(errors.all) : "–"} 个，单独的认错 ${twinErrors ? count(twinErrors.all) : "–"} 个。`,
        },
        gain: {
          title: ({ alone }) =>
            byFinding(alone.table, {
              reproduced: "有同伴，错误更少",
              inconclusive: "无法判断",
              reversed: "有同伴，错误反而更多",
            }),
          body: ({ alone, others }) =>
            `第一个网络${errorsFound.zh(alone)}。其余网络在所显示的 ${alone.run.pairs} 对上的平均错误：${others.map(({ taught, alone: own }) => `有同伴 ${count(taught)}，没有 ${count(own)}`).join("；")}。`,
        },
        apart: {
          title: () => "不再互相教",
          body: ({ ensemble }) =>
            `彼此独立的同伴只从标签学习；图中是每个网络对这个数字的回答。作为集成，互相教的同伴${errorsFound.zh(ensemble)}。`,
          action: () => "在 *显示的学生* 里选择 *彼此独立的同伴*。",
        },
        entropy: {
          title: ({ entropy }) =>
            byFinding(entropy.table, {
              reproduced: "回答不那么确定了",
              inconclusive: "和原来一样确定吗？",
              reversed: "回答更加确定了",
            }),
          body: ({ entropy }) =>
            byFinding(entropy.table, {
              reproduced: `熵表示回答有多分散：有同伴时高 ${nats(entropy)} 奈特（熵的单位；${entropy.table.pairs} 对）。同伴对其他数字的判断，使回答不会全压在一个数字上。`,
              inconclusive: `熵表示回答有多分散：有同伴时高 ${nats(entropy)} 奈特，无法判断是否有差别（${entropy.table.pairs} 对）。`,
              reversed: `熵表示回答有多分散：有同伴时低 ${nats(entropy, -1)} 奈特（${entropy.table.pairs} 对）。论文的结果是更高。`,
            }),
        },
        check: {
          title: () => "谁来教一个同伴？",
          options: () => ["其他网络在这一步当时的样子。", "一个事先训练好的网络。", "它自己上一步的回答。"],
          replies: () => [
            "对。它们轮流更新，每次都用重新算出的回答。",
            "不对：开始时没有一个网络训练过。再试一次。",
            "不对：网络不是自己的同伴。再试一次。",
          ],
        },
        lab: {
          title: () => "换换同伴",
          body: () => "移动 *权重*，或在 *全部设置* 里改变 *同伴数*，再训练。错误的标签更少时，互相教还有好处吗？",
        },
      },
      why: (f, { params }) =>
        `p_k 是这个网络的回答，p_l 是另一个网络的回答，温度都是 1。权重 ${Number(params.weight ?? 1)} ${f.adds ? `对其余 ${f.peers - 1} 个网络各算一次，散度（KL）相加` : `除以其余网络的个数 ${f.peers - 1}`}。`,
      paper: ({ alone, entropy }) =>
        `论文在 CIFAR-100 上训练残差网络和 MobileNet：有同伴的网络都比单独训练的好，回答的熵也更高。我们在页面绘制的数字上：${errorsFound.zh(alone)}，熵的变化为 ${nats(entropy)} 奈特。`,
      locked: { "param.weight": "录制的运行用的就是这个权重。" },
    },
  },
});
