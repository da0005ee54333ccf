/**
 * Feature Fusion Learning: two sub-networks, and a module that fuses their last maps into a third classifier. The mean
 * of both trains the fused classifier by its soft targets, and this trains both. Kim, Hyun, Chung and Kwak 2019, as in
 * their released code: L = CE(z1) + CE(z2) + CE(zf) + w(t) T^2 [KL(zf || z1) + KL(zf || z2) + KL((z1 + z2) / 2 || zf)],
 * T = 3, ramp-up over 80 of 300 epochs. That code has no maps of unequal sizes; the valid convolution that makes them
 * equal here is ours.
 */

import type { Architecture } from "../../domain/architecture.ts";
import { IMAGE_SIDE } from "../../domain/dataset.ts";
import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import type { Tensor } from "../../tensor/graph.ts";
import { type AdapterSpec, defineMethod, type ForwardScope, type NetworkSpec, type Stage } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { branches, ensembleParams, lastMap, meanLogits, poolGlobally, trunkLength } from "../parts/branches.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { crossEntropy, rampUp, scaledDivergence } from "../parts/losses.ts";
import { outputOf } from "../parts/teacherStudent.ts";

const params = {
  temperature: ensembleParams.temperature,
  softWeight: {
    kind: "number",
    scale: "weight",
    default: 1,
    min: 0,
    max: 5,
    live: true,
    doc: "Weight of what the classifiers teach.",
  },
  rampUp: ensembleParams.rampUp,
  trunk: {
    kind: "number",
    default: 0,
    min: 0,
    max: 0.9,
    live: false,
    doc: "Share of the hidden layers that both sub-networks have in common.",
  },
  second: {
    kind: "choice",
    default: "same",
    choices: ["same", "teacher"],
    doc: "The second sub-network: of the student's architecture or of the teacher's, untrained.",
  },
} as const satisfies ParamTable;

const NAMES = ["student", "sub-network 2"] as const;

function subNetworks({ student, teacher }: Experiment, { trunk, second }: ParamValues<typeof params>): NetworkSpec[] {
  const layers = trunkLength(student.architecture, trunk);
  const [first, other] = branches(student.architecture, "sub-network", 2, layers);
  if (second === "same") return [first!, other!];
  if (layers > 0)
    throw new RangeError(`trunk is ${trunk}, but networks of different architectures share no layers; set it to 0`);
  return [first!, { ...other!, architecture: teacher.architecture }];
}

/** The fusion module, the fused classifier, and a valid convolution for maps that are larger than the others. */
function fusionAdapters(architectures: readonly Architecture[]): readonly AdapterSpec[] {
  const maps = architectures.map(
    (one, i) => lastMap(one, `the ${NAMES[i]}`).outputShape as readonly [number, number, number],
  );
  const [height, width] = maps.reduce((least, map) => (map[0] < least[0] ? map : least));
  const channels = maps.reduce((sum, [, , c]) => sum + c, 0);
  const [, , filters] = maps[0]!;
  const normed = { activation: "relu", batchNorm: true } as const;
  const regressors = maps.flatMap(([h, w, c], i): AdapterSpec[] => {
    if (h === height && w === width) return [];
    if (w - width !== h - height)
      throw new RangeError(`no square filter makes ${height}x${width} maps of ${h}x${w}; pool both networks alike`);
    const layers = [{ kind: "conv", filters: c, kernel: h - height + 1, padding: "valid", ...normed } as const];
    return [{ name: `regressor of ${NAMES[i]}`, inputShape: [h, w, c], layers }];
  });
  const fusion: AdapterSpec = {
    name: "fusion",
    inputShape: [height, width, channels],
    layers: [
      { kind: "depthwise", kernel: 3, ...normed },
      { kind: "conv", filters, kernel: 1, ...normed },
    ],
  };
  const { classes } = architectures[0]!;
  const classifier = [{ kind: "dense", units: classes, activation: "linear" } as const];
  return [...regressors, fusion, { name: "fused classifier", inputShape: [filters], layers: classifier }];
}

/** One stage of both sub-networks and the module. @param distils whether there are terms beside the labels */
function fusionStages(experiment: Experiment, values: ParamValues<typeof params>, distils = true): readonly Stage[] {
  const networks = subNetworks(experiment, values);
  const adapters = fusionAdapters(networks.map(({ architecture }) => architecture));
  const lastMaps = networks.map(({ architecture }) => lastMap(architecture, "").index);
  const mapsOf = ({ forward }: ForwardScope) => NAMES.map((name, i) => forward(name).feature(lastMaps[i]!));
  const fusedMap = (scope: ForwardScope): Tensor => {
    const joined = mapsOf(scope).map((map, i) => {
      const regressor = `regressor of ${NAMES[i]}`;
      return adapters.some(({ name }) => name === regressor) ? scope.applyAdapter(regressor, map) : map;
    });
    return scope.applyAdapter("fusion", scope.ops.concatenate(joined, 3));
  };
  const fused = (scope: ForwardScope) =>
    scope.applyAdapter("fused classifier", poolGlobally(scope.ops, fusedMap(scope)));
  const outputs = ({ forward }: ForwardScope) => NAMES.map((name) => forward(name));
  const firstChannels = ({ ops }: ForwardScope, map: Tensor) => ops.slice(map, 3, 0, Math.min(4, map.shape[3]!));
  return [
    {
      name: "fusion",
      training: experiment.student.training,
      networks,
      adapters,
      loss(scope) {
        const { ops, labels, progress } = scope;
        const [z1, z2] = outputs(scope).map(({ logits }) => logits);
        const zf = fused(scope);
        const one = ops.constant(1);
        const supervised = (
          [
            ["labels: student", z1!],
            ["labels: sub-network 2", z2!],
            ["labels: fused", zf],
          ] as const
        ).map(([name, z]) => ({ name, weight: one, value: crossEntropy(ops, labels, z, one) }));
        if (!distils) return supervised;
        const weight = ops.multiply(scope.live("softWeight"), rampUp(ops, progress, values.rampUp));
        const temperature = scope.live("temperature");
        const distilled = (
          [
            ["fused to student", zf, z1!],
            ["fused to sub-network 2", zf, z2!],
            ["ensemble to fused", meanLogits(ops, outputs(scope)), zf],
          ] as const
        ).map(([name, from, to]) => ({ name, weight, value: scaledDivergence(ops, from, to, temperature) }));
        return [...supervised, ...distilled];
      },
      evaluated: [
        ...NAMES.map(outputOf),
        { name: "fused", network: "student", logits: fused },
        { name: "ensemble", network: "student", logits: (scope) => meanLogits(scope.ops, outputs(scope)) },
      ],
      pictures: [
        {
          id: "fused-maps",
          title: "The sub-networks' last maps, and what the module fuses them into",
          reading:
            "Four channels of the last map of each sub-network, and four of the fused one. Channel 1 of one is not channel 1 of another: the module makes its own from all of them.",
          teaching: ["fused"],
          kind: "maps",
          panels: (scope) => [
            ...mapsOf(scope).map((map, i) => ({ label: NAMES[i]!, value: firstChannels(scope, map) })),
            { label: "fused", value: firstChannels(scope, fusedMap(scope)) },
          ],
        },
      ],
    },
  ];
}

/** Two convolutions, each after pooling, so that a pixel of the last maps depends on a large part of the image. */
const twoConvolutions: Architecture = {
  input: [IMAGE_SIDE, IMAGE_SIDE],
  layers: [
    { kind: "pool", size: 2 },
    { kind: "conv", filters: 12, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    { kind: "conv", filters: 24, kernel: 3, activation: "relu" },
  ],
  classes: 10,
};

export const featureFusion = defineMethod({
  id: "feature-fusion",
  name: "Feature Fusion Learning",
  claim: "Sub-networks and the classifier that fuses their maps teach each other, and each is better for it.",
  paper: {
    title: "Feature Fusion for Online Mutual Knowledge Distillation",
    authors: "Kim, Hyun, Chung, Kwak",
    year: 2019,
    url: "https://arxiv.org/abs/1904.09058",
    equations: "the loss of the released code",
  },
  params,
  plan: (experiment, values) => fusionStages(experiment, values),
  arms: {
    "fusion-without-teaching": {
      name: "Fusion without teaching",
      plan: (experiment, values) => fusionStages(experiment, values, false),
    },
  },
  claims: [
    {
      text: "A sub-network makes fewer errors than the same network trained alone.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "The fused classifier makes fewer errors than the ensemble of its sub-networks.",
      better: { arm: DISTILLED, output: "fused" },
      than: { arm: DISTILLED, output: "ensemble" },
      by: "errors",
    },
    {
      text: "Teaching makes the fused classifier better than labels alone do.",
      better: { arm: DISTILLED, output: "fused" },
      than: { arm: "fusion-without-teaching", output: "fused" },
      by: "errors",
    },
  ],
  fidelity: {
    exact:
      "The fusion module (depthwise 3x3, pointwise, batch norm), the cycle ensemble to fused to branches, T = 3 with T squared, the ramp-up.",
    scaled: "Two small convolutional branches, where the released code has ResNet-32 that share two stages.",
  },
  preset: (base) => ({
    ...base,
    student: { architecture: twoConvolutions, training: { ...base.student.training, learningRate: 0.003 } },
    transferSet: { ...base.transferSet, noisyLabels: 0.3 },
    method: { id: "feature-fusion", params: {} },
    controls: ["fusion-without-teaching"],
    evaluateEvery: 100,
  }),
});
