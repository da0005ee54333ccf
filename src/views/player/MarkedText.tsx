/** A text in which the names of controls, between asterisks, are underlined. */

import { Fragment, type ReactNode } from "react";
import { withWholeEquations } from "../../i18n/numberFormats.ts";

/** @param props.lang its language, where it is not the page's */
export function MarkedText({ text, lang }: { readonly text: string; readonly lang?: string | undefined }): ReactNode {
  const parts = withWholeEquations(text)
    .split("*")
    .map((part, i) =>
      i % 2 === 1 ? (
        <u key={i} className="control-name">
          {part}
        </u>
      ) : (
        <Fragment key={i}>{part}</Fragment>
      ),
    );
  return lang === undefined ? parts : <span lang={lang}>{parts}</span>;
}
