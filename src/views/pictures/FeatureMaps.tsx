/** A panel with feature maps: one tile for each channel. */

import { type ReactNode, useMemo } from "react";
import { useTranslate, useWords } from "../elements/translation.ts";
import { PanelCaption } from "./PanelCaption.tsx";
import type { PanelProps } from "./panelProps.ts";
import { extentOf, type ImagePanel } from "./panels.ts";
import { Raster } from "./Raster.tsx";

/** The largest height of a panel, pixels. */
const PANEL = 340;

function channelOf({ shape, values }: ImagePanel, channel: number): Float32Array {
  const [height = 1, width = 1, channels = 1] = shape;
  return Float32Array.from({ length: height * width }, (_, i) => values[i * channels + channel]!);
}

/** One panel: [h, w, c]. @param props.isDifference whether it is drawn with its sign */
export function FeatureMaps(props: PanelProps & { readonly isDifference: boolean }): ReactNode {
  const { panel, extent, tone, isDifference } = props;
  const words = useWords();
  const translate = useTranslate();
  const [height = 1, width = 1, channels = 1] = panel.shape;
  const tiles = useMemo(() => Array.from({ length: channels }, (_, c) => channelOf(panel, c)), [panel, channels]);
  const label = translate(panel.label);
  return (
    <figure className={isDifference ? "" : tone}>
      <div className={channels > 1 ? "tiles" : ""}>
        {tiles.map((values, c) => (
          <Raster
            key={c}
            {...{ values }}
            rows={height}
            columns={width}
            palette={isDifference || extentOf(panel.values)[0] < 0 ? "diverging" : "heat"}
            max={Math.max(-extent[0], extent[1])}
            maxHeight={channels === 1 ? PANEL : PANEL / Math.ceil(Math.sqrt(channels)) - 4}
            label={channels === 1 ? label : `${label}, ${words.channel(c + 1)}`}
          />
        ))}
      </div>
      <PanelCaption {...{ panel, isDifference }} />
    </figure>
  );
}
