/** A picture as tables of numbers, rendered only while they are open. */

import { type ReactNode, useState } from "react";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { useTranslate, useWords } from "../elements/translation.ts";
import { formatNumber, type ImagePanel, numberRows } from "./panels.ts";

/** One table a panel. */
export function NumberTables({ panels }: { readonly panels: readonly ImagePanel[] }): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.asNumbers}</summary>
      {open
        ? panels.map((panel) => (
            <ScrollRegion key={panel.label} label={translate(panel.label)}>
              <table className="numbers-of">
                <caption>{translate(panel.label)}</caption>
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
