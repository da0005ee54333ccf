/** A modal dialog whose content is rendered only while it is open. */

import { type ReactNode, useEffect, useRef } from "react";
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
