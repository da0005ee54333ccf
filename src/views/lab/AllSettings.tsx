/** The sheet of all settings, in place of the result. */

import { type ReactNode, useEffect, useRef } from "react";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";

const sections = loadedCode(() => import("../settings/SettingsSections.tsx"));

/** The sheet; its code is fetched when it is first opened. Escape closes it. */
export function AllSettings(): ReactNode {
  const words = useWords();
  const choose = usePage((page) => page.choose);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const close = () => {
    choose({ settings: false });
    document.querySelector<HTMLElement>(".experiment-bar .facts")?.focus();
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
      <LoadedPart code={sections} props={{}} />
    </section>
  );
}
