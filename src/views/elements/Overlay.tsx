/** What is rendered only while it is open: modal dialogs above the page, and panels below a line. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { useWords } from "./translation.ts";

/** @param title its heading and accessible name @param closing the words of the button that closes it, where it does more */
export function Overlay(props: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly closing?: string;
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
        <button type="submit">{props.closing ?? words.close}</button>
      </form>
    </dialog>
  );
}

/** The panels that are open, by name: one that is left out for a while is open again when it comes back. */
const opened = new Set<string>();

/**
 * A line that opens a panel below it, which covers nothing. Escape closes it.
 * @param props.name of the panel, by which it is remembered whether it is open
 */
export function Disclosure(props: {
  readonly name: string;
  readonly summary: string;
  readonly children: () => ReactNode;
}): ReactNode {
  const { name, summary, children } = props;
  const [open, setOpen] = useState(opened.has(name));
  const show = (isOpen: boolean) => {
    opened[isOpen ? "add" : "delete"](name);
    setOpen(isOpen);
  };
  return (
    <details
      className="disclosure"
      open={open}
      onToggle={(event) => show(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key === "Escape") show(false);
      }}
    >
      <summary>{summary}</summary>
      {open ? <div className="disclosed">{children()}</div> : null}
    </details>
  );
}
