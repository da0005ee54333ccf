/**
 * Attention transfer: the student's attention maps approach the teacher's. L = CE(labels) + beta / 2 times the sum over
 * sections of ||Q_S / ||Q_S|| - Q_T / ||Q_T||||, Q = sum over channels of |A|^2. Zagoruyko and Komodakis 2017, eq. 2
 * with p = 2. Equation 2 has the distance itself; the authors' code has its square, mean over pixels, and a weight of
 * 1000, so both can be chosen. Here a map's squares are summed, so their 1000 is a beta of 2000 / pixels: about 40 for
 * 7 x 7.
 */

import type { Architecture, LayerSpec } from "../../domain/architecture.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Ops, Scalar, Tensor } from "../../tensor/graph.ts";
import { defineMethod, type NetworkOutput, type Picture } from "../core/method.ts";
import { poolingBetween, poolTo, type SectionEnd, sectionsOf, smallerOf } from "../parts/convolutionSections.ts";
import { meanOverBatch } from "../parts/losses.ts";
import { frozenTeacher, labelTerm, trainableStudent } from "../parts/teacherStudent.ts";

/** Added under square roots, which keeps the quotient and the gradient finite for maps of zeros and distances of 0. */
const TINY = 1e-12;

/**
 * Attention maps Q / ||Q||_2 with Q = sum over channels of |A|^2: [batch, h, w, c] to [batch, h * w], rows of norm 1.
 */
export function attentionMap(ops: Ops, maps: Tensor): Tensor {
  const [batch, height, width] = maps.shape;
  const energy = ops.reshape(ops.sum(ops.multiply(maps, maps), [3]), [batch!, height! * width!]);
  const square = ops.sum(ops.multiply(energy, energy), [1]);
  return ops.divide(energy, ops.sqrt(ops.add(square, ops.constant(TINY))));
}

/** Distance of two attention maps, or its square, mean over the batch. @param target gets no gradient */
export function attentionDistance(ops: Ops, target: Tensor, own: Tensor, squared: boolean): Scalar {
  const difference = ops.subtract(ops.stopGradient(target), own);
  const squares = ops.sum(ops.multiply(difference, difference), [1]);
  const distances = squared ? squares : ops.sqrt(ops.add(squares, ops.constant(TINY)));
  return meanOverBatch(ops, distances);
}

/** The attention maps of both networks at the ends of one section, pooled to the smaller of their sizes. */
function attentionMaps(
  ops: Ops,
  outputs: readonly [NetworkOutput, NetworkOutput],
  ends: readonly [SectionEnd, SectionEnd],
) {
  const size = smallerOf(ends[0].size, ends[1].size);
  const map = (i: 0 | 1) => attentionMap(ops, poolTo(ops, outputs[i].feature(ends[i].index), size));
  return { teacherMap: map(0), studentMap: map(1), size };
}

/** A network of two 3x3 convolutions with the given numbers of filters, each after pooling, and a dense layer. */
function twoSections(first: number, second: number, units: number): Architecture {
  const conv = (filters: number): LayerSpec => ({ kind: "conv", filters, kernel: 3, activation: "relu" });
  const pool: LayerSpec = { kind: "pool", size: 2 };
  return { ...dense(), layers: [pool, conv(first), pool, conv(second), ...dense(units).layers] };
}

export const attentionTransfer = defineMethod({
  id: "attention-transfer",
  name: "Attention transfer",
  claim: "A student that attends to the same places as its teacher makes fewer errors.",
  paper: {
    title: "Paying More Attention to Attention: Improving the Performance of CNNs via Attention Transfer",
    authors: "Zagoruyko, Komodakis",
    year: 2017,
    url: "https://arxiv.org/abs/1612.03928",
    equations: "1, 2",
  },
  params: {
    beta: { kind: "number", default: 1, min: 0, max: 1000, live: true, doc: "Weight of the attention maps' distance." },
    distance: {
      kind: "choice",
      default: "norm",
      choices: ["norm", "squared"],
      doc: "Eq. 2 takes the distance, the authors' code its square.",
    },
  },
  fidelity: {
    exact: "Sums of squares over channels, their directions' distance, beta / 2, the sum over sections.",
    scaled: "Two or three sections of plain convolutions instead of residual groups, and Adam instead of momentum.",
  },
  preset: (base) => ({
    ...base,
    teacher: { architecture: twoSections(16, 32, 64), training: { ...base.student.training, steps: 500 } },
    student: { architecture: twoSections(4, 8, 32), training: { ...base.student.training, steps: 600 } },
    method: { id: "attention-transfer", params: { beta: 1, distance: "norm" } },
  }),
  plan(experiment, { distance }) {
    const { teacher, student } = experiment;
    const sections = sectionsOf(teacher.architecture, student.architecture, 1);
    for (const [i, { teacher: teacherEnd, student: studentEnd }] of sections.entries())
      if (
        (poolingBetween(teacherEnd.size, studentEnd.size) ?? poolingBetween(studentEnd.size, teacherEnd.size)) === null
      )
        throw new RangeError(
          `section ${i + 1} has ${teacherEnd.size.join("x")} maps in the teacher and ${studentEnd.size.join("x")} in the student; pool one of them until its side divides the other's`,
        );
    const pictures = sections.map(
      (section, i): Picture => ({
        id: `attention-${i + 1}`,
        title: `Attention of section ${i + 1}`,
        reading:
          "Where each network looks: its squared activations, summed over channels. Training draws the student's map to the teacher's.",
        teaching: ["teacher"],
        kind: "maps",
        panels({ ops, batchSize, forward }) {
          const { teacherMap, studentMap, size } = attentionMaps(
            ops,
            [forward("teacher"), forward("student")],
            [section.teacher, section.student],
          );
          const map = (x: Tensor) => ops.reshape(x, [batchSize, ...size, 1]);
          return [
            { label: "teacher", value: map(teacherMap) },
            { label: "student", value: map(studentMap) },
          ];
        },
      }),
    );
    return [
      {
        name: "attention",
        training: student.training,
        networks: [frozenTeacher(experiment), trainableStudent(experiment)],
        loss(scope) {
          const { ops, forward } = scope;
          const distances = sections.map((section) => {
            const { teacherMap, studentMap } = attentionMaps(
              ops,
              [forward("teacher"), forward("student")],
              [section.teacher, section.student],
            );
            return attentionDistance(ops, teacherMap, studentMap, distance === "squared");
          });
          const weight = ops.multiply(scope.live("beta"), ops.constant(0.5));
          return [labelTerm(scope), { name: "attention", weight, value: distances.reduce((a, b) => ops.add(a, b)) }];
        },
        pictures,
      },
    ];
  },
});
