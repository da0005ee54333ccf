/** What a panel of a picture is drawn with. */

import { createContext } from "react";
import type { ImagePanel } from "./panels.ts";

/** The box of the lab's room of details. */
export const LAB_BOX = { width: 280, height: 150 };

/** One of four drawings beside a card, which stand two by two. */
export const QUARTER_BOX = { width: 200, height: 110 };

/** The box in which bars and histograms are drawn, in pixels of their least type: a drawing that is to be narrower says so. */
export const DrawingBox = createContext(LAB_BOX);

export interface PanelProps {
  readonly panel: ImagePanel;
  /** of all panels that are compared with it, 0 in it: their common scale */
  readonly extent: readonly [low: number, high: number];
  /** whose it is, by its colour */
  readonly tone: "teacher" | "student";
}
