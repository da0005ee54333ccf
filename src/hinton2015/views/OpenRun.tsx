/** A link that opens a recorded run of the section in the lab. */

import type { ReactNode } from "react";
import { addressOf } from "../../places/place.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import type { SectionFigure } from "../paperResults.ts";

/**
 * The address of a figure's recorded run: of the chosen seed, or of the first that was recorded; null where there is none,
 * or while another run is trained, which a recorded one does not replace.
 */
function useRunAddress({ id, experiment }: SectionFigure): string | null {
  const idle = usePlayground((state) => state.phase === "idle");
  const dataset = useHintonSectionStore((section) => section.dataset);
  const chosen = useHintonSectionStore((section) => section.seed);
  const runs = useHintonSectionStore((section) => section.summaries[section.dataset]?.runs);
  const run = runs?.find((one) => one.experiment === experiment && (chosen === null || one.seed === chosen));
  if (!idle || !run) return null;
  return addressOf({ kind: "hinton-2015", run: { run: id, seed: run.seed, dataset } });
}

/** @param props.name its accessible name */
export function OpenRun(props: {
  readonly figure: SectionFigure;
  readonly name: string;
  readonly className: string;
  readonly children: ReactNode;
}): ReactNode {
  const { figure, name, className, children } = props;
  const address = useRunAddress(figure);
  return address === null ? (
    <span className={className}>{children}</span>
  ) : (
    <a className={className} href={address} aria-label={name}>
      {children}
    </a>
  );
}
