/** What of the papers reproduces here: the fidelity table, fetched when it is opened. */

import { lazy, type ReactNode, Suspense, useState } from "react";
import { Overlay } from "./Overlay.tsx";
import { useWords } from "./page.tsx";

const FidelityTable = lazy(() => import("./FidelityTable.tsx"));

/** A button that opens the table. */
export function Papers(): ReactNode {
  const { fidelity: words } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {words.button}
      </button>
      <Overlay title={words.title} open={open} onClose={() => setOpen(false)}>
        <Suspense fallback={null}>
          <FidelityTable />
        </Suspense>
      </Overlay>
    </>
  );
}
