/** What a run of Hinton's section is compared with: the recorded run, and the result over all recorded seeds. */

import { useEffect, useMemo } from "react";
import type { Run } from "../../session/run/runFromEvents.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { useShownRun } from "../../views/shown/shownRun.ts";
import { partOf, type SectionPart } from "../experiments.ts";
import { comparedRunOf } from "../replay/hintonSectionStore.ts";
import type { SectionResult, SectionSummary } from "../replay/sectionSummary.ts";

/** The recorded run that the shown one is or is compared with, if it belongs to the section; else null. */
export function useComparedRun(): Run | null {
  const compared = useHintonSectionStore((section) => section.compared);
  return usePlayground(({ run }) => comparedRunOf(run, compared));
}

export type { SectionResult };

/** The figures of all recorded seeds, fetched when a part is shown; undefined until they have come, null if missing. */
export function useSectionSummary(part: SectionPart | null): SectionSummary | null | undefined {
  const summary = useHintonSectionStore((section) => (part ? section.summaries[part.dataset] : undefined));
  const load = useHintonSectionStore((section) => section.load);
  useEffect(() => {
    if (part && summary === undefined) load(part.dataset).catch(() => {});
  }, [part, summary, load]);
  return summary;
}

/**
 * The result over all recorded seeds, where a recorded run of the section is shown without a bias; "fetching" until
 * their figures have come, null where there are none.
 */
export function useSectionResult(): SectionResult | "fetching" | null {
  const recorded = usePlayground(({ run }) => (run?.origin === "recorded" ? run : null));
  const isBiased = useShownRun(({ run }) => run?.bias !== undefined);
  const part = useMemo(() => recorded && partOf(recorded.experiment), [recorded]);
  const summary = useSectionSummary(part);
  const result = useHintonSectionStore(({ results }) => (part ? results[part.dataset]?.[part.id] : undefined));
  if (!part || isBiased || summary === null) return null;
  return summary === undefined ? "fetching" : (result ?? null);
}
