/** What a panel of a picture is drawn with. */

import { createContext } from "react";
import type { ImagePanel } from "./panels.ts";

/** The box in which bars and histograms are drawn, in pixels of their least type: a drawing that is to be narrower says so. */
export const DrawingBox = createContext({ width: 280, height: 150 });

export interface PanelProps {
  readonly panel: ImagePanel;
  /** of all panels that are compared with it, 0 in it: their common scale */
  readonly extent: readonly [low: number, high: number];
  /** whose it is, by its colour */
  readonly tone: "teacher" | "student";
}
