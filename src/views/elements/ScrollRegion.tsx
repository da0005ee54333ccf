/** A region that scrolls where its content is wider than the region. */

import type { ReactNode } from "react";

/** It can be focused, so that it also scrolls by keyboard. */
export function ScrollRegion(props: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="scroll" role="group" aria-label={props.label} tabIndex={0}>
      {props.children}
    </div>
  );
}
