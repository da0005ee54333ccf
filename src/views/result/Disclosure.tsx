/** A line that opens a panel over what stands below it, so that the column keeps its places. */

import { type ReactNode, useState } from "react";

/** The content is drawn only while it is open. Escape closes it. */
export function Disclosure(props: { readonly summary: string; readonly children: () => ReactNode }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="disclosure"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      <summary>{props.summary}</summary>
      {open ? <div className="disclosed">{props.children()}</div> : null}
    </details>
  );
}
