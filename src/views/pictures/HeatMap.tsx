/** A panel with a matrix as a heat map: in two colours where it is a difference or has values below 0. */

import type { ReactNode } from "react";
import { useTranslate } from "../elements/translation.ts";
import { PanelCaption } from "./PanelCaption.tsx";
import type { PanelProps } from "./panelProps.ts";
import { extentOf } from "./panels.ts";
import { Raster } from "./Raster.tsx";

/** One panel: [rows, columns]. @param props.isDifference whether it is drawn with its sign */
export function HeatMap(props: PanelProps & { readonly isDifference: boolean }): ReactNode {
  const { panel, extent, tone, isDifference } = props;
  const translate = useTranslate();
  const { label, shape, values } = panel;
  const [rows = 1, columns = 1] = shape;
  return (
    <figure className={isDifference ? "" : tone}>
      <Raster
        {...{ values, rows, columns }}
        max={Math.max(-extent[0], extent[1])}
        palette={isDifference || extentOf(panel.values)[0] < 0 ? "diverging" : "heat"}
        maxHeight={340}
        label={translate(label)}
      />
      <PanelCaption {...{ panel, isDifference }} />
    </figure>
  );
}
