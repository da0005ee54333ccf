/**
 * The sections of a convolutional network: runs of convolutions, or of residual blocks, with one number of channels between
 * poolings. FSP and
 * attention transfer compare the feature maps at their ends between teacher and student.
 */

import { type Architecture, inferShapes, type LayerSpec, type ShapedLayer } from "../../domain/architecture.ts";
import type { Ops, Tensor } from "../../tensor/graph.ts";

/** Height and width of feature maps. */
export type MapSize = readonly [height: number, width: number];

/** The last convolution of a section, or the sum that ends its last residual block, and the shape of its maps. */
export interface SectionEnd {
  /** index of the layer in its architecture */
  readonly index: number;
  /** height and width */
  readonly size: MapSize;
  readonly channels: number;
}

/** The first and the last convolution of a section; the same one where it has a single convolution. */
export interface Section {
  readonly start: SectionEnd;
  readonly end: SectionEnd;
}

/** Whether a layer's maps belong to a section: those of convolutions, and their sums with earlier ones. */
function isOfSection({ kind }: LayerSpec): boolean {
  return kind === "conv" || kind === "depthwise" || kind === "add";
}

function endOf({ index, layer, outputShape }: ShapedLayer, next: ShapedLayer | undefined): readonly SectionEnd[] {
  if (outputShape.length !== 3 || !isOfSection(layer)) return [];
  const continues =
    next?.layer.kind === "depthwise" ||
    next?.layer.kind === "add" ||
    (next?.layer.kind === "conv" && next.layer.filters === outputShape[2] && (next.layer.stride ?? 1) === 1);
  return continues ? [] : [{ index, size: [outputShape[0], outputShape[1]], channels: outputShape[2] }];
}

/**
 * The last convolution of each section: a section ends before pooling, before a dense layer or a stride
 * above 1, or where channels change.
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
    const first = shaped.find(({ index, layer }) => index > after && isOfSection(layer))!;
    const [height = 0, width = 0, channels = 0] = first.outputShape;
    return { start: { index: first.index, size: [height, width], channels }, end };
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
      `the teacher has ${ofTeacher.length} sections of convolutions and the student ${ofStudent.length}; give both as many (one ends before pooling, a dense layer, a stride above 1 or another number of filters)`,
    );
  return ofTeacher.map((end, i) => ({ teacher: end, student: ofStudent[i]! }));
}

/** By how much maps are pooled to become those of another size; null where no square pooling does it. */
export function poolingBetween(from: MapSize, to: MapSize): number | null {
  const by = from[0] / to[0];
  return Number.isInteger(by) && from[1] === by * to[1] ? by : null;
}

/** The smaller of two sizes of maps. */
export function smallerOf(one: MapSize, other: MapSize): MapSize {
  return one[0] <= other[0] ? one : other;
}

/** Max-pools maps [batch, h, w, c] to [batch, ...to, c]. @throws RangeError where no square pooling does it */
export function poolTo(ops: Ops, maps: Tensor, to: MapSize): Tensor {
  const from: MapSize = [maps.shape[1]!, maps.shape[2]!];
  const by = poolingBetween(from, to);
  if (by === null)
    throw new RangeError(`maps of ${from.join("x")} cannot be pooled to ${to.join("x")}; pool by a divisor`);
  return by === 1 ? maps : ops.maxPool(maps, by);
}
