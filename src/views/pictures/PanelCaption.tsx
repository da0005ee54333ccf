/** What stands under a panel of maps or of a matrix: its name, and the range of its values or what its colours mean. */

import type { ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { extentOf, formatRange, type ImagePanel } from "./panels.ts";

/** The caption. @param props.isDifference whether its colours are those of a difference */
export function PanelCaption(props: { readonly panel: ImagePanel; readonly isDifference: boolean }): ReactNode {
  const { panel, isDifference } = props;
  const _words = useWords();
  const { inDetail } = useLaterWords();
  const translate = useTranslate();
  const range = inDetail.pictureRange(...formatRange(extentOf(panel.values)));
  return (
    <figcaption>
      <b>{translate(panel.label)}</b>
      <small>{isDifference ? inDetail.coloursOfDifference(range) : range}</small>
    </figcaption>
  );
}
