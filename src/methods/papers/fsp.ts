/**
 * A gift from knowledge distillation: the student first learns the teacher's FSP matrices (flow of the solution
 * procedure), products between the channels of a section's first and last convolution, then the task. Yim et al. 2017,
 * eq. 1 (the FSP matrix) and eq. 2 (its loss, mean over the batch); every pair has weight 1. A setting takes the ends of
 * neighbouring sections in place of each section's own; where sides differ, the larger map is max-pooled. The equations
 * are those of two independent notes on the paper; its learning rates and numbers of steps could not be verified.
 */

import type { Architecture, LayerSpec } from "../../domain/architecture.ts";
import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { sameJson } from "../../domain/sameJson.ts";
import type { Ops, Scalar, Tensor } from "../../tensor/graph.ts";
import { defineMethod, type NetworkOutput, type NetworkSpec, type Picture, type Stage } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import {
  type MapSize,
  poolingBetween,
  poolTo,
  type SectionEnd,
  smallerOf,
  wholeSectionsOf,
} from "../parts/convolutionSections.ts";
import { meanOverBatch } from "../parts/losses.ts";
import { shuffledChannels } from "../parts/shuffledChannels.ts";
import { COPIED_TEACHER, firstStage, frozenTeacher, labelStage, trainableStudent } from "../parts/teacherStudent.ts";

/**
 * The FSP matrix G = F1' F2 / (h w): products of the channels of two maps, mean over the pixels. Yim et al. 2017,
 * eq. 1.
 * @param first [batch, h, w, m]
 * @param second [batch, h, w, n]; where the sides differ, the larger maps are max-pooled
 * @returns [batch, m, n]
 */
export function fspMatrix(ops: Ops, first: Tensor, second: Tensor): Tensor {
  const sizeOf = ({ shape }: Tensor): MapSize => [shape[1]!, shape[2]!];
  const size = smallerOf(sizeOf(first), sizeOf(second));
  const count = size[0] * size[1];
  const pixels = (maps: Tensor) => ops.reshape(poolTo(ops, maps, size), [maps.shape[0]!, count, maps.shape[3]!]);
  return ops.multiply(ops.matmul(pixels(first), pixels(second), true), ops.constant(1 / count));
}

/** ||G - H||^2 over the entries, mean over the batch. Yim et al. 2017, eq. 2. @param target gets no gradient */
export function fspLoss(ops: Ops, target: Tensor, own: Tensor): Scalar {
  const difference = ops.subtract(ops.stopGradient(target), own);
  return meanOverBatch(ops, ops.multiply(difference, difference));
}

/** Two convolutions whose outputs make an FSP matrix. */
type FlowPair = readonly [SectionEnd, SectionEnd];

/**
 * The pairs of both networks.
 * @param between whether each section's end is taken with the end of the next one, in place of its own start
 * @throws RangeError where they cannot be compared, with what would suit
 */
function pairsOf({ teacher, student }: Experiment, between: boolean) {
  const sections = wholeSectionsOf(teacher.architecture, student.architecture, between ? 2 : 1);
  const pairs = (["teacher", "student"] as const).map((owner): readonly FlowPair[] => {
    const own = sections.map((section) => section[owner]);
    if (between) return own.slice(1).map(({ end }, i) => [own[i]!.end, end]);
    return own.map(({ start, end }, i) => {
      if (start.index === end.index)
        throw new RangeError(
          `section ${i + 1} of the ${owner} has one convolution, and a flow needs two; give it another one of as many filters, or set matrices to "between sections"`,
        );
      return [start, end];
    });
  });
  const [ofTeacher, ofStudent] = pairs as [readonly FlowPair[], readonly FlowPair[]];
  for (const [i, pair] of ofTeacher.entries())
    for (const [k, { channels }] of pair.entries()) {
      const own = ofStudent[i]![k]!;
      if (channels !== own.channels)
        throw new RangeError(
          `section ${between ? i + k + 1 : i + 1} has ${channels} channels in the teacher and ${own.channels} in the student; give both the same number of filters there`,
        );
    }
  for (const [a, b] of [...ofTeacher, ...ofStudent])
    if (poolingBetween(a.size, b.size) === null)
      throw new RangeError(`maps of ${a.size.join("x")} cannot be pooled to ${b.size.join("x")}; pool by a divisor`);
  return { teacher: ofTeacher, student: ofStudent };
}

function fspMatrices(ops: Ops, output: NetworkOutput, pairs: readonly FlowPair[]): readonly Tensor[] {
  return pairs.map(([a, b]) => fspMatrix(ops, output.feature(a.index), output.feature(b.index)));
}

const BETWEEN = "between sections";

const params = {
  flowSteps: {
    ...{
      kind: "number",
      unit: "steps",
      scale: "logarithmic",
      default: 200,
      min: 1,
      max: 100_000,
      live: false,
      whole: true,
    },
    doc: "Steps of the first stage, in which only the matrices are learnt, without labels.",
  },
  images: {
    kind: "choice",
    default: "transfer set",
    choices: ["transfer set", "all training images"],
    doc: "On which images, whose labels it does not read, the flow is learnt.",
  },
  matrices: {
    kind: "choice",
    default: BETWEEN,
    choices: [BETWEEN, "within a section"],
    doc: "Which two convolutions make a matrix: the ends of neighbouring sections, or a section's first and last one.",
  },
} as const satisfies ParamTable;

/** Stage 1: the student's FSP matrices approach those of a teacher. */
function flowStage(experiment: Experiment, teacher: NetworkSpec, settings: ParamValues<typeof params>): Stage {
  const between = settings.matrices === BETWEEN;
  const pairs = pairsOf(experiment, between);
  const pictures = pairs.student.map(
    (_, i): Picture => ({
      id: `flow-${i + 1}`,
      title: between ? `Flow from section ${i + 1} to ${i + 2}` : `Flow through section ${i + 1}`,
      reading:
        "Each cell is the mean product of two channels, one at either end of the section: how features flow. The first stage draws the student's matrix to the teacher's.",
      teaching: ["teacher"],
      kind: "matrices",
      panels({ ops, forward }) {
        const target = fspMatrices(ops, forward(teacher.name), pairs.teacher)[i]!;
        const own = fspMatrices(ops, forward("student"), pairs.student)[i]!;
        return [
          { label: "teacher", value: target },
          { label: "student", value: own },
          { label: "difference", value: ops.subtract(own, target) },
        ];
      },
    }),
  );
  return {
    name: "flow",
    ...firstStage(experiment, settings.flowSteps, settings.images),
    networks: [teacher, { ...trainableStudent(experiment), trains: { upToLayer: pairs.student.at(-1)![1].index } }],
    loss({ ops, forward }) {
      const targets = fspMatrices(ops, forward(teacher.name), pairs.teacher);
      const own = fspMatrices(ops, forward("student"), pairs.student);
      const value = targets.map((target, i) => fspLoss(ops, target, own[i]!)).reduce((a, b) => ops.add(a, b));
      return [{ name: "flow", weight: ops.constant(1), value }];
    },
    pictures,
  };
}

const conv = (filters: number): LayerSpec => {
  return { kind: "conv", filters, kernel: 3, activation: "relu", batchNorm: true };
};
const pool: LayerSpec = { kind: "pool", size: 2 };
/** Three sections of two convolutions, of 8, 16 and 32 channels, on images that are pooled first. */
const threeSections: Architecture = {
  ...dense(),
  layers: [pool, conv(8), conv(8), pool, conv(16), conv(16), conv(32), conv(32)],
};

export const fsp = defineMethod({
  id: "fsp",
  name: "A gift (FSP)",
  claim: "A student that first learns how features flow through the teacher learns the task faster and better.",
  paper: {
    title: "A Gift from Knowledge Distillation: Fast Optimization, Network Minimization and Transfer Learning",
    authors: "Yim, Joo, Bae, Kim",
    year: 2017,
    url: "https://openaccess.thecvf.com/content_cvpr_2017/html/Yim_A_Gift_From_CVPR_2017_paper.html",
    equations: "1, 2",
  },
  params,
  preset: (base) => ({
    ...base,
    teacher: { architecture: threeSections, training: { ...base.student.training, steps: 450 } },
    student: {
      architecture: threeSections,
      training: { ...base.student.training, steps: 150, batchSize: 32, learningRate: 0.003 },
    },
    transferSet: { ...base.transferSet, size: 100 },
    method: { id: "fsp", params: { flowSteps: 600, images: "all training images", matrices: "within a section" } },
  }),
  variants: {
    "fsp-new-task": (own) => ({
      ...own,
      // The paper's transfer to a new task: the teacher knows some classes, the student learns the others.
      data: { ...own.data, omitClasses: [5, 6, 7, 8, 9] },
      transferSet: { ...own.transferSet, omitClasses: [0, 1, 2, 3, 4] },
    }),
  },
  plan: (experiment, settings) => [
    flowStage(experiment, frozenTeacher(experiment), settings),
    labelStage("task", experiment),
  ],
  arms: {
    "shuffled-channels": {
      name: "teacher with shuffled channels",
      plan(experiment, settings) {
        const { layers } = experiment.teacher.architecture;
        const by: Extract<NetworkSpec["startsFrom"], object>["by"] = (stored, random) =>
          shuffledChannels(layers, stored, random);
        const teacher: NetworkSpec = {
          ...frozenTeacher(experiment),
          name: "shuffled teacher",
          startsFrom: { network: "teacher", by, change: { kind: "shuffled channels" } },
        };
        return [flowStage(experiment, teacher, settings), labelStage("task", experiment)];
      },
    },
    "weight-copy": {
      name: "the teacher's weights, copied",
      plan(experiment, { flowSteps }) {
        const { teacher, student } = experiment;
        if (!sameJson(teacher.architecture, student.architecture))
          throw new RangeError(
            "weights can be copied between equal networks only; give the student the teacher's layers",
          );
        const { training, ...stage } = labelStage("task", experiment);
        const steps = training.steps + flowSteps;
        const copy: NetworkSpec = {
          ...trainableStudent(experiment),
          startsFrom: COPIED_TEACHER,
        };
        return [{ ...stage, training: { ...training, steps }, networks: [copy] }];
      },
    },
  },
  claims: [
    {
      text: "With the flow learnt first, fewer errors remain at the end.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "With the flow learnt first, fewer errors are left after 650 steps, those of the flow included.",
      better: { arm: DISTILLED },
      than: { arm: BASELINE },
      by: { errorsAtStep: 650 },
    },
  ],
});
