/** The sheet of all settings, at the right side of the lab. */

import type { ReactNode } from "react";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useWords } from "../elements/translation.ts";

const moreSettings = loadedCode(() => import("../settings/MoreSettings.tsx"));

/** The sheet; its code is fetched when it is first opened. Escape closes it. */
export function AllSettings({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  if (!open) return null;
  return (
    <section
      className="sheet"
      aria-label={words.more}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="sheet-head">
        <h2>{words.more}</h2>
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
      <LoadedPart code={moreSettings} props={{}} />
    </section>
  );
}
