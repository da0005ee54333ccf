/** The part of the status line about the offline copy of the page. */

import type { ReactNode } from "react";
import type { StoreApi } from "zustand";
import { useStore } from "zustand";
import type { OfflineCopy } from "../../session/storage/offlineCopy.ts";
import { useWords } from "../elements/translation.ts";

/** A button where a newer page is waiting, else a note once the page works without a network. */
export function OfflineNote({ offline }: { readonly offline: StoreApi<OfflineCopy> }): ReactNode {
  const words = useWords();
  const { ready, update } = useStore(offline);
  if (update)
    return (
      <button type="button" onClick={update}>
        {words.newerPage}
      </button>
    );
  return ready ? <span className="kept">{words.worksOffline}</span> : null;
}
