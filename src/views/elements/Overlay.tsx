/** What lies above the page, and is rendered only while it is open: modal dialogs, and panels below a line. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { useWords } from "./translation.ts";

/** @param title its heading and accessible name */
export function Overlay(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { title, open, onClose, children } = props;
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-label={title} className="overlay" onClose={onClose}>
      <h2>{title}</h2>
      {open ? <ErrorBoundary>{children}</ErrorBoundary> : null}
      <form method="dialog">
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}

/** A line that opens a panel over what stands below it, so that the page keeps its places. Escape closes it. */
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
      {open ? (
        // It scrolls where its text is long, by keyboard as well.
        <div className="disclosed" role="group" aria-label={props.summary} tabIndex={0}>
          {props.children()}
        </div>
      ) : null}
    </details>
  );
}
