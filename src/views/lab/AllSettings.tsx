/** The sheet of all settings, in place of the result. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { usePage } from "../elements/pageChoices.ts";
import { usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { SettingsSections } from "../settings/SettingsSections.tsx";
import { isNarrow } from "../shown/windowWidth.ts";

/** The sheet. Escape closes it, and in a narrow window, which it fills, a run that begins. */
export default function AllSettings(): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const sheet = useRef<HTMLElement>(null);
  const [scrolledBefore] = useState(() => scrollY);
  const store = usePlaygroundStore();
  useEffect(() => {
    sheet.current?.focus({ preventScroll: true });
    if (isNarrow()) sheet.current?.scrollIntoView();
  }, []);
  useEffect(
    () =>
      store.subscribe(({ phase }, before) => {
        if (phase !== "loading" || before.phase === "loading" || !isNarrow()) return;
        choose({ settings: false });
        scrollTo(0, 0);
      }),
    [store, choose],
  );
  const close = () => {
    flushSync(() => choose({ settings: false }));
    if (isNarrow()) scrollTo(0, scrolledBefore);
    const opener = document.querySelector<HTMLElement>(".experiment-bar .facts");
    opener?.focus({ preventScroll: true });
    opener?.scrollIntoView({ block: "nearest" });
  };
  return (
    <section
      ref={sheet}
      className="sheet"
      tabIndex={-1}
      aria-label={words.lab.settingsTitle}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div className="sheet-head">
        <h2>{words.lab.settingsTitle}</h2>
        <button type="button" onClick={close}>
          {words.close}
        </button>
      </div>
      <SettingsSections />
    </section>
  );
}
