/** A matrix over classes as a coloured table. */

import type { ReactNode } from "react";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { useWords } from "../elements/translation.ts";
import { useClassNames } from "../statements/classNames.ts";

/** Share of colour in the strongest cell, percent: text on it still has AA contrast in both themes. */
const MAX_COLOUR_SHARE = 42;

/** A table of true class by predicted class; the diagonal is not coloured. */
export function ClassMatrix(props: {
  readonly cells: readonly (readonly number[])[];
  readonly format: (value: number) => string;
  readonly tone: string;
  readonly caption: string;
}): ReactNode {
  const words = useWords();
  const { cells, format, tone, caption } = props;
  const nameOf = useClassNames(useShownExperiment().data.dataset);
  const max = Math.max(1e-12, ...cells.flatMap((row, c) => row.filter((_, k) => k !== c)));
  return (
    <ScrollRegion label={caption}>
      <table className="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{`${words.trueClass} \\ ${words.saidClass}`}</th>
            {cells.map((_, c) => (
              <th key={c} scope="col" className={nameOf.areWords ? "word" : ""}>
                {nameOf(c)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, c) => (
            <tr key={c}>
              <th scope="row">{nameOf(c)}</th>
              {row.map((value, k) => {
                const share = c === k ? 0 : Math.round((MAX_COLOUR_SHARE * value) / max);
                return (
                  <td
                    key={k}
                    className={c === k ? "same" : ""}
                    style={{ background: `color-mix(in srgb, var(${tone}) ${share}%, transparent)` }}
                  >
                    {format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
