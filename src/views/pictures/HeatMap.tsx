/** A panel with a matrix as a heat map: in two colours where it is a difference or has values below 0. */

import type { ReactNode } from "react";
import { useTranslate, useWords } from "../elements/translation.ts";
import { extentOf, formatNumber, type ImagePanel } from "./panels.ts";
import { Raster } from "./Raster.tsx";

/** One panel: [rows, columns]. @param props.max the absolute value with the strongest colour, the same in all panels */
export function HeatMap({ panel, max }: { readonly panel: ImagePanel; readonly max: number }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const { label, shape, values } = panel;
  const [low, high] = extentOf(values);
  const isDifference = low < 0 || /difference/i.test(label);
  const [rows = 1, columns = 1] = shape;
  return (
    <figure>
      <Raster
        {...{ values, rows, columns, max }}
        palette={isDifference ? "diverging" : "heat"}
        maxHeight={280}
        label={translate(label)}
      />
      <figcaption>
        {translate(label)} <small>{words.pictureRange(formatNumber(low), formatNumber(high))}</small>
      </figcaption>
    </figure>
  );
}
