/** Draws a pictogram in the colours of the roles. */

import type { ReactNode } from "react";
import { untranslated } from "../elements/translation.ts";
import { pictograms, type Pictogram as Spec } from "./pictograms.ts";

const SQUARE = 6;

function Arrow({ points: [x1, y1, x2, y2], bend = 0 }: Spec["arrows"][number]): ReactNode {
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2 + 2 * bend];
  const angle = bend === 0 ? Math.atan2(y2 - y1, x2 - x1) : Math.atan2(y2 - my, x2 - mx);
  const barb = (turn: number) => `${x2 - 6 * Math.cos(angle + turn)} ${y2 - 6 * Math.sin(angle + turn)}`;
  const line = bend === 0 ? `L${x2} ${y2}` : `Q${mx} ${my} ${x2} ${y2}`;
  return <path className="passed" d={`M${x1} ${y1}${line}M${barb(0.5)}L${x2} ${y2}L${barb(-0.5)}`} />;
}

/** The picture of a method; nothing where it has none. It says nothing that the card does not say. */
export function Pictogram({ method }: { readonly method: string }): ReactNode {
  const spec = pictograms[method];
  if (!spec) return null;
  return (
    <svg {...untranslated} className="pictogram" viewBox="0 0 112 72" width={112} height={72} aria-hidden="true">
      {spec.columns.map(({ of, x, y, heights, gap = 16 }) =>
        heights.map((height, i) => (
          <rect
            key={`${x} ${y} ${x + i * gap}`}
            className={of}
            {...{ x: x + i * gap, y: y - height / 2, width: 5, height, rx: 1.5 }}
          />
        )),
      )}
      {spec.grids?.map(({ of, x, y, gap, rows }) =>
        rows.map((row, i) =>
          [...row].map((mark, j) =>
            mark === " " ? null : (
              <rect
                key={`${of} ${i} ${x + j * gap}`}
                className={mark === "#" ? of : `${of} outlined`}
                {...{ x: x + j * gap, y: y + i * 9, width: SQUARE, height: SQUARE }}
              />
            ),
          ),
        ),
      )}
      {spec.arrows.map((arrow) => (
        <Arrow key={arrow.points.join(" ")} {...arrow} />
      ))}
    </svg>
  );
}
