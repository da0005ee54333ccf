/** How wide the window is, where it makes another layout or another size of type. */

import { useSyncExternalStore } from "react";

/** The page is one column, as in phone.css. */
const NARROW = "(max-width: 820px)";
/** The type is larger, as in tokens.css. */
const LARGE = "(min-width: 1700px)";

function useMatch(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether the page is one column. */
export const isNarrow = (): boolean => matchMedia(NARROW).matches;

/** Whether the page is one column, followed while the window changes. */
export const useNarrow = (): boolean => useMatch(NARROW);

/** Whether the type is that of a projector, followed while the window changes. */
export const useLarge = (): boolean => useMatch(LARGE);
