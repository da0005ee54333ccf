/** Questions asked of many experiments: a table that fills cell by cell, and stays when the page is closed. */

import { lazy, type ReactNode, Suspense, useState } from "react";
import { Overlay } from "./Overlay.tsx";
import { useWords } from "./page.tsx";

const StudyTable = lazy(() => import("./StudyTable.tsx"));

/** A button that opens the studies. */
export function Questions(): ReactNode {
  const { studies: words } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {words.title}
      </button>
      <Overlay title={words.title} open={open} onClose={() => setOpen(false)}>
        <Suspense fallback={null}>
          <StudyTable />
        </Suspense>
      </Overlay>
    </>
  );
}
