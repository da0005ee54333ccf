/** A panel with feature maps: one tile for each channel, all on the scale of the panel. */

import { type ReactNode, useMemo } from "react";
import { useTranslate, useWords } from "../elements/translation.ts";
import { extentOf, formatNumber, type ImagePanel } from "./panels.ts";
import { Raster } from "./Raster.tsx";

/** Height of a panel, pixels. */
const PANEL = 280;

function channelOf({ shape, values }: ImagePanel, channel: number): Float32Array {
  const [height = 1, width = 1, channels = 1] = shape;
  return Float32Array.from({ length: height * width }, (_, i) => values[i * channels + channel]!);
}

/** One panel: [h, w, c]. */
export function FeatureMaps({ panel }: { readonly panel: ImagePanel }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const [height = 1, width = 1, channels = 1] = panel.shape;
  const [low, high] = extentOf(panel.values);
  const tiles = useMemo(() => Array.from({ length: channels }, (_, c) => channelOf(panel, c)), [panel, channels]);
  const label = translate(panel.label);
  return (
    <figure>
      <div className="tiles">
        {tiles.map((values, c) => (
          <Raster
            key={c}
            {...{ values }}
            rows={height}
            columns={width}
            palette={low < 0 ? "diverging" : "grey"}
            max={Math.max(-low, high)}
            maxHeight={channels === 1 ? PANEL : PANEL / Math.ceil(Math.sqrt(channels)) - 4}
            label={`${label}, ${words.channel(c + 1)}`}
          />
        ))}
      </div>
      <figcaption>
        {label} <small>{words.pictureRange(formatNumber(low), formatNumber(high))}</small>
      </figcaption>
    </figure>
  );
}
