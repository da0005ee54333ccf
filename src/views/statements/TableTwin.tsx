/** The numbers of a chart as a table, which is drawn only while it is open. */

import { type ReactNode, useState } from "react";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";
import { untranslated, useWords } from "../elements/translation.ts";

/** A table's row: its name, and its numbers as texts. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

/** @param props.columns the names of the columns, that of the rows' names first @param props.rowsOf called while it is open */
export function TableTwin(props: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rowsOf: () => readonly Row[];
}): ReactNode {
  const { label, columns, rowsOf } = props;
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.accuracyTable}</summary>
      {open ? (
        <ScrollRegion label={label}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody {...untranslated}>
              {rowsOf().map(({ name, cells }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, i) => (
                    <td key={columns[i + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
    </details>
  );
}
