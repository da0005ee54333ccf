/** The image that is looked at: which one was chosen among the followed images, and its class. */

import type { ProbeKind } from "../../protocol/events.ts";
import type { ProbeSet } from "../../session/run/runFromEvents.ts";
import { usePage } from "./pageChoices.ts";
import { usePlayground } from "./storeContexts.ts";

/** Grey bytes of one image. */
const SIZE = 28 * 28;

/** One image of a set; null where the recording may not pass it on. */
export function imageOf({ images }: ProbeSet, index: number): Uint8Array | null {
  return images.length === 0 ? null : images.subarray(index * SIZE, (index + 1) * SIZE);
}

/** Before anyone has chosen: an image of a dropped class where there is one, else a 4, which has a likeness to 9. */
function firstShown(labels: readonly number[], dropped: readonly number[]): number {
  const asked = labels.findIndex((label) => (dropped.length > 0 ? dropped.includes(label) : label === 4));
  return Math.max(0, asked);
}

/**
 * The chosen probe of the shown run: its image and class; undefined where there is none.
 * @param kind where it must come from; absent: where the visitor looks
 */
export function useProbe(
  kind?: ProbeKind,
): { image: Uint8Array | null; label: number | undefined; index: number } | undefined {
  const page = usePage();
  const asked = kind ?? page.probeKind;
  const probe = asked === page.probeKind ? page.probe : null;
  const set = usePlayground((state) => state.run?.probes[asked]);
  const dropped = usePlayground((state) => state.run?.experiment.transferSet.omitClasses);
  if (!set) return undefined;
  // A drawn digit has an image and no label, a recorded one may have a label and no image.
  const most = Math.max(set.labels.length, set.images.length / SIZE) - 1;
  const index = probe === null ? firstShown(set.labels, dropped ?? []) : Math.min(probe, most);
  return { image: imageOf(set, index), label: set.labels[index], index };
}
