/** Which test images are in one cell of a confusion matrix. */

import { shapeOf } from "../../../domain/namedDatasets.ts";
import type { Evaluation, ProbeKind } from "../../../protocol/events.ts";
import { momentAt } from "../../../session/run/moments.ts";
import type { NetworkRun, Run } from "../../../session/run/runFromEvents.ts";
import { imageOf } from "../../shown/chosenProbe.ts";

/** A cell: the true class and the answer. */
export interface Cell {
  readonly trueClass: number;
  readonly answer: number;
}

/**
 * The cell with the most errors, of a dropped class where there is one.
 * @param hasImages which cells have images to show: one of these comes before a cell of which none is known
 */
export function mostWrongCell(
  { confusion, classTotals }: Pick<Evaluation, "confusion" | "classTotals">,
  dropped: readonly number[],
  hasImages: (cell: Cell) => boolean,
): Cell {
  const classes = classTotals.length;
  const cells = Array.from(confusion, (value, i) => ({
    cell: { trueClass: Math.floor(i / classes), answer: i % classes },
    value,
  }))
    .filter(({ cell: { trueClass, answer }, value }) => value > 0 && trueClass !== answer)
    .filter(({ cell }) => dropped.length === 0 || dropped.includes(cell.trueClass))
    .sort((a, b) => b.value - a.value);
  const first = cells.find(({ cell }) => hasImages(cell)) ?? cells[0];
  return first?.cell ?? { trueClass: 0, answer: 0 };
}

/** Places of the cell's images in the test set, in order, and how many test images have been looked through. */
export interface CellPlaces {
  readonly places: readonly number[];
  readonly lookedThrough: number;
}

/** The class with the largest logit in each row. */
export function answersOf(logits: Float32Array, classes: number): Uint8Array {
  const answers = new Uint8Array(logits.length / classes);
  for (let i = 0; i < answers.length; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (logits[i * classes + c]! > logits[i * classes + best]!) best = c;
    answers[i] = best;
  }
  return answers;
}

/** The test images of a cell; null where a network's answers to the test set are not known. */
export function placesOf(
  logits: Float32Array | undefined,
  labels: Uint8Array | undefined,
  classes: number,
  { trueClass, answer }: Cell,
): CellPlaces | null {
  if (!logits || !labels) return null;
  const answers = answersOf(logits, classes);
  const places: number[] = [];
  for (const [place, given] of answers.entries())
    if (given === answer && labels[place] === trueClass) places.push(place);
  return { places, lookedThrough: answers.length };
}

/** One of the followed images. */
export interface FollowedImage {
  readonly kind: ProbeKind;
  readonly probe: number;
  readonly image: Uint8Array | null;
  readonly place: number | undefined;
}

/** The followed images that are in a cell at a step, each once. */
export function followedIn(
  { probes, experiment }: Pick<Run, "probes" | "experiment">,
  { probeLogits }: Pick<NetworkRun, "probeLogits">,
  classes: number,
  { trueClass, answer }: Cell,
  step: number | null,
): readonly FollowedImage[] {
  const seen = new Set<number>();
  return (["gallery", "confusing"] as const).flatMap((kind) => {
    const set = probes[kind];
    const logits = momentAt(probeLogits[kind] ?? [], step)?.logits;
    if (!set || !logits) return [];
    const answers = answersOf(logits, classes);
    return set.labels.flatMap((label, probe): FollowedImage[] => {
      const place = set.places?.[probe];
      if (label !== trueClass || answers[probe] !== answer || (place !== undefined && seen.has(place))) return [];
      if (place !== undefined) seen.add(place);
      return [{ kind, probe, image: imageOf(set, probe, shapeOf(experiment.data)), place }];
    });
  });
}
