/** The sections of a convolutional network: what papers that compare flows or attention between networks look at. */

import { type Architecture, type PlacedLayer, placeLayers } from "../../domain/architecture.ts";
import type { Ops, Tensor } from "../../tensor/graph.ts";

/** A convolution that ends a section, and its maps' shape. */
export interface SectionEnd {
  readonly index: number;
  readonly side: number;
  readonly channels: number;
}

function endOf({ index, layer, to }: PlacedLayer, next: PlacedLayer | undefined): readonly SectionEnd[] {
  if (to.length !== 3 || (layer.kind !== "conv" && layer.kind !== "depthwise")) return [];
  const goesOn = next?.layer.kind === "depthwise" || (next?.layer.kind === "conv" && next.layer.filters === to[2]);
  return goesOn ? [] : [{ index, side: to[0], channels: to[2] }];
}

/** The last convolution of each section: a section ends before pooling, before a dense layer, or where channels change. */
export function sectionEnds(architecture: Architecture): readonly SectionEnd[] {
  const layers = placeLayers(architecture).filter(({ layer }) => layer.kind !== "dropout");
  return layers.flatMap((placed, i) => endOf(placed, layers[i + 1]));
}

/**
 * Both networks' sections side by side.
 * @throws RangeError where one has more of them, or fewer than `least`
 */
export function sectionsOf(teacher: Architecture, student: Architecture, least: number) {
  const [ofTeacher, ofStudent] = [sectionEnds(teacher), sectionEnds(student)];
  if (ofTeacher.length < least || ofStudent.length < least)
    throw new RangeError(
      `the teacher has ${ofTeacher.length} sections of convolutions and the student ${ofStudent.length}; give each at least ${least}`,
    );
  if (ofTeacher.length !== ofStudent.length)
    throw new RangeError(
      `the teacher has ${ofTeacher.length} sections of convolutions and the student ${ofStudent.length}; give both as many (one ends before pooling, a dense layer or another number of filters)`,
    );
  return ofTeacher.map((end, i) => ({ teacher: end, student: ofStudent[i]! }));
}

/** Maps [batch, h, w, c] pooled by their largest until their side is `side`. */
export function poolTo(ops: Ops, maps: Tensor, side: number): Tensor {
  return maps.shape[1] === side ? maps : ops.maxPool(maps, maps.shape[1]! / side);
}
