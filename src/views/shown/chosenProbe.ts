/** The probe that is shown: the one chosen among the probes of a run, with its image and class. */

import { bytesOfImage, type ImageShape } from "../../domain/dataset.ts";
import { canBeDrawn, type DataChoice, shapeOf } from "../../domain/namedDatasets.ts";
import type { ProbeKind } from "../../protocol/events.ts";
import type { ProbeSet } from "../../session/run/runFromEvents.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useShownExperiment } from "./shownExperiment.ts";

/** One image of a set; null where the recording may not contain it. */
export function imageOf({ images }: Pick<ProbeSet, "images">, index: number, shape: ImageShape): Uint8Array | null {
  const size = bytesOfImage(shape);
  return images.length === 0 ? null : images.subarray(index * size, (index + 1) * size);
}

/** Classes that resemble others: a 9 resembles a 4 and a 7, a shirt (6) the other things for the upper body. */
const resembling = ({ dataset, files }: DataChoice) => (files ? 0 : dataset === "fashion" ? 6 : 9);

/** The first choice: an image of a dropped class where there is one, else of a class that resembles others. */
function firstShown(labels: readonly number[], dropped: readonly number[], data: DataChoice): number {
  const first = labels.findIndex((label) =>
    dropped.length > 0 ? dropped.includes(label) : label === resembling(data),
  );
  return Math.max(0, first);
}

/**
 * The set of probes that is shown; one of each class where the run has no such set. A drawing is shown once it has been
 * answered. Networks are not asked about drawings that cannot be made like their images.
 */
export function useProbeKind(): ProbeKind {
  const chosen = usePage((page) => page.probeKind);
  const before = usePage((page) => page.drawnOver.kind);
  const { data } = useShownExperiment();
  const hasDrawn = usePlayground(({ run }) => run?.probes.drawn !== undefined) && canBeDrawn(data);
  const kind = chosen === "drawn" && !hasDrawn ? before : chosen;
  // Of a run that has not kept the images that were chosen before, or that has none of them, the gallery is shown.
  const isThere = usePlayground(({ run }) => run === null || run.probes[kind] !== undefined);
  return isThere ? kind : "gallery";
}

/**
 * The chosen probe of the shown run: its image and class; undefined where there is none.
 * @param kind the set that it is from; by default the one that the visitor has chosen
 */
export function useProbe(
  kind?: ProbeKind,
): { image: Uint8Array | null; label: number | undefined; index: number } | undefined {
  const page = usePage();
  const chosenKind = useProbeKind();
  const shownKind = kind ?? chosenKind;
  const { kind: of, probe } =
    page.probeKind === "drawn" && shownKind !== "drawn" ? page.drawnOver : { kind: page.probeKind, probe: page.probe };
  const set = usePlayground((state) => state.run?.probes[shownKind]);
  const { transferSet, data } = useShownExperiment();
  if (!set) return undefined;
  const shape = shapeOf(data);
  // A drawn digit has an image and no label, a recorded one may have a label and no image.
  const last = Math.max(set.labels.length, set.images.length / bytesOfImage(shape)) - 1;
  const isChosen = of === shownKind && probe !== null;
  const index = isChosen ? Math.min(probe, last) : firstShown(set.labels, transferSet.omitClasses, data);
  return { image: imageOf(set, index, shape), label: set.labels[index], index };
}
