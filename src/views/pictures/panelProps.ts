/** What a panel of a picture is drawn with. */

import type { ImagePanel } from "./panels.ts";

export interface PanelProps {
  readonly panel: ImagePanel;
  /** of all panels that are compared with it, 0 in it: their common scale */
  readonly extent: readonly [low: number, high: number];
  /** whose it is, by its colour */
  readonly tone: "teacher" | "student";
}
