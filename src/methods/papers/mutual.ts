/**
 * Deep Mutual Learning: untrained peers learn from each other from the first step on, at T = 1. Peer k minimises
 * CE(y, z_k) + 1/(K - 1) sum_l KL(p_l || p_k); the peers are updated one after another, each on new predictions of the
 * others. Zhang, Xiang, Hospedales and Lu 2018, equations 1-8 and algorithm 1; the authors' code adds the divergences
 * up, which is a setting here, and has a batch for each peer. In DML_e the target is the mean of the others'
 * probabilities: the same gradient as from the averaged divergences, so that the two differ only where divergences are
 * added up, by the weight of what is taught. The paper's comparison of the two is therefore no claim here.
 */

import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Logits, Ops, Tensor } from "../../tensor/graph.ts";
import { defineMethod, type ForwardScope, type LossTerm, type NetworkSpec, type Stage } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { branches } from "../parts/branches.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { crossEntropy, divergence } from "../parts/losses.ts";
import { outputOf, withCleanLabels } from "../parts/teacherStudent.ts";

const params = {
  peers: { kind: "number", default: 2, min: 2, max: 4, live: false, whole: true, doc: "Networks that learn together." },
  weight: {
    kind: "number",
    scale: "weight",
    default: 1,
    min: 0,
    max: 5,
    live: true,
    doc: "Weight of what the peers teach.",
  },
  teaching: {
    kind: "choice",
    default: "each",
    choices: ["each", "ensemble"],
    doc: "Whether each peer teaches, or the mean of all others (DML_e).",
  },
  over: {
    kind: "choice",
    default: "average",
    choices: ["average", "sum"],
    doc: "Whether the others' divergences are averaged, as in the paper, or added up, as in its code.",
  },
  others: {
    kind: "choice",
    default: "same",
    choices: ["same", "teacher"],
    doc: "The student's peers: of its own architecture or of the teacher's, untrained.",
  },
} as const satisfies ParamTable;

/** log of the mean of several networks' probabilities, [batch, classes]: logits whose softmax is that mean. */
export function logMeanProbability(ops: Ops, logits: readonly Logits[]): Logits {
  const logs = logits.map((z) => ops.logSoftmax(z));
  const [first, ...rest] = logs;
  if (rest.length === 0) return first!;
  const column = (x: Tensor) => ops.reshape(x, [x.shape[0]! * x.shape[1]!, 1]);
  // For a row of numbers, a number less its log-softmax is the logarithm of the sum of exponentials, without underflow.
  const shares = ops.logSoftmax(ops.concatenate(logs.map(column), 1));
  const logSum = ops.subtract(first!, ops.reshape(ops.slice(shares, 1, 0, 1), first!.shape));
  return ops.subtract(logSum, ops.constant(Math.log(logs.length)));
}

/** The overlap of two distributions: sum_c min(p_c, q_c), [batch, 1], 0 to 1. */
function overlap(ops: Ops, p: Tensor, q: Tensor): Tensor {
  return ops.sum(ops.subtract(p, ops.relu(ops.subtract(p, q))), [1]);
}

function peersOf({ student, teacher }: Experiment, { peers, others }: ParamValues<typeof params>): NetworkSpec[] {
  return branches(student.architecture, "peer", peers, 0).map((spec, i): NetworkSpec => {
    const architecture = i > 0 && others === "teacher" ? teacher.architecture : spec.architecture;
    return { ...spec, role: "peer", architecture };
  });
}

type Teaching = "each" | "ensemble" | "none";

/** One stage in which the peers are updated in turn. @param teaching "none" for independent peers */
function peerStages(experiment: Experiment, values: ParamValues<typeof params>, teaching: Teaching): readonly Stage[] {
  const networks = peersOf(experiment, values);
  const names = networks.map(({ name }) => name);
  const logitsOf = ({ forward }: ForwardScope) => names.map((name) => forward(name).logits);
  return [
    {
      name: "mutual learning",
      training: experiment.student.training,
      networks,
      updates: "alternating",
      noiseStudy: "student",
      loss(scope) {
        const { ops } = scope;
        const one = ops.constant(1);
        const z = logitsOf(scope);
        return names.flatMap((name, k): LossTerm[] => {
          const own = { name: `labels: ${name}`, weight: one, value: crossEntropy(ops, scope.labels, z[k]!, one) };
          if (teaching === "none") return [{ ...own, updates: name }];
          const others = z.filter((_, l) => l !== k).map((other) => ops.stopGradient(other));
          const teachers = teaching === "ensemble" ? [logMeanProbability(ops, others)] : others;
          const total = teachers.map((teacher) => divergence(ops, teacher, z[k]!, one)).reduce((a, b) => ops.add(a, b));
          const share = values.over === "average" ? 1 / teachers.length : 1;
          const weight = ops.multiply(scope.live("weight"), ops.constant(share));
          return [
            { ...own, updates: name },
            { name: `peers to ${name}`, weight, value: total, updates: name },
          ];
        });
      },
      evaluated: [
        ...names.map(outputOf),
        { name: "ensemble", network: "student", logits: (scope) => logMeanProbability(scope.ops, logitsOf(scope)) },
      ],
      pictures: [
        {
          id: "peers",
          title: "What each peer says",
          reading:
            "Networks that train together, each drawn to the answers of the others. They start from different weights, and their answers come together without becoming the same.",
          kind: "bars",
          panels: (scope) => logitsOf(scope).map((z, k) => ({ label: names[k]!, value: scope.ops.softmax(z) })),
        },
        {
          id: "agreement",
          title: "How much of their probability the peers agree on with the student",
          reading: "1 would mean that a peer gives every class the probability that the student gives it.",
          kind: "bars",
          panels(scope) {
            const [student, ...others] = logitsOf(scope).map((z) => scope.ops.softmax(z));
            const value = scope.ops.concatenate(
              others.map((other) => overlap(scope.ops, student!, other)),
              1,
            );
            return [{ label: names.slice(1).join(", "), value }];
          },
        },
      ],
    },
  ];
}

export const mutual = defineMethod({
  id: "mutual",
  name: "Deep Mutual Learning",
  claim: "Untrained networks that learn together and teach each other end better than each does alone.",
  paper: {
    title: "Deep Mutual Learning",
    authors: "Zhang, Xiang, Hospedales, Lu",
    year: 2018,
    url: "https://arxiv.org/abs/1706.00384",
    equations: "1-8, algorithm 1",
  },
  params,
  plan: (experiment, values) => peerStages(experiment, values, values.teaching === "ensemble" ? "ensemble" : "each"),
  arms: {
    "independent-peers": {
      name: "Independent peers",
      plan: (experiment, values) => peerStages(experiment, values, "none"),
    },
    "taught-by-ensemble": {
      name: "Taught by the others' ensemble (DML_e)",
      plan: (experiment, values) => peerStages(experiment, values, "ensemble"),
    },
  },
  claims: [
    {
      text: "A network makes fewer errors with a peer than alone.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "Its predictions are less certain: their entropy is higher.",
      better: { arm: DISTILLED },
      than: { arm: BASELINE },
      by: "entropy",
    },
    {
      text: "Peers that teach each other make a better ensemble than independent ones.",
      better: { arm: DISTILLED, output: "ensemble" },
      than: { arm: "independent-peers", output: "ensemble" },
      by: "errors",
    },
  ],
  preset: (base) => ({
    ...base,
    student: { ...base.student, architecture: dense(100, 100) },
    transferSet: { ...base.transferSet, noisyLabels: 0.3 },
    method: { id: "mutual", params: { peers: 3 } },
    controls: ["independent-peers"],
    evaluateEvery: 100,
  }),
  variants: { "mutual-clean": withCleanLabels },
  judgedVariants: ["mutual-clean"],
});
