/** A picture as tables of numbers, rendered only while they are open. */

import { type ReactNode, useState } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useTranslate, useWords } from "../elements/translation.ts";
import { formatNumber, type ImagePanel, numberRows } from "./panels.ts";

function ColumnNames({ count, nameOf }: { readonly count: number; readonly nameOf: (i: number) => string }): ReactNode {
  return (
    <thead>
      <tr>
        <td />
        {Array.from({ length: count }, (_, i) => (
          <th key={i} scope="col">
            {nameOf(i)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** One table a panel. */
export function NumberTables(props: {
  readonly panels: readonly ImagePanel[];
  /** names the columns of a panel with so many; absent: they have no names */
  readonly columnsOf: ((count: number) => (i: number) => string) | undefined;
}): ReactNode {
  const { panels, columnsOf } = props;
  const _words = useWords();
  const { inDetail } = useLaterWords();
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{inDetail.asNumbers}</summary>
      {open
        ? panels.map((panel) => (
            <ScrollRegion key={panel.label} label={translate(panel.label)}>
              <table className="numbers-of">
                <caption>{translate(panel.label)}</caption>
                {columnsOf ? <ColumnNames count={panel.values.length} nameOf={columnsOf(panel.values.length)} /> : null}
                <tbody>
                  {numberRows(panel).map(({ name, values }) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      {values.map((value, i) => (
                        <td key={i}>{formatNumber(value)}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          ))
        : null}
    </details>
  );
}
