/** A text in which the names of controls, between asterisks, are underlined. */

import { Fragment, type ReactNode } from "react";

export function MarkedText({ text }: { readonly text: string }): ReactNode {
  return text.split("*").map((part, i) =>
    i % 2 === 1 ? (
      <u key={i} className="control-name">
        {part}
      </u>
    ) : (
      <Fragment key={i}>{part}</Fragment>
    ),
  );
}
