/** Hinton's MNIST section, replayed: a button that opens its table, fetched when it is opened. */

import { lazy, type ReactNode, Suspense, useState } from "react";
import { Overlay } from "./Overlay.tsx";
import { useWords } from "./page.tsx";

const ReplayTable = lazy(() => import("./ReplayTable.tsx"));

/** A button that opens the table of the section. */
export function Replay(): ReactNode {
  const { replay: words } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {words.button}
      </button>
      <Overlay title={words.title} open={open} onClose={() => setOpen(false)}>
        <Suspense fallback={null}>
          <ReplayTable onOpened={() => setOpen(false)} />
        </Suspense>
      </Overlay>
    </>
  );
}
