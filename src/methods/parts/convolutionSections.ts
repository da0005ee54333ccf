/**
 * The sections of a convolutional network: runs of convolutions with one number of channels between poolings. FSP and
 * attention transfer compare the feature maps at their ends between teacher and student.
 */

import { type Architecture, inferShapes, type ShapedLayer } from "../../domain/architecture.ts";
import type { Ops, Tensor } from "../../tensor/graph.ts";

/** The last convolution of a section, and the shape of its maps: [side, side, channels]. */
export interface SectionEnd {
  /** index of the layer in its architecture */
  readonly index: number;
  readonly side: number;
  readonly channels: number;
}

/** The first and the last convolution of a section; the same one where it has a single convolution. */
export interface Section {
  readonly start: SectionEnd;
  readonly end: SectionEnd;
}

function endOf({ index, layer, outputShape }: ShapedLayer, next: ShapedLayer | undefined): readonly SectionEnd[] {
  if (outputShape.length !== 3 || (layer.kind !== "conv" && layer.kind !== "depthwise")) return [];
  const continues =
    next?.layer.kind === "depthwise" || (next?.layer.kind === "conv" && next.layer.filters === outputShape[2]);
  return continues ? [] : [{ index, side: outputShape[0], channels: outputShape[2] }];
}

/**
 * The last convolution of each section: a section ends before pooling, before a dense layer, or where channels change.
 */
export function sectionEnds(architecture: Architecture): readonly SectionEnd[] {
  const layers = inferShapes(architecture).filter(({ layer }) => layer.kind !== "dropout");
  return layers.flatMap((shaped, i) => endOf(shaped, layers[i + 1]));
}

/** The sections of a network, each with its first and its last convolution. */
function sectionsIn(architecture: Architecture): readonly Section[] {
  const shaped = inferShapes(architecture);
  return sectionEnds(architecture).map((end, i, ends) => {
    const after = ends[i - 1]?.index ?? -1;
    const first = shaped.find(
      ({ index, layer }) => index > after && (layer.kind === "conv" || layer.kind === "depthwise"),
    )!;
    const [side = 0, , channels = 0] = first.outputShape;
    return { start: { index: first.index, side, channels }, end };
  });
}

/**
 * The sections of teacher and student in pairs, by their starts and ends.
 * @throws RangeError as `sectionsOf`
 */
export function wholeSectionsOf(teacher: Architecture, student: Architecture, min: number) {
  sectionsOf(teacher, student, min);
  const ofStudent = sectionsIn(student);
  return sectionsIn(teacher).map((section, i) => ({ teacher: section, student: ofStudent[i]! }));
}

/**
 * The section ends of teacher and student in pairs.
 * @throws RangeError where one has more sections than the other, or fewer than `min`
 */
export function sectionsOf(teacher: Architecture, student: Architecture, min: number) {
  const [ofTeacher, ofStudent] = [sectionEnds(teacher), sectionEnds(student)];
  if (ofTeacher.length < min || ofStudent.length < min)
    throw new RangeError(
      `the teacher has ${ofTeacher.length} sections of convolutions and the student ${ofStudent.length}; give each at least ${min}`,
    );
  if (ofTeacher.length !== ofStudent.length)
    throw new RangeError(
      `the teacher has ${ofTeacher.length} sections of convolutions and the student ${ofStudent.length}; give both as many (one ends before pooling, a dense layer or another number of filters)`,
    );
  return ofTeacher.map((end, i) => ({ teacher: end, student: ofStudent[i]! }));
}

/** Max-pools maps [batch, h, w, c] to [batch, side, side, c]. @param side divides h */
export function poolTo(ops: Ops, maps: Tensor, side: number): Tensor {
  return maps.shape[1] === side ? maps : ops.maxPool(maps, maps.shape[1]! / side);
}
