/** The room of the details of a run: the method's pictures, errors by class, matrices, the loss, all networks. */

import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import type { Detail } from "../../places/labView.ts";
import { ErrorBoundary } from "../elements/ErrorBoundary.tsx";
import { LoadedPart } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { isNarrow } from "../shown/windowWidth.ts";
import { useStaleClass } from "../statements/staleness.tsx";
import { detailPanels } from "./detailPanels.ts";
import "../../styles/details.css";
import "../../styles/networks.css";
import "../../styles/pictures.css";

/** Where the strip of tabs stood in the window when another tab was chosen. Each detail has a room of its own. */
let stripBefore: { readonly top: number; readonly left: number } | null = null;

/** Keeps the strip of tabs where it was; a room that has been opened begins at the top of a narrow window. */
function useStripInPlace() {
  const strip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tabs = strip.current;
    if (!tabs) return;
    if (stripBefore) {
      scrollBy(0, tabs.getBoundingClientRect().top - stripBefore.top);
      tabs.scrollLeft = stripBefore.left;
    } else if (isNarrow()) tabs.scrollIntoView();
    stripBefore = null;
  }, []);
  return strip;
}

/**
 * Tabs by the pattern of the ARIA authoring guide: arrow keys move, the chosen tab is shown at once. Escape closes the
 * room.
 * @param details those that the shown run has, in order
 */
export default function DetailRoom(props: { readonly detail: Detail; readonly details: readonly Detail[] }): ReactNode {
  const { detail, details } = props;
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const close = () => choose({ detail: null });
  const strip = useStripInPlace();
  const show = (one: Detail) => {
    const tabs = strip.current;
    if (tabs && one !== detail) stripBefore = { top: tabs.getBoundingClientRect().top, left: tabs.scrollLeft };
    choose({ detail: one });
  };
  const move = (by: number) => show(details[(details.indexOf(detail) + by + details.length) % details.length]!);
  useEffect(() => {
    document.getElementById(`tab-${detail}`)?.focus({ preventScroll: true });
    return () => {
      // The way back into the room is there again once it has been closed.
      const wayBack = document.getElementById(`closer-${detail}`);
      wayBack?.focus({ preventScroll: true });
      wayBack?.scrollIntoView({ block: isNarrow() ? "center" : "nearest" });
    };
  }, [detail]);
  useEffect(() => {
    // Wherever the focus is: the bias beside the room is moved with it open. A dialog or the sheet closes itself.
    const closeByKey = ({ key, target }: KeyboardEvent) => {
      const isAbove = target instanceof Element && target.closest("dialog, .sheet") !== null;
      if (key === "Escape" && !isAbove) choose({ detail: null });
    };
    document.addEventListener("keydown", closeByKey);
    return () => document.removeEventListener("keydown", closeByKey);
  }, [choose]);
  return (
    <section className="details" aria-label={words.details}>
      <div className="detail-head">
        <div
          ref={strip}
          role="tablist"
          aria-label={words.details}
          onKeyDown={({ key }) => {
            if (key === "ArrowRight") move(1);
            if (key === "ArrowLeft") move(-1);
          }}
        >
          {details.map((one) => (
            <button
              key={one}
              id={`tab-${one}`}
              type="button"
              role="tab"
              aria-selected={one === detail}
              aria-controls="detail-panel"
              tabIndex={one === detail ? 0 : -1}
              onClick={() => show(one)}
            >
              {words.lab.details[one]}
            </button>
          ))}
        </div>
        <button type="button" className="quiet" onClick={close}>
          {words.lab.closeDetail}
        </button>
      </div>
      <div id="detail-panel" className={useStaleClass()} role="tabpanel" aria-labelledby={`tab-${detail}`}>
        <ErrorBoundary key={detail}>
          <LoadedPart code={detailPanels[detail]} props={{}} />
        </ErrorBoundary>
      </div>
    </section>
  );
}
